#include "auditor/azdo/subscriptions.h"

#include "tests/auditor/azdo/fake_transport.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace patrol::azdo {
namespace {

constexpr auto guid = "eb6e4656-77fc-42a1-9181-4c6d8e9da5d1";

Json entry() {
  return {{"id", guid}, {"eventType", "git.push"}, {"publisherInputs", {{"projectId", guid}}}};
}

TEST(FetchSubscriptions, ReadsTheRecordedAnswer) {
  Bench bench;
  bench.transport.on("https://dev.azure.com/contoso/_apis/hooks/subscriptions?api-version=7.1",
                     json(fixture("subscriptions.json")));
  const auto fetched = fetch_subscriptions(bench.client);
  ASSERT_TRUE(fetched.known.complete()) << fetched.known.rest->reason;
  ASSERT_EQ(fetched.known.items.size(), 12U);
  EXPECT_EQ(fetched.known.items[1], (Subscription{.id = "ff9c24c5-45b5-491f-831a-39b9d481b425",
                                                  .event = "build.complete",
                                                  .status = "enabled",
                                                  .project_id = guid,
                                                  .created_by = "00ca946b-2fe9-4f2a-ae2f-40d5c48001bc",
                                                  .consumer = "jenkins",
                                                  .host = "ossbinjenkins.cloudapp.net"}));
  const Subscription& narrow = fetched.known.items[6];
  EXPECT_EQ(narrow.repository_id, "278d5cd2-584d-4b63-824a-2ba458937249");
  EXPECT_EQ(narrow.limits, std::vector<std::string>{"branch"});
  EXPECT_EQ(fetched.known.items[2].status, "disabledBySystem");
}

TEST(ParseSubscription, KeepsNoSecretOfTheAddress) {
  Json hook = entry();
  hook["consumerInputs"] = {{"url", "https://me:hush@Flow.Example:8443/h/hush?code=hush#hush"}};
  EXPECT_EQ(parse_subscription(hook).value().host, "flow.example");
  const std::string pasted = std::string(26, 'q') + std::string(26, '7');
  hook["consumerInputs"] = {{"url", "https://" + pasted + ".hooks.example/"}};
  EXPECT_EQ(parse_subscription(hook).value().host, "***.hooks.example");
  hook["consumerInputs"] = {{"url", "********"}};
  EXPECT_EQ(parse_subscription(hook).value().host, "");
}

TEST(ParseSubscription, TakesOneWithoutAProjectForOneOfAll) {
  Json hook = entry();
  hook["publisherInputs"] = {{"projectId", ""}, {"branch", nullptr}};
  EXPECT_EQ(parse_subscription(hook).value().project_id, "");
  EXPECT_EQ(parse_subscription(hook).value().limits, std::vector<std::string>{});
  hook["publisherInputs"] = {{"projectId", "Shop"}};
  EXPECT_FALSE(parse_subscription(hook));
}

TEST(ParseSubscription, TakesWhatItDoesNotKnowForALimit) {
  Json hook = entry();
  hook["publisherInputs"]["onlyOnMondays"] = true;
  EXPECT_EQ(parse_subscription(hook).value().limits, std::vector<std::string>{"onlyOnMondays"});
}

TEST(ParseSubscription, WantsItsEventAndItsInputs) {
  Json hook = entry();
  hook.erase("eventType");
  EXPECT_EQ(parse_subscription(hook).error().what, "`eventType` is missing or null");
  hook = entry();
  hook.erase("publisherInputs");
  EXPECT_EQ(parse_subscription(hook).error().what, "`publisherInputs` is missing or null");
}

}  // namespace
}  // namespace patrol::azdo

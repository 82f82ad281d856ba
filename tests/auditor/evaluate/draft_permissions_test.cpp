#include "auditor/evaluate/draft_permissions.h"

#include "auditor/evaluate/evaluate.h"
#include "auditor/policy/catalogue.h"
#include "tests/support/world.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";

World some_world() {
  World world;
  world.account(svc).put(svc, "[Shop]\\Readers").entry(collection_namespace, "NAMESPACE:", svc, 4, 0);
  return world;
}

/// Of an integration in the project Shop; `tried`: how many rules each trial was about.
std::optional<DraftPart> drafted(const Snapshot& snapshot, std::size_t projects,
                                 std::vector<std::size_t>* tried = nullptr) {
  const Facts facts(View(&snapshot.organizations.at("contoso"), "contoso", nullptr), built_in_catalogue(),
                    false);
  return draft_permissions(facts, built_in_catalogue(), projects, [&](Policy policy) {
    if (tried != nullptr) tried->push_back(policy.rules.size());
    Integration integration = flow_integration();
    integration.policy = policy.id = "trial";
    PolicySet policies;
    policies.emplace(policy.id, std::move(policy));
    return std::optional(
        evaluate(policies, {integration}, built_in_catalogue(), snapshot, {.now = test_now()}));
  });
}

const DraftTopic* topic_about(const DraftPart& part, const std::string& what) {
  const auto found = std::ranges::find(part.topics, what, &DraftTopic::what);
  return found == part.topics.end() ? nullptr : &*found;
}

TEST(DraftPermissions, SayExactlyWhatIsHeldAtTheOrganization) {
  const auto part = drafted(some_world().snapshot(), 1);
  ASSERT_TRUE(part);
  const DraftTopic* topic = topic_about(*part, "what it may do at the organization (Collection)");
  ASSERT_NE(topic, nullptr);
  const Rule& rule = topic->ways.front().front();
  EXPECT_EQ(rule.id, "org.permissions") << "a level's own settings have the plain name";
  EXPECT_EQ(rule.mode, Rule::Mode::exactly);
  std::vector<std::string> actions;
  for (const Permission& each : std::get<Permissions>(rule.requirement.kind).permissions) {
    actions.push_back(each.action);
  }
  EXPECT_EQ(actions, (std::vector<std::string>{"GENERIC_READ", "CREATE_PROJECTS"}));
}

TEST(DraftPermissions, WithoutAProjectAskNothingOfProjects) {
  std::vector<std::size_t> tried;
  const auto part = drafted(some_world().snapshot(), 0, &tried);
  ASSERT_TRUE(part);
  EXPECT_EQ(tried.size(), 1U);
  for (const DraftTopic& topic : part->topics) {
    EXPECT_NE(topic.what.find("at the organization"), std::string::npos) << topic.what;
  }
}

TEST(DraftPermissions, OfVeryManyProjectsAskTheirOwnSettingsAlone) {
  std::vector<std::size_t> few, many;
  ASSERT_TRUE(drafted(some_world().snapshot(), 25, &few));
  const auto part = drafted(some_world().snapshot(), 26, &many);
  ASSERT_TRUE(part);
  ASSERT_EQ(few.size(), 2U);
  ASSERT_EQ(many.size(), 2U);
  EXPECT_EQ(few.front(), many.front());
  EXPECT_LT(many.back(), few.back());
  EXPECT_TRUE(std::ranges::any_of(
      part->notes, [](const std::string& note) { return note.starts_with("Of its 26 projects only"); }));
}

TEST(DraftPermissions, AskBothLevelsBeforeTheyWaitForFacts) {
  const Snapshot snapshot = some_world().snapshot();
  const Facts facts(View(&snapshot.organizations.at("contoso"), "contoso", nullptr), built_in_catalogue(),
                    false);
  int trials = 0;
  const auto part = draft_permissions(facts, built_in_catalogue(), 1, [&](const Policy&) {
    ++trials;
    return std::optional<Audit>();
  });
  EXPECT_FALSE(part);
  EXPECT_EQ(trials, 2);
}

TEST(DraftPermissions, OfListsThatWereNotReadSayWhy) {
  Snapshot snapshot = some_world().snapshot();
  hide(snapshot, FactKey::Kind::access_control);
  const auto part = drafted(snapshot, 1);
  ASSERT_TRUE(part);
  ASSERT_FALSE(part->left_out.empty());
  EXPECT_EQ(part->left_out.front().why, LeftOut::Why::unread);
  const DraftTopic* topic = topic_about(*part, "what it may do at the organization (Collection)");
  if (topic != nullptr) {
    for (const auto& way : topic->ways) EXPECT_NE(way.front().mode, Rule::Mode::exactly);
  }
}

TEST(DraftPermissions, WithoutTheNamespacesSayThatNothingIsKnown) {
  Snapshot snapshot = some_world().snapshot();
  hide(snapshot, FactKey::Kind::namespaces);
  const auto part = drafted(snapshot, 1);
  ASSERT_TRUE(part);
  EXPECT_FALSE(part->left_out.empty());
}

}  // namespace
}  // namespace patrol

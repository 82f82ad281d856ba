#include "auditor/azdo/identities_by_id.h"

#include "auditor/azdo/json.h"
#include "tests/auditor/azdo/fake_transport.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace patrol::azdo {
namespace {

Json identity(const std::string& id) {
  return {{"id", id},
          {"descriptor", "Microsoft.TeamFoundation.Identity;S-1-9-1"},
          {"memberOf", Json::array()},
          {"members", Json::array()}};
}
const std::string first = "11111111-1111-1111-1111-111111111111";
const std::string second = "22222222-2222-2222-2222-222222222222";

TEST(FetchIdentitiesById, GivesThemInTheOrderOfTheIdsAndAGapForWhatIsNotFound) {
  Bench bench;
  bench.transport.on("identities?identityIds=" + first + "," + second + "&queryMembership=None&",
                     json(Json{{"count", 2}, {"value", {nullptr, identity(second)}}}.dump()));
  const std::vector<std::string> ids{first, second};
  const auto fetched = fetch_identities_by_id(bench.client, ids);
  ASSERT_EQ(fetched.known.size(), 2U);
  EXPECT_FALSE(fetched.known[0]);
  EXPECT_EQ(fetched.known[0].error().what, "the identity `" + first + "`");
  ASSERT_TRUE(fetched.known[1]);
  EXPECT_EQ(fetched.known[1].value().id, second);
}

TEST(FetchIdentitiesById, TakesNeitherOfTwoThatContradictEachOther) {
  Json other = identity(first);
  other["isContainer"] = true;
  Bench bench;
  bench.transport.on(
      "identities",
      json(Json{{"value", {identity(first), identity(second), identity(second), other}}}.dump()));
  const std::vector<std::string> ids{first, second};
  const auto fetched = fetch_identities_by_id(bench.client, ids);
  ASSERT_FALSE(fetched.known.at(0));
  EXPECT_EQ(fetched.known[0].error().reason, "the answer tells `" + first + "` twice, and differently");
  EXPECT_TRUE(fetched.known.at(1));
}

TEST(FetchIdentitiesById, AsksNothingForNobody) {
  Bench bench;
  EXPECT_TRUE(fetch_identities_by_id(bench.client, {}).known.empty());
  EXPECT_TRUE(bench.transport.requests().empty());
}

}  // namespace
}  // namespace patrol::azdo

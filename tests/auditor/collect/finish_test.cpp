#include "auditor/collect/finish.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

Read read_of(std::string url) {
  return {"GET", std::move(url), 200, std::nullopt};
}

TEST(SortReads, TellsEachOnceAndLetsTheFactsFollow) {
  Organization organization;
  organization.reads = {read_of("c"), read_of("a"), read_of("b"), read_of("a")};
  organization.projects = Fact<Listing<Project>>{{}, {0, 3}};
  organization.tokens["aad.x"] = {{}, {1, 3}};
  sort_reads(organization);
  EXPECT_EQ(organization.reads, (std::vector{read_of("a"), read_of("b"), read_of("c")}));
  EXPECT_EQ(organization.projects->reads, (std::vector<ReadId>{0, 2}));
  EXPECT_EQ(organization.tokens.at("aad.x").reads, std::vector<ReadId>{0});
}

TEST(IsCutShort, OnlyWhereThereWasNoTimeToAsk) {
  Organization organization;
  organization.projects = Fact<Listing<Project>>{{{}, Gap{Gap::Kind::unreachable, "", "", ""}}, {}};
  EXPECT_FALSE(is_cut_short(organization));
  organization.groups.emplace("g", Fact<Evidence<Identity>>{Gap{Gap::Kind::cut_short, "", "", ""}, {}});
  EXPECT_TRUE(is_cut_short(organization));
}

}  // namespace
}  // namespace patrol

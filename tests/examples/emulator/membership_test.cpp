#include "examples/emulator/membership.h"

#include "tests/examples/emulator/sample.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol::emulator {
namespace {

std::vector<std::string> names(const Organization& organization, const std::vector<SubjectId>& ids) {
  std::vector<std::string> result;
  for (const SubjectId id : ids) result.push_back(organization.subject(id).name);
  std::ranges::sort(result);
  return result;
}

using Texts = std::vector<std::string>;

TEST(GroupsAbove, RunFromReadersToEverybody) {
  const Organization sample = organization_of(sample_yaml());
  EXPECT_EQ(
      names(sample, groups_above(sample, id_of(sample, "rea@sample.com"))),
      (Texts{"[Shop]\\Project Valid Users", "[Shop]\\Readers", "[sample]\\Project Collection Valid Users"}));
}

TEST(GroupsAbove, HoldEverybodyEvenForSomebodyInNoGroup) {
  const Organization sample = organization_of(sample_yaml());
  EXPECT_EQ(names(sample, groups_above(sample, id_of(sample, "nob@sample.com"))),
            (Texts{"[sample]\\Project Collection Valid Users"}));
}

constexpr const char* nested = R"(
organization: o
users: [{account: a@o.com}, {account: h@o.com}]
groups:
  Project Collection Administrators: [One]
  One: [Two]
  Two: [Three, Staff]
  Three: [a@o.com]
entra_groups:
  Staff: {members: [], hidden: [h@o.com]}
)";

TEST(GroupsAbove, PassThroughNestedGroups) {
  const Organization o = organization_of(nested);
  EXPECT_TRUE(is_in(o, id_of(o, "a@o.com"), o.administrators));
}

TEST(GroupsAbove, EndWhereGroupsHoldEachOther) {
  const Organization o = organization_of(
      "organization: o\nusers: [{account: a@o.com}]\ngroups: {One: [Two, a@o.com], Two: [One]}\n");
  EXPECT_EQ(names(o, groups_above(o, id_of(o, "a@o.com"))),
            (Texts{"[o]\\One", "[o]\\Project Collection Valid Users", "[o]\\Two"}));
}

TEST(HiddenMembers, HaveTheRightsButAreNotShown) {
  const Organization o = organization_of(nested);
  const SubjectId hidden = id_of(o, "h@o.com");
  EXPECT_TRUE(is_in(o, hidden, o.administrators));
  const auto shown = groups_above(o, hidden);
  EXPECT_EQ(std::ranges::find(shown, o.administrators), shown.end());
  EXPECT_TRUE(o.subject(id_of(o, "[TEAM FOUNDATION]\\Staff")).members.empty());
}

TEST(MembersBelow, ReachThroughNestedGroups) {
  const Organization o = organization_of(nested);
  const auto below = names(o, members_below(o, o.administrators));
  EXPECT_EQ(below, (Texts{"[TEAM FOUNDATION]\\Staff", "[o]\\One", "[o]\\Three", "[o]\\Two", "a@o.com"}));
}

}  // namespace
}  // namespace patrol::emulator

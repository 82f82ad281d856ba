#include "auditor/evaluate/fewest_groups.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace patrol {
namespace {

constexpr const char* administrators = "s-1-9-1-0-0-0-0-1";
constexpr const char* valid_users = "s-1-9-1-0-0-0-0-3";

using Way = std::vector<std::string>;

GroupChoice one_of(std::vector<Way> ways, Way untold = {}) {
  return {std::move(ways), std::move(untold)};
}

GroupSet needed(const GroupSet& anyway, const std::set<GroupChoice>& choices) {
  const SettledGroups settled = fewest_groups(anyway, choices);
  EXPECT_TRUE(settled.open.empty());
  return settled.needed;
}

TEST(FewestGroups, AreThoseThatAreNeededAnyway) {
  EXPECT_EQ(needed({"a"}, {}), GroupSet{"a"});
  EXPECT_EQ(needed({"b"}, {one_of({{"a"}, {"b"}})}), GroupSet{"b"});
  EXPECT_EQ(needed({"b", "c"}, {one_of({{"a"}, {"b", "c"}})}), (GroupSet{"b", "c"}));
}

TEST(FewestGroups, AreOnTheWayThatBringsTheFewest) {
  EXPECT_EQ(needed({}, {one_of({{"a", "b"}, {"c"}})}), GroupSet{"c"});
  EXPECT_EQ(needed({"a"}, {one_of({{"a", "b"}, {"c", "d"}})}), (GroupSet{"a", "b"}));
}

TEST(FewestGroups, HoldWhatIsOnAllWays) {
  EXPECT_EQ(needed({}, {one_of({{"a", "b", "d"}, {"a", "c", "d"}}), one_of({{"a", "c"}, {"e", "f", "c"}})}),
            (GroupSet{"a", "c", "d"}));
}

TEST(FewestGroups, ServeSeveralThingsAtOnce) {
  EXPECT_EQ(needed({}, {one_of({{"a"}, {"b"}}), one_of({{"b"}, {"c"}})}), GroupSet{"b"});
  EXPECT_EQ(needed({}, {one_of({{"a"}, {"b"}}), one_of({{"c"}, {"b"}}), one_of({{"d"}, {"b", "e"}})}).size(),
            2U);
}

TEST(FewestGroups, AreAsFewInEachPartForItself) {
  std::set<GroupChoice> choices;
  for (int part = 0; part < 40; ++part) {
    const std::string name = std::to_string(part);
    choices.insert(one_of({{name + "a"}, {name + "b"}}));
    choices.insert(one_of({{name + "b"}, {name + "c"}}));
    choices.insert(one_of({{name + "a"}, {name + "c"}}));
  }
  EXPECT_EQ(needed({}, choices).size(), 80U);
}

TEST(FewestGroups, AreNoAdministratorsWhereOthersDo) {
  EXPECT_EQ(needed({}, {one_of({{administrators}, {"a", "b", "c"}})}), (GroupSet{"a", "b", "c"}));
  EXPECT_EQ(needed({administrators}, {one_of({{administrators}, {"a"}})}), GroupSet{administrators});
}

TEST(FewestGroups, DoNotCountWhatTheServiceFills) {
  EXPECT_EQ(needed({}, {one_of({{"a"}, {"b", valid_users}}), one_of({{"b"}, {"c"}})}),
            (GroupSet{"b", valid_users}));
  EXPECT_EQ(needed({}, {one_of({{"b", valid_users}, {"c"}})}), GroupSet{"c"}) << "but of two that are as few";
}

TEST(FewestGroups, AreThoseThatANeededOneIsInBeforeOthers) {
  EXPECT_EQ(needed({"tools"}, {one_of({{"a", "top"}, {"tools", "b", "top"}})}),
            (GroupSet{"b", "tools", "top"}));
}

TEST(FewestGroups, AreNotKnownWhereNotAllWaysAreTold) {
  const SettledGroups settled =
      fewest_groups({"top"}, {one_of({{"a", "top"}}, {"a", "b", "c", "top"}), one_of({{"c"}, {"d"}}),
                              one_of({{"e"}, {"f", "g"}}), one_of({{"h"}, {"top"}})});
  EXPECT_EQ(settled.needed, (GroupSet{"e", "top"}));
  EXPECT_EQ(settled.open, (GroupSet{"a", "b", "c", "d"}));
}

TEST(FewestGroups, AreNoAdministratorsAlthoughNotAllWaysAreTold) {
  const Way untold{"a", "b", administrators};
  const SettledGroups without = fewest_groups({}, {one_of({{"a"}, {administrators}}, untold)});
  EXPECT_EQ(without.needed, GroupSet{});
  EXPECT_EQ(without.open, (GroupSet{"a", "b"}));
  const SettledGroups perhaps = fewest_groups({}, {one_of({{administrators, "a"}}, untold)});
  EXPECT_EQ(perhaps.open, (GroupSet{"a", "b", administrators}));
}

TEST(FewestGroups, AreKnownWhereAToldWayIsThereAnyway) {
  EXPECT_EQ(needed({"a", "top"}, {one_of({{"a", "top"}}, {"a", "b", "c", "top"})}), (GroupSet{"a", "top"}));
  EXPECT_EQ(needed({"a", "top"}, {one_of({}, {"a", "top"})}), (GroupSet{"a", "top"}));
}

TEST(FewestGroups, AreNotKnownWhereNoWayIsTold) {
  const SettledGroups settled = fewest_groups({"top"}, {one_of({}, {"a", "b", "top"})});
  EXPECT_EQ(settled.needed, GroupSet{"top"});
  EXPECT_EQ(settled.open, (GroupSet{"a", "b"}));
}

TEST(FewestGroups, AreNotGuessedWhereThereIsTooMuchToChooseFrom) {
  std::set<GroupChoice> choices{one_of({{"x"}, {"y", "z"}})};
  GroupSet all;
  for (char one = 'A'; one <= 'Z'; ++one) {
    all.insert(std::string(1, one));
    for (char other = 'A'; other < one; ++other) {
      choices.insert(one_of({{std::string(1, one)}, {std::string(1, other)}}));
    }
  }
  const SettledGroups settled = fewest_groups({}, choices);
  EXPECT_EQ(settled.needed, GroupSet{"x"});
  EXPECT_EQ(settled.open, all);
}

}  // namespace
}  // namespace patrol

#include "auditor/evaluate/draft_rules.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

Permission permission(const std::string& action) {
  return {.level = Permission::Level::project,
          .place = {Place::Kind::each_project, ""},
          .namespace_id = "n",
          .namespace_name = "Project",
          .action = action,
          .words = "Project/" + action};
}

HeldActions held(const std::vector<std::string>& allowed, const std::vector<std::string>& denied,
                 bool is_open = false) {
  HeldActions result{.is_open = is_open};
  for (const std::string& action : allowed) result.allowed.push_back(permission(action));
  for (const std::string& action : denied) result.denied.push_back(permission(action));
  return result;
}

/// `exactly a b | require a b + forbid c`
std::string ways_of(const DraftTopic& topic) {
  std::string text;
  for (const auto& way : topic.ways) {
    text += text.empty() ? "" : " | ";
    bool is_first = true;
    for (const Rule& rule : way) {
      text += is_first ? "" : " + ";
      is_first = false;
      text += to_word(rule.mode);
      for (const Permission& each : std::get<Permissions>(rule.requirement.kind).permissions) {
        text += " " + each.action;
      }
    }
  }
  return text;
}

TEST(PermissionTopic, SaysExactlyWhatIsHeldWhereAllOfItIsKnown) {
  const auto ways = [](const HeldActions& actions) {
    return ways_of(permission_topic("x", "May", "what", actions, Rule::ForEach::nothing));
  };
  EXPECT_EQ(ways(held({"a", "b"}, {"c"})), "exactly a b | at_most a b | require a b + forbid c | forbid c");
  EXPECT_EQ(ways(held({}, {"c"})), "forbid c");
  EXPECT_EQ(ways(held({"a"}, {"c"}, true)), "require a + forbid c | forbid c")
      << "of something it is not known";
  EXPECT_EQ(ways(held({}, {}, true)), "");
}

TEST(PermissionTopic, BoundsProjectsByWhatIsHeldInAnyOfThem) {
  const auto ways = [](const std::vector<HeldActions>& projects) {
    return ways_of(permission_topic("x", "May", "what", projects));
  };
  EXPECT_EQ(ways({held({"a"}, {"b"}), held({"a"}, {"b"})}),
            "exactly a | at_most a | require a + forbid b | forbid b");
  EXPECT_EQ(ways({held({"a", "b"}, {"c"}), held({"a"}, {"b", "c"})}),
            "at_most a b + require a | at_most a b | require a + forbid c | forbid c");
  EXPECT_EQ(ways({held({"a", "b"}, {"c"}), held({"a"}, {"c"}, true)}), "require a + forbid c | forbid c")
      << "no bound where something is not known";
  EXPECT_EQ(ways({}), "");
}

}  // namespace
}  // namespace patrol

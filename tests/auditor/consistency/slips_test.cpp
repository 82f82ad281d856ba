#include "auditor/consistency/slips.h"

#include "auditor/policy/catalogue.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

std::vector<std::string> slips_of(const std::vector<GroupMembership>& groups) {
  Policy policy;
  policy.rules.emplace_back();
  policy.rules.front().id = "r";
  policy.rules.front().requirement = {AnyOf{{{Groups{groups}}}}};
  std::vector<std::string> texts;
  for (const Slip& slip : slips_in(policy, built_in_catalogue())) {
    EXPECT_EQ(slip.rule, &policy.rules.front());
    texts.push_back(slip.text);
  }
  return texts;
}

const Place each_project{.kind = Place::Kind::each_project};

TEST(Slips, AreNamesThatAreNearlyThoseOfBuiltInGroups) {
  EXPECT_EQ(
      slips_of({{{}, "Project Collection Administrator"}, {each_project, "Contributer"}}),
      (std::vector<std::string>{"the rule `r` names the group `Project Collection Administrator`, which is "
                                "no built-in one; did you mean `Project Collection Administrators`?",
                                "the rule `r` names the group `Contributer`, which is no built-in one; did "
                                "you mean `Contributors`?"}));
}

TEST(Slips, AreNoBuiltInGroupsAndNoOtherNames) {
  EXPECT_TRUE(slips_of({{{}, "project collection administrators"},
                        {each_project, "Release Administrators"},
                        {each_project, "Build Administrators"},
                        {each_project, "Readers"},
                        {{}, "Contributor"},
                        {{}, "Auditors"}})
                  .empty());
}

}  // namespace
}  // namespace patrol

#include "auditor/model/role_groups.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

constexpr RoleGroup readers = project_role_groups.front();
constexpr RoleGroup contributors = project_role_groups[1];
constexpr RoleGroup administrators = project_role_groups.back();

TEST(RoleGroups, CountForTheirOwnRole) {
  const RoleHeld contributor{.place = {}, .role = RoleHeld::Role::contributor};
  EXPECT_FALSE(counts_for(readers, contributor));
  EXPECT_TRUE(counts_for(contributors, contributor));
  EXPECT_FALSE(counts_for(administrators, contributor));
}

TEST(RoleGroups, CountForALowerRoleWhereThatIsEnough) {
  const RoleHeld at_least{.place = {}, .role = RoleHeld::Role::contributor, .at_least = true};
  EXPECT_FALSE(counts_for(readers, at_least));
  EXPECT_TRUE(counts_for(contributors, at_least));
  EXPECT_TRUE(counts_for(administrators, at_least));
}

}  // namespace
}  // namespace patrol

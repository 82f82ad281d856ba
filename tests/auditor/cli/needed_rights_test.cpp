#include "auditor/cli/needed_rights.h"

#include <gtest/gtest.h>

namespace patrol::cli {
namespace {

TEST(NeededRights, AreThoseOfWhatWasAsked) {
  Organization organization;
  EXPECT_TRUE(needed_rights(organization).scopes.empty());
  organization.accounts["email:svc@contoso.com"];
  organization.group_names.emplace();
  EXPECT_EQ(needed_rights(organization).scopes, (std::vector<std::string>{"vso.graph", "vso.identity"}));
  EXPECT_FALSE(needed_rights(organization).administrator);
  organization.tokens["aad.x"];
  EXPECT_EQ(needed_rights(organization).scopes.back(), "vso.tokenadministration");
  EXPECT_TRUE(needed_rights(organization).administrator);
}

}  // namespace
}  // namespace patrol::cli

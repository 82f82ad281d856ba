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

TEST(NeededRights, AreThoseOfServiceHooksAndOfEachKindOfThing) {
  Organization organization;
  organization.subscriptions.emplace();
  organization.resources["service_connection:81fa6389-0872-6fdd-a451-7ba7880f566a"];
  organization.resources["agent_pool:"];
  EXPECT_EQ(needed_rights(organization).scopes,
            (std::vector<std::string>{"vso.agentpools", "vso.code", "vso.serviceendpoint"}));
  EXPECT_TRUE(needed_rights(organization).administrator);
}

TEST(NeededRights, AreThoseOfRepositoriesThatAreShownAndOfHiddenOnes) {
  Organization shown;
  shown.repositories.emplace();
  EXPECT_EQ(needed_rights(shown).scopes, std::vector<std::string>{"vso.code"});
  Organization every;
  every.every_repository.emplace();
  EXPECT_EQ(needed_rights(every).scopes, std::vector<std::string>{"vso.code"});
}

TEST(NeededRights, AreAnAdministratorsWhereItWasAskedWhetherTheAuditorIsOne) {
  Organization organization;
  organization.group_names.emplace();
  organization.connection =
      Fact<Evidence<Connection>>{Connection{.identity_descriptor = "Claims;t\\auditor"}, {}};
  EXPECT_FALSE(needed_rights(organization).administrator);
  organization.accounts["descriptor:claims;t\\auditor"];
  EXPECT_TRUE(needed_rights(organization).administrator);
}

}  // namespace
}  // namespace patrol::cli

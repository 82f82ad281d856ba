#include "auditor/evaluate/token_sharers.h"

#include "tests/support/world.h"

#include <gtest/gtest.h>

#include <array>

namespace patrol {
namespace {

using Names = std::vector<std::string>;

Integration integration(const std::string& name, const std::string& organization, const std::string& email,
                        const std::string& id = "") {
  Integration made = flow_integration();
  made.name = name;
  made.organization = organization;
  made.account = {AccountSelector::Kind::email, email};
  made.pat.id = id;
  return made;
}

Names found(const std::vector<Integration>& all, std::string_view organization,
            const std::vector<std::string_view>& addresses, const std::vector<std::string_view>& ids) {
  std::vector<const Integration*> pointers;
  for (const Integration& each : all) pointers.push_back(&each);
  Names names;
  for (const Integration* each : TokenSharers(pointers).elsewhere(organization, addresses, ids)) {
    names.push_back(each->name);
  }
  return names;
}

TEST(TokenSharers, AreOfOtherOrganizationsAndNameTheAccountOrTheToken) {
  const std::vector all{integration("here", "contoso", "svc@contoso.com", "T1"),
                        integration("b", "Fabrikam", "SVC@contoso.com"),
                        integration("a", "fabrikam", "other@contoso.com", "t1"),
                        integration("c", "fabrikam", "other@contoso.com")};
  EXPECT_EQ(found(all, "Contoso", {"svc@contoso.com", ""}, {"T1"}), (Names{"a", "b"}));
  EXPECT_EQ(found(all, "fabrikam", {"svc@contoso.com"}, {}), Names{"here"});
  EXPECT_EQ(found(all, "contoso", {"", "nobody@contoso.com"}, {""}), Names{});
}

TEST(TokenSharers, AreNamedOnceWhoAreFoundInSeveralWays) {
  const std::vector all{integration("here", "contoso", "svc@contoso.com"),
                        integration("there", "fabrikam", "svc@contoso.com", "t1")};
  EXPECT_EQ(found(all, "contoso", {"svc@contoso.com", "SVC@contoso.com"}, {"t1"}), Names{"there"});
}

TEST(TokenSharers, AreFoundByTheTokensNameWhereTheirAccountsCanNotBeCompared) {
  std::vector all{integration("here", "contoso", "svc@contoso.com"),
                  integration("by-address", "fabrikam", "other@contoso.com"),
                  integration("by-descriptor", "fabrikam", ""), integration("by-id", "fabrikam", "", "t1"),
                  integration("by-principal", "fabrikam", "")};
  all[2].account = {AccountSelector::Kind::descriptor, "aad.b3Bz"};
  all[3].account = all[2].account;
  all[4].account = {AccountSelector::Kind::service_principal, "2f6a0c1e-7d3b-4c58-9a61-0b2c3d4e5f60"};
  EXPECT_EQ(found(all, "contoso", {}, {"flow", ""}), (Names{"by-descriptor", "by-principal"}));
  EXPECT_EQ(found(all, "contoso", {}, {"T1"}), Names{"by-id"});
  EXPECT_EQ(found(all, "contoso", {}, {"boards"}), Names{});
}

TEST(TokenSharers, AreNoneWhereOneOrganizationIsLoaded) {
  EXPECT_EQ(
      found({integration("a", "contoso", "svc@contoso.com"), integration("b", "Contoso", "svc@contoso.com")},
            "contoso", {"svc@contoso.com"}, {}),
      Names{});
  EXPECT_EQ(found({}, "contoso", {"svc@contoso.com"}, {"t1"}), Names{});
}

TEST(TokenSharers, KnowWhetherThereAreOthers) {
  const Integration one = integration("a", "contoso", "svc@contoso.com");
  const Integration other = integration("b", "fabrikam", "svc@contoso.com");
  EXPECT_TRUE(TokenSharers({&one}).are_all_of("Contoso"));
  EXPECT_FALSE(TokenSharers({&one}).are_all_of("fabrikam"));
  EXPECT_FALSE(TokenSharers({&one, &other}).are_all_of("contoso"));
}

TEST(TokenSharers, AreThoseOfTheOneLoadedOrganizationForAnother) {
  const std::vector all{integration("a", "fabrikam", "svc@contoso.com"),
                        integration("b", "Fabrikam", "other@contoso.com", "t1")};
  EXPECT_EQ(found(all, "contoso", {"svc@contoso.com"}, {"T1"}), (Names{"a", "b"}));
}

}  // namespace
}  // namespace patrol

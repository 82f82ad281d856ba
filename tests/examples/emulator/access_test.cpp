#include "examples/emulator/access.h"

#include "tests/examples/emulator/sample.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace patrol::emulator {
namespace {

const Namespace& git() {
  return *find_namespace("Git Repositories");
}
const Namespace& collection() {
  return *find_namespace("Collection");
}

TEST(Tokens, AreComparedWithoutCaseAndTrailingSeparators) {
  EXPECT_EQ(fold_token(git(), "repoV2/ABC/"), "repov2/abc");
  EXPECT_EQ(fold_token(collection(), "NAMESPACE:"), "namespace");
}

TEST(Tokens, HaveEveryPrefixAboveThem) {
  EXPECT_EQ(token_path(git(), "repoV2/p/r"),
            (std::vector<std::string>{"repov2/p/r", "repov2/p", "repov2", ""}));
  EXPECT_EQ(token_path(*find_namespace("AuditLog"), "a/b"), (std::vector<std::string>{"a/b"}));
}

TEST(Rights, ComeThroughGroups) {
  const Organization sample = organization_of(sample_yaml());
  const SubjectId rea = id_of(sample, "rea@sample.com");
  EXPECT_TRUE(is_allowed(sample, collection(), "NAMESPACE:", 1, rea));
  EXPECT_FALSE(is_allowed(sample, collection(), "NAMESPACE:", 2, rea));
  EXPECT_TRUE(is_allowed(sample, git(), "repoV2/" + sample.projects[0].id, 2, rea));
  EXPECT_FALSE(is_allowed(sample, git(), "repoV2/" + sample.projects[1].id, 2, rea));
}

/// Rea reads Shop; `extra` is what the access section says on top.
Organization with_access(const std::string& extra) {
  return organization_of(sample_yaml() + "access:\n" + extra);
}

bool rea_reads(const Organization& sample) {
  const Project& shop = sample.projects[0];
  return is_allowed(sample, git(), fmt::format("repoV2/{}/{}", shop.id, shop.repositories[0].id), 2,
                    id_of(sample, "rea@sample.com"));
}

TEST(Rights, AreInheritedFromTheTokenAbove) {
  EXPECT_TRUE(rea_reads(organization_of(sample_yaml())));
}

TEST(Rights, AreDeniedBeforeTheyAreAllowedAtOneLevel) {
  EXPECT_FALSE(
      rea_reads(with_access("  - {namespace: Git Repositories, token: 'repoV2/{Shop}', who: rea@sample.com, "
                            "deny: [GenericRead]}\n")));
}

TEST(Rights, OfTheNearerTokenBeatThoseAbove) {
  EXPECT_TRUE(rea_reads(with_access(
      "  - {namespace: Git Repositories, token: 'repoV2/{Shop}', who: rea@sample.com, deny: [GenericRead]}\n"
      "  - {namespace: Git Repositories, token: 'repoV2/{Shop}/{Shop/Shop}', who: rea@sample.com, allow: "
      "[GenericRead]}\n")));
}

TEST(Rights, StopWhereInheritanceIsSwitchedOff) {
  EXPECT_FALSE(rea_reads(with_access(
      "  - {namespace: Git Repositories, token: 'repoV2/{Shop}/{Shop/Shop}', inherit: false}\n")));
}

TEST(Rights, OfAdministratorsOutlastADenyUnlessAskedOtherwise) {
  const Organization sample = with_access(
      "  - {namespace: Collection, token: 'NAMESPACE:', who: ada@sample.com, deny: [GENERIC_READ]}\n");
  const SubjectId ada = id_of(sample, "ada@sample.com");
  EXPECT_TRUE(is_allowed(sample, collection(), "NAMESPACE:", 1, ada));
  EXPECT_FALSE(is_allowed(sample, collection(), "NAMESPACE:", 1, ada, false));
}

TEST(EffectiveEntries, TellOfTheDescriptorsOwnEntriesOnly) {
  const Organization sample = with_access(
      "  - {namespace: Git Repositories, token: 'repoV2/{Shop}', who: rea@sample.com, allow: [CreateTag]}\n");
  const Project& shop = sample.projects[0];
  const EffectiveEntry rea =
      effective_entry(sample, git(), fmt::format("repoV2/{}/{}", shop.id, shop.repositories[0].id),
                      id_of(sample, "rea@sample.com"));
  EXPECT_EQ(rea.effective.allow, 32U);  // not GenericRead, which Readers has
  EXPECT_EQ(rea.inherited.allow, 32U);
  EXPECT_EQ(rea.effective.deny, 0U);
}

}  // namespace
}  // namespace patrol::emulator

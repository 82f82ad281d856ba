#include "auditor/policy/catalogue.h"

#include "tests/auditor/policy/support.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol {
namespace {

TEST(BuiltInCatalogue, KnowsEveryScopeOfTheTokenPage) {
  const Catalogue& catalogue = built_in_catalogue();
  EXPECT_EQ(catalogue.scopes.size(), 87U);
  EXPECT_EQ(catalogue.describe_scope("vso.code_manage"), "Code: Read, write, & manage (vso.code_manage)");
  EXPECT_EQ(catalogue.describe_scope("user_impersonation"), "user_impersonation");
}

TEST(BuiltInCatalogue, HoldsTheClosureOfWhatScopesImply) {
  const Catalogue& catalogue = built_in_catalogue();
  EXPECT_TRUE(catalogue.holds("vso.code_full", "vso.code"));
  EXPECT_TRUE(catalogue.holds("vso.code", "vso.profile"));
  EXPECT_FALSE(catalogue.holds("vso.code", "vso.code_write"));
  for (const auto& [id, scope] : catalogue.scopes) {
    for (const std::string& implied : scope.implies_all) {
      EXPECT_NE(implied, id);
      const Scope* inner = catalogue.find_scope(implied);
      ASSERT_NE(inner, nullptr) << implied;
      for (const std::string& farther : inner->implies_all) EXPECT_TRUE(catalogue.holds(id, farther)) << id;
    }
  }
}

TEST(BuiltInCatalogue, FullAccessImpliesEverything) {
  const Catalogue& catalogue = built_in_catalogue();
  EXPECT_EQ(catalogue.find_scope(Catalogue::full_access)->implies_all.size(), catalogue.scopes.size() - 1);
}

TEST(BuiltInCatalogue, MarksWhateverAllowsMoreThanReading) {
  for (const auto& [id, scope] : built_in_catalogue().scopes) {
    const bool only_reads = scope.level == "Read" || scope.level == "Read & query";
    EXPECT_EQ(scope.writes, !only_reads) << id;
  }
}

TEST(BuiltInCatalogue, KnowsTheNamespacesWithWordsOfVendorsAsAliases) {
  const Catalogue& catalogue = built_in_catalogue();
  EXPECT_EQ(catalogue.namespaces.size(), 61U);
  const auto& collection = catalogue.namespaces.at("3e65f728-f8bc-4ecd-8764-7e378b19bfa7");
  EXPECT_EQ(collection.name, "Collection");
  EXPECT_EQ(collection.actions.at(0),
            (Catalogue::Action{"GENERIC_READ",
                               "View collection-level information",
                               {"View instance-level information", "View organization information",
                                "View organization-level information"},
                               1}));
}

TEST(BuiltInCatalogue, HasOneBitAndOneNameForEachAction) {
  for (const auto& [id, space] : built_in_catalogue().namespaces) {
    for (const Catalogue::Action& action : space.actions) {
      EXPECT_EQ(action.bit & (action.bit - 1), 0) << space.name << "/" << action.name;
      EXPECT_EQ(std::ranges::count(space.actions, action.bit, &Catalogue::Action::bit), 1) << space.name;
      EXPECT_EQ(std::ranges::count(space.actions, action.name, &Catalogue::Action::name), 1) << space.name;
    }
  }
}

constexpr std::string_view good_scopes = "scopes: [{id: vso.code, area: Code, level: Read}]\n";
constexpr std::string_view good_namespaces =
    "namespaces: [{id: a, name: A, actions: [{bit: 1, name: Read, words: Look}]}]\n";

TEST(ParseCatalogue, ReadsItsTwoFiles) {
  const auto catalogue = parse_catalogue(good_scopes, good_namespaces);
  ASSERT_TRUE(catalogue);
  EXPECT_EQ(catalogue.value().scopes.at("vso.code"), (Scope{"vso.code", "Code", "Read", {}, false, false}));
  EXPECT_EQ(catalogue.value().namespaces.at("a"),
            (Catalogue::SecurityNamespace{"a", "A", {{"Read", "Look", {}, 1}}}));
}

TEST(ParseCatalogue, TellsEveryMistakeOfBothFiles) {
  const auto catalogue = parse_catalogue("scopes: [{id: x}, {id: x, colour: red}]\n",
                                         "namespaces:\n  - {id: a, actions: [{bit: none, name: Read}]}\n");
  ASSERT_FALSE(catalogue);
  EXPECT_EQ(
      lines(catalogue.error()),
      "scopes.yaml:1:19: `x` stands twice in the catalogue; remove one\n"
      "scopes.yaml:1:27: unknown key `colour` in the scope; it is one of `id`, `area`, `level`, `implies`, "
      "`high_privilege` and `writes`\n"
      "namespaces.yaml:2:5: the namespace has no `name`; add it\n"
      "namespaces.yaml:2:29: `bit` must be a whole number from 1 to 2147483647\n");
}

}  // namespace
}  // namespace patrol

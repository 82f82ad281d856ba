#include "auditor/policy/catalogue.h"

#include "auditor/model/text.h"
#include "tests/auditor/policy/support.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

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
  const auto& collection = *catalogue.find_namespace("3e65f728-f8bc-4ecd-8764-7e378b19bfa7");
  EXPECT_EQ(collection.name, "Collection");
  EXPECT_EQ(collection.actions.at(0),
            (Catalogue::Action{"GENERIC_READ",
                               "View collection-level information",
                               {"View instance-level information", "View organization information",
                                "View organization-level information"},
                               1}));
}

TEST(BuiltInCatalogue, HasOneBitAndOneNameForEachAction) {
  for (const Catalogue::SecurityNamespace& space : built_in_catalogue().namespaces) {
    for (const Catalogue::Action& action : space.actions) {
      EXPECT_EQ(action.bit & (action.bit - 1), 0) << space.name << "/" << action.name;
      EXPECT_EQ(std::ranges::count(space.actions, action.bit, &Catalogue::Action::bit), 1) << space.name;
      EXPECT_EQ(std::ranges::count(space.actions, action.name, &Catalogue::Action::name), 1) << space.name;
    }
  }
}

TEST(BuiltInCatalogue, SaysOfEveryActionOncePerNamespaceWhatItLetsSomebodyDo) {
  for (const Catalogue::SecurityNamespace& space : built_in_catalogue().namespaces) {
    std::vector<std::string> named = space.reading_actions;
    named.insert(named.end(), space.administering_actions.begin(), space.administering_actions.end());
    for (const std::string& name : named) {
      EXPECT_EQ(std::ranges::count(named, name), 1) << space.name << "/" << name;
      EXPECT_NE(space.find_action(name), nullptr) << space.name << "/" << name;
    }
  }
}

/// What is about permissions shows or changes them; what only reads is not called as a change is.
TEST(BuiltInCatalogue, TakesActionsForWhatTheirWordsSay) {
  using Effect = Catalogue::Effect;
  const std::vector<std::string> changing{"administer", "bypass", "create", "delete",
                                          "edit",       "manage", "write"};
  for (const Catalogue::SecurityNamespace& space : built_in_catalogue().namespaces) {
    for (const Catalogue::Action& action : space.actions) {
      const std::string words = fold_case(action.display_name);
      const Effect effect = space.effect_of(action.name);
      if (words.find("permission") != std::string::npos) {
        EXPECT_NE(effect, Effect::changing) << space.name << "/" << action.name;
      }
      const bool is_a_change =
          std::ranges::find(changing, words.substr(0, words.find(' '))) != changing.end();
      if (is_a_change) {
        EXPECT_NE(effect, Effect::reading) << space.name << "/" << action.name;
      }
    }
    // What shows something to anybody in a public project changes nothing there.
    for (const std::string& name : space.public_actions) {
      EXPECT_EQ(space.effect_of(name), Effect::reading) << space.name << "/" << name;
    }
  }
}

TEST(BuiltInCatalogue, HasATokenForEveryLevelOfTheLanguage) {
  for (const Permission::Level level : permission_levels) {
    const auto& spaces = built_in_catalogue().namespaces;
    EXPECT_TRUE(std::ranges::any_of(spaces, [&](const auto& space) {
      return space.form_at(level) != nullptr;
    })) << to_word(level);
  }
}

TEST(BuiltInCatalogue, PutsTheNamespaceOfALevelFirst) {
  const auto first_at = [](Permission::Level level) {
    return std::ranges::find_if(built_in_catalogue().namespaces,
                                [&](const auto& space) { return space.form_at(level) != nullptr; })
        ->name;
  };
  EXPECT_EQ(first_at(Permission::Level::organization), "Collection");
  EXPECT_EQ(first_at(Permission::Level::project), "Project");
  EXPECT_EQ(first_at(Permission::Level::repository), "Git Repositories");
  EXPECT_EQ(first_at(Permission::Level::analytics), "Analytics");
}

TEST(BuiltInCatalogue, TellsTheTwoReleaseManagementsApart) {
  const auto& spaces = built_in_catalogue().namespaces;
  EXPECT_EQ(std::ranges::count(spaces, "ReleaseManagement", &Catalogue::SecurityNamespace::name), 2);
  EXPECT_EQ(
      std::ranges::count_if(
          spaces, [](const auto& space) { return space.form_at(Permission::Level::release) != nullptr; }),
      1);
}

TEST(BuiltInCatalogue, KnowsGroupsOfFixedSidAndAccessLevels) {
  const Catalogue& catalogue = built_in_catalogue();
  EXPECT_EQ(catalogue.groups.at(0),
            (Catalogue::FixedGroup{"Project Collection Administrators", "-0-0-0-0-1", false}));
  EXPECT_EQ(catalogue.groups.back(),
            (Catalogue::FixedGroup{"Build Administrators", "-0-0-0-1-2", true, true}));
  EXPECT_EQ(catalogue.names_of(AccessLevel::basic).license_type, "express");
  for (const AccessLevel level : access_levels) {
    EXPECT_FALSE(catalogue.names_of(level).licences.empty()) << to_word(level);
  }
}

TEST(Catalogue, CallsALevelByTheLanguagesWordWhereItLacksIt) {
  EXPECT_EQ(Catalogue{}.names_of(AccessLevel::basic).title, "basic");
}

constexpr CatalogueTexts good{
    .scopes = "scopes: [{id: vso.code, area: Code, level: Read}]\n",
    .namespaces =
        "namespaces: [{id: a, name: A, system: 4, ends: either, licence: basic, public: [Read], reads: "
        "[Read], administers: [Manage], tokens: [{token: ''}, {token: '{project}', levels: [project]}], "
        "actions: [{bit: 1, name: Read, words: Look}, {bit: 2, name: Manage}]}]\n",
    .groups = "groups: [{place: project, name: Project Administrators, sid_end: '-0-0-0-0-1'}]\n",
    .access_levels =
        "access_levels: [{word: basic, title: Basic, licences: [express], license_type: express}]\n",
    .resource_roles =
        "resource_roles: [{word: pool, title: agent pool, place: organization, one: {scope: a, id: "
        "'{thing}'}, "
        "all: {scope: b, id: 0}, portal: Pools, security: Security, roles: [{name: Reader}, {name: Service "
        "Account, apart: true}, {name: Administrator, includes: [Reader]}]}]\n"};

TEST(ParseCatalogue, ReadsItsFiles) {
  const auto catalogue = parse_catalogue(good);
  ASSERT_TRUE(catalogue) << lines(catalogue.error());
  EXPECT_EQ(catalogue.value().scopes.at("vso.code"), (Scope{"vso.code", "Code", "Read", {}, false, false}));
  EXPECT_EQ(catalogue.value().namespaces.at(0),
            (Catalogue::SecurityNamespace{.id = "a",
                                          .name = "A",
                                          .actions = {{"Read", "Look", {}, 1}, {"Manage", "", {}, 2}},
                                          .system_bits = 4,
                                          .tokens = {{"", {}}, {"{project}", {Permission::Level::project}}},
                                          .ends_either_way = true,
                                          .licence = AccessLevel::basic,
                                          .public_actions = {"Read"},
                                          .reading_actions = {"Read"},
                                          .administering_actions = {"Manage"}}));
  EXPECT_EQ(catalogue.value().groups.at(0),
            (Catalogue::FixedGroup{"Project Administrators", "-0-0-0-0-1", true}));
  EXPECT_EQ(catalogue.value().access_levels.at(0).licences, std::vector<std::string>{"express"});
  EXPECT_EQ(catalogue.value().resource_kinds.at(0),
            (Catalogue::ResourceKind{.word = "pool",
                                     .title = "agent pool",
                                     .in_project = false,
                                     .one = {"a", "{thing}"},
                                     .all = {"b", "0"},
                                     .portal = "Pools",
                                     .security = "Security",
                                     .roles = {{"Reader", {}, false},
                                               {"Service Account", {}, true},
                                               {"Administrator", {"Reader"}, false}}}));
}

TEST(Catalogue, FindsRolesWithoutRegardToSpacesAndLetterCase) {
  const Catalogue::ResourceKind* pool = built_in_catalogue().find_resource_kind("agent_pool");
  ASSERT_NE(pool, nullptr);
  ASSERT_NE(pool->find_role("serviceaccount"), nullptr);
  EXPECT_EQ(pool->find_role("serviceaccount")->name, "Service Account");
  EXPECT_EQ(pool->find_role("Owner"), nullptr);
  EXPECT_EQ(built_in_catalogue().find_resource_kind("teapot"), nullptr);
}

TEST(Catalogue, FillsAllThatTheIdOfAPageOfRolesWants) {
  for (const Catalogue::ResourceKind& kind : built_in_catalogue().resource_kinds) {
    EXPECT_EQ(kind.one.id.find("{project}") != std::string::npos, kind.in_project) << kind.word;
    EXPECT_EQ(kind.all.id.find("{project}") != std::string::npos, kind.in_project) << kind.word;
    EXPECT_NE(kind.one.id.find("{thing}"), std::string::npos) << kind.word;
    EXPECT_NE(kind.find_role("Administrator"), nullptr) << kind.word;
  }
}

TEST(ParseCatalogue, WhatANamespaceSaysOfActionsIsOfItsOwn) {
  CatalogueTexts bad = good;
  bad.namespaces =
      "namespaces:\n  - {id: a, name: A, public: [Reed], reads: [Read, Raad], administers: [Teapot], "
      "actions: [{bit: 1, name: Read}]}\n";
  const auto catalogue = parse_catalogue(bad);
  ASSERT_FALSE(catalogue);
  EXPECT_EQ(lines(catalogue.error()),
            "namespaces.yaml:2:31: unknown action `Reed`, did you mean `Read`?\n"
            "namespaces.yaml:2:52: unknown action `Raad`, did you mean `Read`?\n"
            "namespaces.yaml:2:73: unknown action `Teapot`; write `Read`\n");
}

TEST(ParseCatalogue, TellsEveryMistakeOfEveryFile) {
  CatalogueTexts bad = good;
  bad.scopes = "scopes: [{id: x}, {id: x, colour: red}]\n";
  bad.namespaces =
      "namespaces:\n  - {id: a, tokens: [{levels: [projects], token: x}], actions: [{bit: none, name: "
      "Read}]}\n";
  bad.groups = "groups: [{place: team, name: x, sid_end: y}]\n";
  bad.access_levels = "access_levels: [{word: basics, title: x, license_type: y}]\n";
  bad.resource_roles =
      "resource_roles: [{word: pool, title: pool, place: organization, one: {scope: a}, all: {scope: b, id: "
      "0}, portal: p, security: s, roles: [{name: User, includes: [Raeder]}]}]\n";
  const auto catalogue = parse_catalogue(bad);
  ASSERT_FALSE(catalogue);
  EXPECT_EQ(
      lines(catalogue.error()),
      "scopes.yaml:1:19: `x` stands twice in the catalogue; remove one\n"
      "scopes.yaml:1:27: unknown key `colour` in the scope; it is one of `id`, `area`, `level`, `implies`, "
      "`high_privilege` and `writes`\n"
      "namespaces.yaml:2:5: the namespace has no `name`; add it\n"
      "namespaces.yaml:2:32: unknown level `projects`, did you mean `project`?\n"
      "namespaces.yaml:2:71: `bit` must be a whole number from 1 to 2147483647\n"
      "groups.yaml:1:18: unknown place `team`; it is one of `organization` and `project`\n"
      "access_levels.yaml:1:24: unknown access level `basics`, did you mean `basic`?\n"
      "resource_roles.yaml:1:18: `Raeder` is no role of the kind `pool`\n"
      "resource_roles.yaml:1:70: the page of roles has no `id`; add it\n");
}

}  // namespace
}  // namespace patrol

#include "auditor/policy/requirement_parser.h"

#include "tests/auditor/policy/support.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol {
namespace {

using Ids = std::vector<std::string>;

Requirement required(std::string_view requirement, std::string_view rule_keys = "") {
  return first_requirement(policy_requiring(requirement, rule_keys));
}

Ids scopes(std::string_view value) {
  return std::get<PatScopes>(required("pat_scopes: " + std::string(value)).kind).ids;
}

TEST(PatScopesReader, TakesTheWordsOfTheTokenPageHoweverTheyAreWritten) {
  for (const char* words : {"{Code: \"Read, write, & manage\"}", "{code: \"read, write and manage\"}",
                            "{\" CODE \": read write   manage}"}) {
    EXPECT_EQ(scopes(words), Ids{"vso.code_manage"}) << words;
  }
  EXPECT_EQ(scopes("{Project & Team: Read}"), Ids{"vso.project"});
  EXPECT_EQ(scopes("{Full access: Full access}"), Ids{"app_token"});
}

TEST(PatScopesReader, TakesSeveralLevelsAndIds) {
  EXPECT_EQ(scopes("{Work Items: Read, Code: [Status, Read]}"),
            (Ids{"vso.code", "vso.code_status", "vso.work"}));
  EXPECT_EQ(scopes("[vso.work, VSO.Code]"), (Ids{"vso.code", "vso.work"}));
}

TEST(PatScopesReader, TakesLiteralOnes) {
  EXPECT_EQ(required("pat_scopes: {literal: {Code: Read}}"),
            (Requirement{PatScopes{{"vso.code"}, PatScopes::Match::literal, false}}));
  EXPECT_EQ(required("pat_scopes: {literal: [vso.hooks]}"),
            (Requirement{PatScopes{{"vso.hooks"}, PatScopes::Match::literal, false}}));
}

TEST(PatScopesReader, EveryScopeWithWordsCanBeNamedByThem) {
  for (const auto& [id, scope] : built_in_catalogue().scopes) {
    if (scope.area.empty()) continue;
    EXPECT_EQ(scopes("{" + scope.area + ": \"" + scope.level + "\"}"), Ids{id});
  }
}

TEST(PatReader, ReadsEverySwitchAndNumber) {
  EXPECT_EQ(
      required(
          "pat: {valid: true, min_days_left: 0, max_lifetime_days: 3650, organizations: one, unique: true}"),
      (Requirement{PatState{.valid = true,
                            .min_days_left = Amount{0},
                            .max_lifetime_days = Amount{3650},
                            .one_organization = true,
                            .unique = true}}));
  EXPECT_EQ(required("pat: {min_days_left: 14}"), (Requirement{PatState{.min_days_left = Amount{14}}}));
  EXPECT_EQ(required("pat: {min_lifetime_days: 180}"),
            (Requirement{PatState{.min_lifetime_days = Amount{180}}}));
  EXPECT_EQ(required("pat: {organizations: all}"), (Requirement{PatState{.all_organizations = true}}));
}

TEST(PatReader, TakesAParameterByItsName) {
  const auto policy = parse_policy(
      "policy: p\ntitle: P\nparameters: {days_left: {default: 14, at_least: 7}}\n"
      "rules: [{id: a, title: A, require: {pat: {min_days_left: days_left}}}]\n",
      "p.yaml", built_in_catalogue());
  ASSERT_TRUE(policy) << lines(policy.error());
  EXPECT_EQ(policy.value().rules.at(0).requirement,
            (Requirement{PatState{.min_days_left = Amount{14, "days_left"}}}));
  EXPECT_EQ(policy.value().parameters.at("days_left"), (Parameter{14, 7, std::nullopt}));
}

TEST(AttestReader, TakesAStatement) {
  EXPECT_EQ(required("attest: Consent was given"), (Requirement{Attested{"Consent was given"}}));
}

TEST(GroupsReader, KnowsThreePlaces) {
  EXPECT_EQ(
      required("groups: [{organization: Auditors}, {project: Website, group: Readers}]"),
      (Requirement{Groups{{{Place{}, "Auditors"}, {{Place::Kind::named_project, "Website"}, "Readers"}}}}));
  EXPECT_EQ(required("groups: [{project: Readers}]", "for_each: project"),
            (Requirement{Groups{{{{Place::Kind::each_project, ""}, "Readers"}}}}));
}

TEST(RolesReader, KnowsThreePlacesAndRanks) {
  EXPECT_EQ(
      required("roles: [{organization: admin}, {project: Website, role: contributor, at_least: true}]"),
      (Requirement{Roles{{{Place{}, RoleHeld::Role::admin, false},
                          {{Place::Kind::named_project, "Website"}, RoleHeld::Role::contributor, true}}}}));
  EXPECT_EQ(required("roles: [{project: admin}]", "for_each: project"),
            (Requirement{Roles{{{{Place::Kind::each_project, ""}, RoleHeld::Role::admin, false}}}}));
}

AssignedRole role_on_thing(std::string_view value, std::string_view rule_keys = "") {
  return std::get<Roles>(required("roles: [" + std::string(value) + "]", rule_keys).kind).assigned.at(0);
}

TEST(RolesReader, KnowsThingsOfProjectsAndOfTheOrganization) {
  const Place each{Place::Kind::each_project, ""};
  EXPECT_EQ(role_on_thing("{service_connection: azure, role: User}", "for_each: project"),
            (AssignedRole{each, "service_connection", false, false, {"azure"}, "User"}));
  EXPECT_EQ(
      role_on_thing("{project: Website, environment: production, role: Reader}"),
      (AssignedRole{
          {Place::Kind::named_project, "Website"}, "environment", false, false, {"production"}, "Reader"}));
  EXPECT_EQ(role_on_thing("{agent_pool: Linux, role: Service Account}"),
            (AssignedRole{Place{}, "agent_pool", false, false, {"Linux"}, "Service Account"}));
}

TEST(RolesReader, TellsAllFromAThingOfThatName) {
  EXPECT_EQ(role_on_thing("{agent_pool: all, role: Reader}"),
            (AssignedRole{Place{}, "agent_pool", true, false, {}, "Reader"}));
  EXPECT_EQ(role_on_thing("{agent_pool: \"all\", role: Reader}"),
            (AssignedRole{Place{}, "agent_pool", false, false, {"all"}, "Reader"}));
}

TEST(RolesReader, KnowsEachThingWhereMoreIsKeptAway) {
  const auto read = [](const std::string& mode, const std::string& name) {
    return parse_policy("policy: p\ntitle: P\nrules:\n  - id: a\n    title: A\n    " + mode +
                            ": {roles: [{agent_pool: " + name + ", role: Reader}]}\n",
                        "p.yaml", built_in_catalogue());
  };
  for (const std::string mode : {"forbid", "at_most"}) {
    const auto policy = read(mode, "each");
    ASSERT_TRUE(policy) << mode;
    const AssignedRole& role = std::get<Roles>(policy.value().rules[0].requirement.kind).assigned.at(0);
    EXPECT_TRUE(role.of_each);
    EXPECT_FALSE(role.of_all);
  }
  EXPECT_TRUE(read("require", "\"each\""));
  for (const std::string mode : {"require", "exactly"}) EXPECT_FALSE(read(mode, "each")) << mode;
}

TEST(RolesReader, TakesTheNameOfAThingFromAParameter) {
  const auto policy = parse_policy(
      "policy: p\ntitle: P\nparameters: {pool: {default: Default}}\n"
      "rules:\n  - {id: a, title: A, require: {roles: [{agent_pool: {parameter: pool}, role: Reader}]}}\n",
      "p.yaml", built_in_catalogue());
  ASSERT_TRUE(policy) << lines(policy.error());
  EXPECT_EQ(policy.value().parameters.at("pool").name, "Default");
  const auto& roles = std::get<Roles>(policy.value().rules.at(0).requirement.kind);
  EXPECT_EQ(roles.assigned.at(0).name, (ThingName{"Default", "pool"}));
}

TEST(RolesReader, SaysThatRolesOfSomeThingsComeLater) {
  EXPECT_EQ(errors_of_policy(policy_requiring("roles: [{secure_file: key.pem, role: User}]")),
            "p.yaml:7:24: `secure_file` is not supported yet: this version can not decide it; take it "
            "out of the "
            "policy\n");
}

Permission permission(std::string_view value, std::string_view rule_keys = "") {
  return std::get<Permissions>(required("permissions: [" + std::string(value) + "]", rule_keys).kind)
      .permissions.at(0);
}

TEST(PermissionsReader, FindsWordsInTheNamespaceOfTheLevel) {
  const Permission expected{Permission::Level::organization,
                            Place{},
                            "3e65f728-f8bc-4ecd-8764-7e378b19bfa7",
                            "Collection",
                            "GENERIC_READ",
                            "View instance-level information"};
  EXPECT_EQ(permission("{organization: View instance-level information}"), expected);
  EXPECT_EQ(permission("{organization: view collection-level INFORMATION}").action, "GENERIC_READ");
  EXPECT_EQ(permission("{organization: View audit log}").namespace_name, "AuditLog");
  EXPECT_EQ(permission("{organization: Create process}").namespace_name, "Process");
}

TEST(PermissionsReader, FindsQualifiedNames) {
  EXPECT_EQ(permission("{organization: collection/generic_read}").action, "GENERIC_READ");
  const Permission release = permission("{project: ReleaseManagement/ViewReleases}", "for_each: project");
  EXPECT_EQ(release.namespace_id, "c788c23e-1b46-4162-8f5e-d7585343b5de");
  EXPECT_EQ(release.place, (Place{Place::Kind::each_project, ""}));
  EXPECT_EQ(permission("{project: Git Repositories/GenericRead}", "for_each: project").action, "GenericRead");
}

TEST(PermissionsReader, DoesNotTakeTheSameWordsOfAnotherNamespace) {
  EXPECT_NE(errors_of_policy(policy_requiring("permissions: [{organization: Server/GenericRead}]")), "");
  EXPECT_NE(
      errors_of_policy(policy_requiring("permissions: [{organization: View project-level information}]")),
      "");
}

TEST(AccountReaders, ReadStateLevelAndConnection) {
  EXPECT_EQ(required("account: {active: true, email: exact, unique: true, kind: user}"),
            (Requirement{AccountState{true, true, true, AccountState::Kind::user}}));
  EXPECT_EQ(required("account: {kind: service-principal}"),
            (Requirement{AccountState{false, false, false, AccountState::Kind::service_principal}}));
  EXPECT_EQ(required("access_level: basic_and_test_plans"),
            (Requirement{AccessAtLeast{AccessLevel::basic_and_test_plans}}));
  EXPECT_EQ(required("connection: {base_url: \"https://dev.azure.com/{organization}\"}"),
            (Requirement{ConnectionState{"https://dev.azure.com/{organization}"}}));
}

TEST(RequirementParser, JoinsSeveralKindsInTheirOrder) {
  EXPECT_EQ(
      required("access_level: basic, account: {active: true}"),
      (Requirement{AllOf{{{AccessAtLeast{AccessLevel::basic}}, {AccountState{true, false, false, {}}}}}}));
}

TEST(RequirementParser, ForbidsEachOfSeveralKindsAndNotAllOfThemAtOnceByWord) {
  const Requirement admin{Roles{{{Place{}, RoleHeld::Role::admin, false}}}};
  const Requirement owners{Groups{{{Place{}, "Owners"}}}};
  const std::string head = "policy: p\ntitle: P\nrules: [{id: a, title: A, forbid: ";
  const std::string one = "roles: [{organization: admin}]";
  const std::string other = "groups: [{organization: Owners}]";
  EXPECT_EQ(first_requirement(head + "{" + one + ", " + other + "}}]\n"),
            (Requirement{AnyOf{{admin, owners}}}));
  EXPECT_EQ(first_requirement(head + "{all_of: [{" + one + "}, {" + other + "}]}}]\n"),
            (Requirement{AllOf{{admin, owners}}}));
}

TEST(RequirementParser, JoinsByWordsAtAnyDepth) {
  EXPECT_EQ(required("any_of: [{access_level: basic}, {all_of: [{access_level: stakeholder}]}]"),
            (Requirement{AnyOf{{{AccessAtLeast{AccessLevel::basic}},
                                {AllOf{{{AccessAtLeast{AccessLevel::stakeholder}}}}}}}}));
}

TEST(RequirementParser, HoldsEachKindToItsModes) {
  const std::string head = "policy: p\ntitle: P\nrules:\n  - {id: a, title: A, ";
  for (const RequirementKind& kind : requirement_kinds()) {
    for (const Rule::Mode mode :
         {Rule::Mode::require, Rule::Mode::at_most, Rule::Mode::exactly, Rule::Mode::forbid}) {
      const bool is_allowed = std::ranges::find(kind.modes, mode) != kind.modes.end();
      const std::string errors =
          errors_of_policy(head + std::string(to_word(mode)) + ": {" + std::string(kind.word) + ": 1}}\n");
      EXPECT_EQ(errors.find("can not stand under") == std::string::npos, is_allowed) << errors;
    }
  }
}

}  // namespace
}  // namespace patrol

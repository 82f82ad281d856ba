#include "tests/support/ask.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";
constexpr const char* users = "[contoso]\\Project Collection Valid Users";
constexpr const char* admins = "[contoso]\\Project Collection Administrators";

const Requirement view_instance{Permissions{{{.level = Permission::Level::organization,
                                              .namespace_id = collection_namespace,
                                              .namespace_name = "Collection",
                                              .action = "GENERIC_READ",
                                              .words = "View instance-level information"}}}};

TEST(PermissionsCheck, PassesThroughValidUsers) {
  const Finding finding = ask(rule_of(view_instance), World().account(svc).put(svc, users).snapshot());
  EXPECT_EQ(finding.verdict, Verdict::pass);
  EXPECT_EQ(finding.observed, std::string("Allow for ") + users);
}

TEST(PermissionsCheck, FailsWhereNothingAllows) {
  const Finding finding = ask(rule_of(view_instance), World().account(svc).snapshot());
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_EQ(finding.message, std::string(svc) + " does not have View instance-level information: Not set");
}

TEST(PermissionsCheck, ForbiddenIsTheOtherWayRound) {
  const Rule rule = rule_of(view_instance, Rule::Mode::forbid);
  EXPECT_EQ(ask(rule, World().account(svc).put(svc, users).snapshot()).verdict, Verdict::fail);
  EXPECT_EQ(ask(rule, World().account(svc).snapshot()).verdict, Verdict::pass);
}

TEST(PermissionsCheck, ADenyForAnAdministratorIsLeftToAPerson) {
  const World world =
      World().account(svc).put(svc, admins).entry(collection_namespace, "NAMESPACE:", svc, 0, 1);
  const Finding finding = ask(rule_of(view_instance), world.snapshot());
  EXPECT_EQ(finding.verdict, Verdict::inconclusive);
  EXPECT_NE(finding.message.find("administrators"), std::string::npos);
}

TEST(PermissionsCheck, IsInconclusiveWithoutTheEvidence) {
  for (const auto kind : {FactKey::Kind::account, FactKey::Kind::namespaces, FactKey::Kind::access_control}) {
    Snapshot snapshot = World().account(svc).put(svc, users).snapshot();
    hide(snapshot, kind);
    EXPECT_EQ(ask(rule_of(view_instance), snapshot).verdict, Verdict::inconclusive) << to_word(kind);
  }
}

Rule read_shop_code() {
  Rule rule = rule_of({Permissions{{{.level = Permission::Level::project,
                                     .place = {.kind = Place::Kind::each_project},
                                     .namespace_id = git_namespace,
                                     .namespace_name = "Git Repositories",
                                     .action = "GenericRead",
                                     .words = "Read"}}}});
  rule.for_each = Rule::ForEach::project;
  return rule;
}

World reader_with(const std::string& licence) {
  World world;
  world.account(svc).put(svc, "[Shop]\\Readers");
  world.entry(git_namespace, world.token(git_namespace, Permission::Level::project, world.ids("Shop")),
              "[Shop]\\Readers", 2, 0);
  return world.entitlement(
      svc, {.account_license_type = licence, .license_display_name = licence, .status = "active"});
}

TEST(PermissionsCheck, AStakeholdersLicenceTakesRepositoriesAway) {
  EXPECT_EQ(ask(read_shop_code(), reader_with("express").snapshot()).verdict, Verdict::pass);
  const Finding finding = ask(read_shop_code(), reader_with("stakeholder").snapshot());
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_EQ(
      finding.message,
      "svc@contoso.com does not have Read: Allow for [Shop]\\Readers, which the access level stakeholder, "
      "active takes away");
  EXPECT_EQ(finding.remediation->advice,
            "Organization settings › Users › svc@contoso.com › Change access level: Basic");
  EXPECT_NE(finding.remediation->call.find("--license-type express"), std::string::npos);
}

TEST(PermissionsCheck, HasTheCallThatChangesTheBitForThisAccountAlone) {
  World world = reader_with("express");
  Rule rule = read_shop_code();
  const std::string token = world.token(git_namespace, Permission::Level::project, world.ids("Shop"));
  const auto has = [](const Finding& finding, const std::string& text) {
    return finding.remediation->call.find(text) != std::string::npos;
  };
  rule.mode = Rule::Mode::forbid;
  const Finding by_group = ask(rule, world.snapshot());
  EXPECT_TRUE(has(by_group, "az devops security permission update")) << by_group.remediation->call;
  EXPECT_TRUE(has(by_group, "--token '" + token + "' --deny-bit 2")) << by_group.remediation->call;
  World own;
  own.account(svc).entry(git_namespace, token, svc, 2, 0);
  own.entitlement(svc, {.account_license_type = "express", .status = "active"});
  const Finding by_own_entry = ask(rule, own.snapshot());
  EXPECT_TRUE(has(by_own_entry, "permission reset")) << by_own_entry.remediation->call;
  EXPECT_TRUE(has(by_own_entry, "--permission-bit 2")) << by_own_entry.remediation->call;
  rule.mode = Rule::Mode::require;
  world.entry(git_namespace, token, svc, 0, 2);
  const Finding denied = ask(rule, world.snapshot());
  EXPECT_TRUE(has(denied, "permission reset")) << denied.remediation->call;
  World alone;
  alone.account(svc).entry(git_namespace, token, svc, 0, 2);
  alone.entitlement(svc, {.account_license_type = "express", .status = "active"});
  const Finding lacking = ask(rule, alone.snapshot());
  EXPECT_TRUE(has(lacking, "--allow-bit 2 --merge true")) << lacking.message << lacking.remediation->call;
}

TEST(PermissionsCheck, ALicenceDoesNotMatterInAPublicProject) {
  EXPECT_EQ(ask(read_shop_code(), reader_with("stakeholder").visibility("Shop", "public").snapshot()).verdict,
            Verdict::pass);
}

TEST(PermissionsCheck, IsInconclusiveWhereTheLicenceMattersAndIsNotKnown) {
  Snapshot snapshot = reader_with("express").snapshot();
  hide(snapshot, FactKey::Kind::entitlement);
  EXPECT_EQ(ask(read_shop_code(), snapshot).verdict, Verdict::inconclusive);
}

TEST(PermissionsCheck, WithoutTheLicenceNothingIsAllowedWhateverTheListsSay) {
  Snapshot snapshot = reader_with("stakeholder").snapshot();
  hide(snapshot, FactKey::Kind::access_control);
  const Finding unread = ask(read_shop_code(), snapshot);
  EXPECT_EQ(unread.verdict, Verdict::fail);
  EXPECT_EQ(unread.message,
            "svc@contoso.com does not have Read: the access level stakeholder, active takes away");
  World administrator = reader_with("stakeholder");
  administrator.put(svc, "[contoso]\\Project Collection Administrators");
  EXPECT_EQ(ask(read_shop_code(), administrator.snapshot()).verdict, Verdict::fail);
}

TEST(PermissionsCheck, ThatThereIsNoListIsSureOnlyForAnAuditorWhoSeesAll) {
  World world = reader_with("express");
  Rule rule = read_shop_code();
  std::get<Permissions>(rule.requirement.kind).permissions[0].action = "ForcePush";
  EXPECT_EQ(ask(rule, world.snapshot()).verdict, Verdict::fail);
  const Finding finding = ask(rule, world.humble_auditor().snapshot());
  EXPECT_EQ(finding.verdict, Verdict::inconclusive);
  EXPECT_NE(finding.message.find(
                "the access control list of Git Repositories at repoV2 (the auditor is shown none"),
            std::string::npos)
      << finding.message;
}

TEST(PermissionsCheck, OutsideAProjectIsNotDecided) {
  Rule rule = read_shop_code();
  rule.for_each = Rule::ForEach::nothing;
  EXPECT_EQ(ask(rule, reader_with("express").snapshot()).verdict, Verdict::inconclusive);
}

Rule only_view_instance(Rule::Mode mode) {
  return rule_of(view_instance, mode);
}

TEST(PermissionsCheck, AtMostFailsForAnotherActionOfTheNamespace) {
  World world = World().account(svc).put(svc, users);
  const Finding alone = ask(only_view_instance(Rule::Mode::at_most), world.snapshot());
  EXPECT_EQ(alone.verdict, Verdict::pass);
  EXPECT_EQ(alone.message, std::string(svc) + " has nothing else of Collection");
  EXPECT_EQ(ask(only_view_instance(Rule::Mode::exactly), world.snapshot()).verdict, Verdict::pass);
  world.entry(collection_namespace, "NAMESPACE:", svc, 4, 0);
  const Finding more = ask(only_view_instance(Rule::Mode::at_most), world.snapshot());
  EXPECT_EQ(more.verdict, Verdict::fail);
  EXPECT_NE(more.message.find("has Create new projects: Allow"), std::string::npos) << more.message;
  EXPECT_EQ(ask(only_view_instance(Rule::Mode::exactly), world.snapshot()).verdict, Verdict::fail);
}

TEST(PermissionsCheck, ExactlyAlsoNeedsWhatItNames) {
  const Snapshot snapshot = World().account(svc).snapshot();
  EXPECT_EQ(ask(only_view_instance(Rule::Mode::at_most), snapshot).verdict, Verdict::pass);
  EXPECT_EQ(ask(only_view_instance(Rule::Mode::exactly), snapshot).verdict, Verdict::fail);
}

TEST(PermissionsCheck, AtMostIsInconclusiveWithoutTheEvidence) {
  for (const auto kind : {FactKey::Kind::account, FactKey::Kind::namespaces, FactKey::Kind::access_control}) {
    Snapshot snapshot = World().account(svc).put(svc, users).snapshot();
    hide(snapshot, kind);
    EXPECT_EQ(ask(only_view_instance(Rule::Mode::at_most), snapshot).verdict, Verdict::inconclusive)
        << to_word(kind);
  }
}

}  // namespace
}  // namespace patrol

#include "auditor/checks/permission_remedy.h"

#include "tests/support/ask.h"

#include <gtest/gtest.h>

#include <array>

/// Every call is tried on the organization: after it the rule holds.
namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";
constexpr std::int64_t contribute = 4;

Rule rule_about_main(Rule::Mode mode) {
  Rule rule = rule_of({Permissions{{{.level = Permission::Level::repository,
                                     .place = {.kind = Place::Kind::each_project},
                                     .namespace_id = git_namespace,
                                     .namespace_name = "Git Repositories",
                                     .action = "GenericContribute",
                                     .words = "Contribute"}}}},
                      mode);
  rule.for_each = Rule::ForEach::repository;
  return rule;
}

/// A repository `main` of Shop, and an account that is in `[Shop]\Outer` through `[Shop]\Inner`.
class PermissionRemedy : public testing::Test {
 protected:
  PermissionRemedy() {
    world_.account(svc)
        .repository("Shop", "main")
        .put(svc, "[Shop]\\Inner")
        .put("[Shop]\\Inner", "[Shop]\\Outer");
    world_.entitlement(
        svc, {.account_license_type = "express", .license_display_name = "Basic", .status = "active"});
    // What lets the account in at all.
    world_.entry(collection_namespace, "NAMESPACE:", svc, 1, 0)
        .entry(project_namespace, "$PROJECT:", svc, 1, 0);
    project_ = world_.token(git_namespace, Permission::Level::project, world_.ids("Shop"));
    main_ = world_.token(git_namespace, Permission::Level::repository, world_.ids("Shop", "main"));
  }

  void allow(const std::string& token, const std::string& whom) {
    world_.entry(git_namespace, token, whom, contribute, 0);
  }
  void deny(const std::string& token, const std::string& whom) {
    world_.entry(git_namespace, token, whom, 0, contribute);
  }
  Remediation remedy(Rule::Mode mode) const {
    return remediation_of(ask(rule_about_main(mode), world_.snapshot()));
  }

  World world_;
  std::string project_;
  std::string main_;
};

TEST_F(PermissionRemedy, TakesTheEntryAwayWhereItStands) {
  allow(project_, svc);
  const Remediation told = remedy(Rule::Mode::forbid);
  EXPECT_EQ(told.advice.text(),
            "Project settings › Repositories › Security › svc@contoso.com › Contribute: Not set");
  EXPECT_NE(told.call.text().find("permission reset"), std::string::npos) << told.call.text();
  EXPECT_NE(told.call.text().find("--token '" + project_ + "'"), std::string::npos) << told.call.text();
  expect_mended_by_its_calls(rule_about_main(Rule::Mode::forbid), world_);
}

TEST_F(PermissionRemedy, DeniesTheAccountWhatAGroupGivesIt) {
  allow(project_, "[Shop]\\Outer");
  const Remediation told = remedy(Rule::Mode::forbid);
  EXPECT_EQ(told.advice.text(),
            "Project settings › Repositories › main › Security › svc@contoso.com › Contribute: Deny");
  EXPECT_NE(told.call.text().find("--token '" + main_ + "' --deny-bit 4"), std::string::npos)
      << told.call.text();
  EXPECT_EQ(told.may_break.text(), "whatever else the account does with this permission");
  expect_mended_by_its_calls(rule_about_main(Rule::Mode::forbid), world_);
}

TEST_F(PermissionRemedy, EndsItOnEachBranchThatGivesIt) {
  const std::string branches = main_ + "/refs/heads";
  allow(branches + "/6d00", svc);
  allow(branches + "/6e00", "[Shop]\\Outer");
  allow(branches + "/6f00", "[Shop]\\Outer");
  allow(branches + "/6f00", svc);
  const Remediation told = remedy(Rule::Mode::forbid);
  EXPECT_EQ(told.advice.text(),
            "Repos › Branches › m › ⋮ › Branch security › svc@contoso.com › Contribute: Not set\n"
            "Repos › Branches › n › ⋮ › Branch security › svc@contoso.com › Contribute: Deny\n"
            "Repos › Branches › o › ⋮ › Branch security › svc@contoso.com › Contribute: Not set\n"
            "Repos › Branches › o › ⋮ › Branch security › svc@contoso.com › Contribute: Deny");
  EXPECT_NE(told.call.text().find("--token '" + branches + "/6e00' --deny-bit 4"), std::string::npos)
      << told.call.text();
  expect_mended_by_its_calls(rule_about_main(Rule::Mode::forbid), world_);
}

TEST_F(PermissionRemedy, EndsItAboveAndBelow) {
  allow(main_, "[Shop]\\Outer");
  allow(main_ + "/refs/heads/6d00", "[Shop]\\Outer");
  EXPECT_NE(remedy(Rule::Mode::forbid).advice.text().find("Branches › m › "), std::string::npos);
  expect_mended_by_its_calls(rule_about_main(Rule::Mode::forbid), world_);
}

TEST_F(PermissionRemedy, MakesAPublicProjectPrivateWhereADenyKeepsNobodyOut) {
  world_.visibility("Shop", "public");
  world_.entry(git_namespace, main_, "[Shop]\\Outer", 2, 0);
  Rule rule = rule_about_main(Rule::Mode::forbid);
  Permission& read = std::get<Permissions>(rule.requirement.kind).permissions.front();
  read.action = "GenericRead";
  read.words = "Read";
  const Remediation told = remediation_of(ask(rule, world_.snapshot()));
  EXPECT_TRUE(told.advice.text().starts_with("Project settings › Overview › Visibility: Private"))
      << told.advice.text();
  EXPECT_EQ(told.call.text(), "");
}

TEST_F(PermissionRemedy, HasNoCallForATokenThatWouldBreakItsLine) {
  allow(main_ + "/refs/heads/6d00\nrm -rf x", svc);
  EXPECT_EQ(remedy(Rule::Mode::forbid).call.text(), "");
}

TEST_F(PermissionRemedy, EndsTheEntryBelowThatOthersInherit) {
  const std::string branches = main_ + "/refs/heads";
  allow(branches, svc);
  world_.entry(git_namespace, branches + "/6d00", svc, 2, 0);
  EXPECT_NE(remedy(Rule::Mode::forbid).call.text().find("--token '" + branches + "'"), std::string::npos);
  expect_mended_by_its_calls(rule_about_main(Rule::Mode::forbid), world_);
}

TEST_F(PermissionRemedy, TakesTheAccountOutOfTheGroupThatIsDeniedIt) {
  deny(main_, "[Shop]\\Outer");
  const Remediation told = remedy(Rule::Mode::require);
  EXPECT_EQ(told.advice.text(),
            "Project settings › Permissions › [Shop]\\Inner › Members › Remove: svc@contoso.com\n"
            "Project settings › Repositories › main › Security › svc@contoso.com › Contribute: Allow\n"
            "or let the group have it: Project settings › Repositories › main › Security › [Shop]\\Outer › "
            "Contribute: Not set");
  EXPECT_NE(
      told.may_break.text().find("everything else that svc@contoso.com may do only through [Shop]\\Inner"),
      std::string::npos);
  expect_mended_by_its_calls(rule_about_main(Rule::Mode::require), world_);
}

TEST_F(PermissionRemedy, HasNoCallForTheDenyOfEverybody) {
  deny(main_, "[Shop]\\Project Valid Users");
  world_.put(svc, "[Shop]\\Project Valid Users");
  const Remediation told = remedy(Rule::Mode::require);
  EXPECT_EQ(told.call.text(), "");
  EXPECT_TRUE(
      told.advice.text().starts_with("Project settings › Repositories › main › Security › "
                                     "[Shop]\\Project Valid Users › Contribute: Not set"))
      << told.advice.text();
  EXPECT_TRUE(told.may_break.text().starts_with(
      "what keeps everybody else in [Shop]\\Project Valid Users from Contribute falls away"))
      << told.may_break.text();
}

TEST_F(PermissionRemedy, LeavesAGroupOfEntraBeforeItsDenyIsTakenAway) {
  deny(main_, "[TEAM FOUNDATION]\\Staff");
  world_.put(svc, "[TEAM FOUNDATION]\\Staff");
  world_.identity(svc).object_id = "55c8c7b6-0001-4000-8000-000000000001";
  const Remediation told = remedy(Rule::Mode::require);
  EXPECT_EQ(
      told.advice.text(),
      "Microsoft Entra › Groups › Staff › Members › Remove: svc@contoso.com, or from the group in it that "
      "holds the account\n"
      "Project settings › Repositories › main › Security › svc@contoso.com › Contribute: Allow\n"
      "or let the group have it: Project settings › Repositories › main › Security › "
      "[TEAM FOUNDATION]\\Staff › Contribute: Not set");
  EXPECT_TRUE(told.call.text().starts_with("az ad group member remove")) << told.call.text();
  EXPECT_EQ(told.call.text().find("permission reset"), std::string::npos) << told.call.text();
}

TEST_F(PermissionRemedy, HasNoHalfOfACallWhereTheAccountCanNotBeTakenOutByOne) {
  deny(main_, "[TEAM FOUNDATION]\\Staff");
  world_.put(svc, "[TEAM FOUNDATION]\\Staff");
  EXPECT_EQ(remedy(Rule::Mode::require).call.text(), "") << "its object id is not known";
}

/// A rule about one permission of a namespace.
Rule rule_about(Permission::Level level, const std::string& space, const std::string& action,
                const std::string& words, Rule::Mode mode = Rule::Mode::require) {
  const Catalogue catalogue = small_catalogue();
  const auto found = std::ranges::find(catalogue.namespaces, space, &Catalogue::SecurityNamespace::name);
  const bool is_of_organization = level == Permission::Level::organization;
  Rule rule = rule_of({Permissions{{{.level = level,
                                     .place = {.kind = is_of_organization ? Place::Kind::organization
                                                                          : Place::Kind::each_project},
                                     .namespace_id = found->id,
                                     .namespace_name = space,
                                     .action = action,
                                     .words = words}}}},
                      mode);
  if (!is_of_organization) rule.for_each = Rule::ForEach::project;
  return rule;
}

TEST_F(PermissionRemedy, SaysWhereNoPageOfThePortalShowsIt) {
  const Rule hooks =
      rule_about(Permission::Level::service_hooks, "ServiceHooks", "ViewSubscriptions", "View Subscriptions");
  const Remediation told = remediation_of(ask(hooks, world_.snapshot()));
  EXPECT_EQ(
      told.advice.text(),
      "no page of the portal shows it: use the call, which sets View Subscriptions for svc@contoso.com to "
      "Allow");
  expect_mended_by_its_calls(hooks, world_);

  const Rule query = rule_about(Permission::Level::query, "WorkItemQueryFolders", "Read", "Read");
  EXPECT_TRUE(
      remediation_of(ask(query, world_.snapshot())).advice.text().starts_with("no page of the portal"));
  expect_mended_by_its_calls(query, world_);
}

TEST_F(PermissionRemedy, SaysWhereThePortalGivesRolesAlone) {
  const Rule use = rule_about(Permission::Level::project, "ServiceEndpoints", "Use", "ServiceEndpoints/Use");
  EXPECT_EQ(remediation_of(ask(use, world_.snapshot())).advice.text(),
            "Project settings › Service connections › ⋮ › Security shows it only as a part of roles: use the "
            "call, which sets Use Service Connection for svc@contoso.com to Allow");
  expect_mended_by_its_calls(use, world_);
}

TEST_F(PermissionRemedy, SaysWhereThereIsNeitherPageNorCall) {
  const Rule tags = rule_about(Permission::Level::organization, "Tagging", "Create", "Create tag definition");
  const Remediation told = remediation_of(ask(tags, world_.snapshot()));
  EXPECT_EQ(told.call.text(), "");
  EXPECT_EQ(
      told.advice.text(),
      "set Create tag definition for svc@contoso.com to Allow in the access control list of Tagging of the "
      "whole organization: no page of the portal shows it");
}

TEST_F(PermissionRemedy, CallsThePermissionAsThePortalDoes) {
  const auto label = [&](const std::string& space, const std::string& action, const std::string& words) {
    const Remediation told =
        remediation_of(ask(rule_about(Permission::Level::project, space, action, words), world_.snapshot()));
    const std::string start = told.advice.text().substr(0, told.advice.text().rfind(": "));
    return start.substr(start.rfind("› ") + std::string_view("› ").size());
  };
  EXPECT_EQ(label("Build", "DeleteBuilds", "Build/DeleteBuilds"), "Delete builds");
  EXPECT_EQ(label("Project", "DELETE", "delete project"), "Delete project");
  EXPECT_EQ(label("Project", "RENAME", "RENAME TEAM PROJECT"), "Rename team project");
}

TEST_F(PermissionRemedy, SaysWhatIsLostWithTheSightOfTheOrganization) {
  const Rule look = rule_about(Permission::Level::organization, "Collection", "GENERIC_READ",
                               "View instance-level information", Rule::Mode::forbid);
  const Remediation told = remediation_of(ask(look, world_.snapshot()));
  EXPECT_EQ(told.may_break.text(),
            "everything that svc@contoso.com does in the organization, which needs this permission");
}

TEST_F(PermissionRemedy, TakesAnAdministratorOutOfTheAdministratorsToo) {
  allow(project_, svc);
  world_.put(svc, "[contoso]\\Project Collection Administrators");
  const Remediation told = remedy(Rule::Mode::forbid);
  EXPECT_NE(told.call.text().find("membership remove"), std::string::npos) << told.call.text();
  EXPECT_NE(told.call.text().find("permission reset"), std::string::npos) << told.call.text();
  expect_mended_by_its_calls(rule_about_main(Rule::Mode::forbid), world_);
}

TEST_F(PermissionRemedy, HasNoCallWhereALineThatWasNotReadMayTurnIt) {
  allow(main_, svc);
  Snapshot snapshot = world_.snapshot();
  auto& list =
      snapshot.organizations.at("contoso").access_control.at({git_namespace, normal_token(project_)});
  list.known = Gap{Gap::Kind::unreachable, "a list", "no answer", "try again"};
  const Remediation told = remediation_of(ask(rule_about_main(Rule::Mode::forbid), snapshot));
  // To take the Allow back is not enough to be sure of, and a Deny is.
  EXPECT_NE(told.call.text().find("--deny-bit"), std::string::npos) << told.call.text();
}

/// Nothing, an Allow or a Deny for the account and two groups, here and above: whatever fails is mended.
TEST_F(PermissionRemedy, IsRightForEveryMixOfEntries) {
  struct Line {
    std::string token;
    std::string whom;
  };
  const std::array lines{Line{main_, svc}, Line{main_, "[Shop]\\Inner"}, Line{main_, "[Shop]\\Outer"},
                         Line{project_, svc}, Line{project_, "[Shop]\\Outer"}};
  const World clean = world_;
  std::size_t mended = 0;
  for (int mix = 0; mix < 243; ++mix) {
    world_ = clean;
    int rest = mix;
    for (const Line& line : lines) {
      if (rest % 3 == 1) allow(line.token, line.whom);
      if (rest % 3 == 2) deny(line.token, line.whom);
      rest /= 3;
    }
    for (const Rule::Mode mode : {Rule::Mode::require, Rule::Mode::forbid}) {
      const Rule rule = rule_about_main(mode);
      if (ask(rule, world_.snapshot()).verdict != Verdict::fail) continue;
      SCOPED_TRACE(mix);
      expect_mended_by_its_calls(rule, world_);
      ++mended;
    }
  }
  // One of the two fails always.
  EXPECT_EQ(mended, 243U);
}

}  // namespace
}  // namespace patrol

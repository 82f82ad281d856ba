#include "auditor/evaluate/draft.h"

#include "auditor/checks/resources.h"
#include "auditor/policy/catalogue.h"
#include "tests/support/world.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";

World some_world() {
  World world;
  world.account(svc).token(svc, living_token({"vso.code", "vso.work"}));
  world.entitlement(svc, {.account_license_type = "express", .status = "active"});
  world.put(svc, "[Shop]\\Readers").put(svc, "[Web]\\Readers");
  return world;
}

/// With empty lists of the things that have roles, of the roles on them, and of service hooks.
Snapshot with_things(Snapshot snapshot) {
  Organization& organization = snapshot.organizations.at("contoso");
  for (const auto& kind : built_in_catalogue().resource_kinds) {
    std::vector<std::string> places{""};
    if (kind.in_project) {
      places.clear();
      for (const Project& project : organization.projects->known.items) places.push_back(project.id);
    }
    for (const std::string& place : places) {
      organization.resources[fact_name(kind.word, place)] = {};
      organization.role_assignments[fact_name(kind.all.scope, page_id(kind.all, place, ""))] = {};
    }
  }
  organization.subscriptions.emplace();
  return snapshot;
}

DraftRequest request(const std::string& account = svc, const std::string& token = "") {
  return {.organization = "contoso", .account = account, .token = token, .name = ""};
}

EvaluateOptions options() {
  EvaluateOptions options;
  options.now = test_now();
  return options;
}

Draft drafted(const Snapshot& snapshot, const DraftRequest& of = request()) {
  auto draft = make_draft(of, built_in_catalogue(), snapshot, options());
  EXPECT_TRUE(draft) << draft.error().what;
  return draft ? std::move(draft).value() : Draft{};
}

std::string error_of(const Snapshot& snapshot, const DraftRequest& of) {
  const auto draft = make_draft(of, built_in_catalogue(), snapshot, options());
  return draft ? "" : draft.error().what;
}

const Rule* rule_in(const Draft& draft, const std::string& id) {
  const auto found = std::ranges::find(draft.policy.rules, id, &Rule::id);
  return found == draft.policy.rules.end() ? nullptr : &*found;
}

template <class Kind>
Kind asked_by(const Draft& draft, const std::string& id) {
  const Rule* rule = rule_in(draft, id);
  EXPECT_NE(rule, nullptr) << id;
  return rule == nullptr ? Kind{} : std::get<Kind>(rule->requirement.kind);
}

/// That an audit of the draft on the same facts passes every rule.
void expect_all_pass(const Draft& draft, const Snapshot& snapshot) {
  PolicySet policies;
  policies.emplace(draft.policy.id, draft.policy);
  const Audit audit = evaluate(policies, {draft.integration}, built_in_catalogue(), snapshot, options());
  EXPECT_GT(audit.findings.size(), 0U);
  for (const Finding& finding : audit.findings) {
    EXPECT_EQ(finding.verdict, Verdict::pass) << audit.rule_of(finding).id << ": " << finding.message;
  }
}

std::string left_out(const Draft& draft, LeftOut::Why why) {
  std::string text;
  for (const LeftOut& each : draft.left_out) {
    if (each.why == why) text += each.what + ": " + each.reason + "\n";
  }
  return text;
}

TEST(Draft, SaysExactlyWhatTheAccountHolds) {
  const Snapshot snapshot = with_things(some_world().snapshot());
  const Draft draft = drafted(snapshot);
  expect_all_pass(draft, snapshot);
  EXPECT_EQ(left_out(draft, LeftOut::Why::unread), "");
  EXPECT_EQ(draft.integration.name, "svc");
  EXPECT_EQ(draft.integration.email, svc);
  EXPECT_EQ(draft.integration.pat, (PatSelector{.name = "flow", .id = ""}));
  EXPECT_EQ(draft.integration.projects, (std::vector<std::string>{"Shop", "Web"}));
  EXPECT_EQ(draft.policy.id, "svc-rights");
  EXPECT_EQ(asked_by<PatScopes>(draft, "pat.scopes").ids, (std::vector<std::string>{"vso.code", "vso.work"}));
  EXPECT_EQ(rule_in(draft, "pat.scopes")->mode, Rule::Mode::exactly);
  EXPECT_EQ(asked_by<AccessAtLeast>(draft, "account.access-level").level, AccessLevel::basic);
  EXPECT_EQ(rule_in(draft, "project.groups")->for_each, Rule::ForEach::project);
  EXPECT_EQ(asked_by<Groups>(draft, "project.groups").groups.at(0).group, "Readers");
  EXPECT_TRUE(asked_by<Groups>(draft, "org.groups").required_only);
  EXPECT_EQ(asked_by<Permissions>(draft, "org.permissions").permissions.at(0).action, "GENERIC_READ");
  EXPECT_EQ(asked_by<Permissions>(draft, "org.permissions").permissions.size(), 1U);
  EXPECT_EQ(asked_by<Permissions>(draft, "project.permissions").permissions.size(), 1U);
  EXPECT_EQ(asked_by<Roles>(draft, "project.no-others").roles.at(0).place.project, "Mobile");
  EXPECT_NE(rule_in(draft, "org.no-admin"), nullptr);
}

TEST(Draft, FailsWhenTheAccountGainsAnything) {
  const Draft draft = drafted(some_world().snapshot());
  PolicySet policies;
  policies.emplace(draft.policy.id, draft.policy);
  const auto failing = [&](World world) {
    const Audit audit =
        evaluate(policies, {draft.integration}, built_in_catalogue(), world.snapshot(), options());
    std::set<std::string> rules;
    for (const Finding& finding : audit.findings) {
      if (finding.verdict == Verdict::fail) rules.insert(audit.rule_of(finding).id);
    }
    return rules;
  };
  EXPECT_TRUE(failing(some_world()).empty());
  EXPECT_TRUE(failing(some_world().put(svc, "[contoso]\\Tools")).contains("org.groups"));
  EXPECT_TRUE(failing(some_world().put(svc, "[Shop]\\Builders")).contains("project.groups"));
  EXPECT_TRUE(failing(some_world().put(svc, "[Mobile]\\Readers")).contains("project.no-others"));
  EXPECT_TRUE(
      failing(some_world().entry(collection_namespace, "NAMESPACE:", svc, 4, 0)).contains("org.permissions"));
}

constexpr const char* process_namespace = "2dab47f9-bd70-49ed-9bd5-8eb051e59c02";
constexpr const char* audit_log_namespace = "a6cc6381-a1ca-4b36-b3c1-4e65211e82b6";

/// With rights of its own in several namespaces: force push and permissions of code, permissions of builds,
/// deleting processes and streams of the audit log; and force push on a branch of the other project.
World world_of_own_entries() {
  World world = some_world();
  const auto project = [&](const char* space, const std::string& name) {
    return world.token(space, Permission::Level::project, world.ids(name));
  };
  world.entry(git_namespace, project(git_namespace, "Web"), svc, 8 | 8192, 0)
      .entry(git_namespace, project(git_namespace, "Shop") + "/0a/refs/heads/6d00", svc, 8, 0)
      .entry(build_namespace, project(build_namespace, "Web"), svc, 16384, 0)
      .entry(process_namespace, "$PROCESS:", svc, 2, 0)
      .entry(audit_log_namespace, "AllPermissions", svc, 8, 0);
  return world;
}

std::vector<std::string> actions_of(const Draft& draft, const std::string& id) {
  std::vector<std::string> actions;
  for (const Permission& each : asked_by<Permissions>(draft, id).permissions) actions.push_back(each.action);
  return actions;
}

TEST(Draft, SaysOfEachSecurityNamespaceWhatIsHeld) {
  const Snapshot snapshot = with_things(world_of_own_entries().snapshot());
  const Draft draft = drafted(snapshot);
  expect_all_pass(draft, snapshot);
  EXPECT_TRUE(draft.is_complete()) << left_out(draft, LeftOut::Why::unread);
  using Words = std::vector<std::string>;
  EXPECT_EQ(actions_of(draft, "org.permissions.process"), Words{"Delete"});
  EXPECT_EQ(rule_in(draft, "org.permissions.process")->mode, Rule::Mode::exactly);
  EXPECT_EQ(rule_in(draft, "org.permissions.process")->title,
            "Process: at the organization it may do exactly this");
  EXPECT_EQ(actions_of(draft, "org.permissions.auditlog"), Words{"Delete_Streams"});
  EXPECT_EQ(actions_of(draft, "project.permissions.git-repositories-most"),
            (Words{"ForcePush", "ManagePermissions"}))
      << "on a branch of one, in the whole of the other";
  EXPECT_EQ(actions_of(draft, "project.permissions.build-most"), Words{"AdministerBuildPermissions"});
  ASSERT_NE(rule_in(draft, "project.permissions.library"), nullptr);
  EXPECT_EQ(rule_in(draft, "project.permissions.library")->mode, Rule::Mode::forbid)
      << "where nothing is held, all is forbidden";
}

TEST(Draft, OfEachSecurityNamespaceFailsWhenTheAccountGainsAnything) {
  const Draft draft = drafted(some_world().snapshot());
  PolicySet policies;
  policies.emplace(draft.policy.id, draft.policy);
  const Audit audit = evaluate(policies, {draft.integration}, built_in_catalogue(),
                               world_of_own_entries().snapshot(), options());
  std::set<std::string> failing;
  for (const Finding& finding : audit.findings) {
    if (finding.verdict == Verdict::fail) {
      failing.insert(audit.rule_of(finding).id + " " + finding.project.value_or("-"));
    }
  }
  EXPECT_EQ(failing,
            (std::set<std::string>{
                "org.permissions.auditlog -", "org.permissions.process -", "project.permissions.build Web",
                "project.permissions.git-repositories Shop", "project.permissions.git-repositories Web"}));
}

TEST(Draft, NamesTheSecurityNamespacesThatNoRuleIsAbout) {
  const auto told = [](const Draft& draft) {
    for (const std::string& note : draft.notes) {
      if (note.starts_with("Of these security namespaces no rule speaks: ")) return note;
    }
    return std::string();
  };
  const std::string in_projects = told(drafted(some_world().snapshot()));
  EXPECT_NE(in_projects.find("DashboardsPrivileges"), std::string::npos) << in_projects;
  EXPECT_EQ(in_projects.find("Git Repositories"), std::string::npos) << in_projects;
  World nowhere;
  nowhere.account(svc);
  const std::string without = told(drafted(nowhere.snapshot()));
  EXPECT_NE(without.find("Git Repositories"), std::string::npos) << "it is in no project: " << without;
  Snapshot shorter = some_world().snapshot();
  std::erase_if(shorter.organizations.at("contoso").namespaces->known.items,
                [](const SecurityNamespace& space) { return space.id == process_namespace; });
  EXPECT_NE(told(drafted(shorter)).find("Process, which the service does not list"), std::string::npos);
}

TEST(Draft, OfTooManyProjectsSaysOnlyWhatIsHeldInTheirSettings) {
  World world = some_world();
  for (int i = 0; i < 24; ++i) {
    const std::string name = "P" + std::to_string(i);
    world.project(name).put(svc, "[" + name + "]\\Readers");
  }
  const Snapshot snapshot = world.snapshot();
  const Draft draft = drafted(snapshot);
  EXPECT_NE(rule_in(draft, "project.permissions"), nullptr);
  EXPECT_EQ(rule_in(draft, "project.permissions.git-repositories"), nullptr);
  const std::string note =
      "Of its 26 projects only what it may do in their own settings was looked at: they are too many for "
      "more";
  EXPECT_NE(std::ranges::find(draft.notes, note), draft.notes.end());
}

TEST(Draft, NamesGroupsOfTheOrganizationAndProjectsOneByOne) {
  World world = some_world();
  world.put(svc, "[contoso]\\Tools")
      .put("[contoso]\\Tools", "[contoso]\\Everybody")
      .put(svc, "[Web]\\Builders");
  const Snapshot snapshot = world.snapshot();
  const Draft draft = drafted(snapshot);
  expect_all_pass(draft, snapshot);
  const auto organization = asked_by<Groups>(draft, "org.groups").groups;
  ASSERT_EQ(organization.size(), 2U);
  EXPECT_EQ(organization[0].group, "Everybody");
  EXPECT_EQ(organization[1].group, "Tools");
  const auto projects = asked_by<Groups>(draft, "project.groups").groups;
  ASSERT_EQ(projects.size(), 3U);
  EXPECT_EQ(projects[0], (GroupMembership{{Place::Kind::named_project, "Shop"}, "Readers"}));
  EXPECT_EQ(projects[1], (GroupMembership{{Place::Kind::named_project, "Web"}, "Builders"}));
  EXPECT_EQ(rule_in(draft, "project.groups")->for_each, Rule::ForEach::nothing);
}

TEST(Draft, NamesAGroupOfEntraWhereNoOtherIsMeantByItsName) {
  World world = some_world();
  world.put(svc, "[TEAM FOUNDATION]\\Staff");
  const auto told = [&] {
    const Draft draft = drafted(with_things(world.snapshot()));
    const auto rule = std::ranges::find(draft.policy.rules, "org.groups", &Rule::id);
    const auto* groups =
        rule == draft.policy.rules.end() ? nullptr : std::get_if<Groups>(&rule->requirement.kind);
    return groups == nullptr ? std::vector<GroupMembership>{} : groups->groups;
  };
  EXPECT_EQ(told(), (std::vector<GroupMembership>{{Place{}, "Staff"}}));
  world.put(World::auditor_email, "[contoso]\\Staff");
  EXPECT_TRUE(told().empty());
}

TEST(Draft, OfAnAdministratorSaysSo) {
  World world = some_world();
  world.put(svc, "[contoso]\\Project Collection Administrators");
  const Snapshot snapshot = world.snapshot();
  const Draft draft = drafted(snapshot);
  expect_all_pass(draft, snapshot);
  EXPECT_EQ(rule_in(draft, "org.no-admin"), nullptr);
  EXPECT_EQ(rule_in(draft, "project.no-others"), nullptr);
  EXPECT_EQ(left_out(draft, LeftOut::Why::not_so), "");
  EXPECT_EQ(asked_by<Groups>(draft, "org.groups").groups.at(0).group, "Project Collection Administrators");
}

TEST(Draft, MakesNoRuleOfWhatCouldNotBeRead) {
  for (const FactKey::Kind kind :
       {FactKey::Kind::projects, FactKey::Kind::namespaces, FactKey::Kind::group_names, FactKey::Kind::group,
        FactKey::Kind::tokens, FactKey::Kind::entitlement, FactKey::Kind::access_control,
        FactKey::Kind::connection}) {
    Snapshot snapshot = some_world().snapshot();
    hide(snapshot, kind);
    const Draft draft = drafted(snapshot);
    expect_all_pass(draft, snapshot);
    EXPECT_FALSE(draft.is_complete()) << to_word(kind);
  }
  Snapshot snapshot = some_world().snapshot();
  hide(snapshot, FactKey::Kind::account);
  EXPECT_NE(error_of(snapshot, request()).find("which account it is could not be told"), std::string::npos);
}

TEST(Draft, KeepsWhatIsCertainWhereTheAuditorIsNoAdministrator) {
  World world = some_world();
  world.humble_auditor();
  const Snapshot snapshot = world.snapshot();
  const Draft draft = drafted(snapshot);
  expect_all_pass(draft, snapshot);
  EXPECT_FALSE(draft.is_complete());
  ASSERT_NE(rule_in(draft, "project.groups"), nullptr);
  EXPECT_EQ(rule_in(draft, "project.groups")->mode, Rule::Mode::require)
      << "its absence elsewhere is not certain";
}

TEST(Draft, SaysWhatDoesNotHoldToday) {
  World world;
  world.account(svc);
  world.identity(svc).is_active = false;
  Token ending = living_token({"vso.code"});
  ending.valid_to = test_now() + std::chrono::days(3);
  world.token(svc, ending);
  const Snapshot snapshot = world.snapshot();
  const Draft draft = drafted(snapshot);
  expect_all_pass(draft, snapshot);
  EXPECT_EQ(rule_in(draft, "account.active"), nullptr);
  EXPECT_EQ(rule_in(draft, "pat.expiry"), nullptr);
  const std::string told = left_out(draft, LeftOut::Why::not_so);
  EXPECT_NE(told.find("the account is active: "), std::string::npos) << told;
  EXPECT_NE(told.find("its token has two weeks left: "), std::string::npos) << told;
}

TEST(Draft, ChoosesNoTokenAmongSeveralThatLive) {
  World world = some_world();
  world.token(svc, living_token({"vso.build"}, "other"));
  const Snapshot snapshot = world.snapshot();
  const Draft several = drafted(snapshot);
  EXPECT_FALSE(several.is_complete());
  EXPECT_EQ(several.integration.pat, PatSelector{});
  EXPECT_EQ(rule_in(several, "pat.scopes"), nullptr);
  expect_all_pass(several, snapshot);
  const Draft one = drafted(snapshot, request(svc, "other"));
  EXPECT_EQ(one.integration.pat.name, "other");
  EXPECT_EQ(asked_by<PatScopes>(one, "pat.scopes").ids, std::vector<std::string>{"vso.build"});
  expect_all_pass(one, snapshot);
  const Draft none = drafted(snapshot, request(svc, "a-secret-by-mistake"));
  EXPECT_FALSE(none.is_complete());
  for (const LeftOut& each : none.left_out) {
    EXPECT_EQ(each.reason.find("a-secret-by-mistake"), std::string::npos) << "what was given may be a secret";
  }
}

TEST(Draft, ChoosesNoTokenAmongSeveralOfTheNameThatWasGiven) {
  World world = some_world();
  Token wide = living_token({"vso.code_full"}, "dup");
  Token narrow = living_token({"vso.code"}, "dup");
  wide.authorization_id = "wide";
  narrow.authorization_id = "narrow";
  world.token(svc, narrow).token(svc, wide);
  const Draft draft = drafted(world.snapshot(), request(svc, "dup"));
  EXPECT_FALSE(draft.is_complete());
  EXPECT_EQ(draft.integration.pat, PatSelector{});
  EXPECT_NE(left_out(draft, LeftOut::Why::unread)
                .find("several of that name are alive: dup (narrow) and dup (wide)"),
            std::string::npos)
      << left_out(draft, LeftOut::Why::unread);
  EXPECT_EQ(drafted(world.snapshot(), request(svc, "wide")).integration.pat.id, "wide");
}

TEST(Draft, CountsATokenWhoseEndIsNotToldAsLiving) {
  Token endless = living_token({"vso.code_full"}, "other");
  endless.valid_to.reset();
  World world = some_world();
  world.token(svc, endless);
  EXPECT_FALSE(drafted(world.snapshot()).is_complete()) << "it may be the one that is used";
}

TEST(Draft, TakesANameThatBeginsAsADescriptorForAName) {
  World world = some_world();
  world.account("svc.deploy@contoso.com");
  const Draft draft = drafted(world.snapshot(), request("svc.deploy@contoso.com"));
  EXPECT_EQ(draft.integration.email, "svc.deploy@contoso.com");
}

TEST(Draft, NamesATokenByItsIdWhereItsNameIsNotClear) {
  World world;
  world.account(svc);
  Token nameless = living_token({"vso.code"}, "x");
  nameless.display_name = "two\nlines";
  world.token(svc, nameless);
  const Snapshot snapshot = world.snapshot();
  const Draft draft = drafted(snapshot);
  EXPECT_EQ(draft.integration.pat, (PatSelector{.name = "", .id = nameless.authorization_id}));
  expect_all_pass(draft, snapshot);
}

TEST(Draft, NamesATokenByItsIdWhereItsNameIsMasked) {
  World world;
  world.account(svc).token(svc, living_token({"vso.code"}, "***"));
  EXPECT_EQ(drafted(world.snapshot()).integration.pat.name, "") << "no file can hold it as it is";
}

TEST(Draft, OfAServicePrincipalNamesItsApplication) {
  constexpr const char* id = "2f6a0c1e-7d3b-4c58-9a61-0b2c3d4e5f60";
  World world;
  Identity identity{.id = "id-of-app",
                    .descriptor = "Microsoft.VisualStudio.Services.Claims.AadServicePrincipal;tenant\\x",
                    .subject_descriptor = "aadsp.MDEyMzQ1NjctODlhYi1jZGVmLTAxMjMtNDU2Nzg5YWJjZGVm",
                    .display_name = "Flow application",
                    .account = "11111111-2222-3333-4444-555555555555",
                    .meta_type = "application",
                    .is_active = true};
  world.account(identity).put(identity.account, "[Shop]\\Readers");
  Snapshot snapshot = world.snapshot();
  Organization& organization = snapshot.organizations.at("contoso");
  organization.service_principals = Fact<Listing<Principal>>{
      {.items = {{.descriptor = "aadsp.MDEyMzQ1NjctODlhYi1jZGVmLTAxMjMtNDU2Nzg5YWJjZGVm",
                  .display_name = "Flow application",
                  .application_id = id}}},
      {}};
  const AccountSelector by_id{AccountSelector::Kind::service_principal, id};
  organization.accounts[account_key(by_id)] = organization.accounts.at(account_key(
      {AccountSelector::Kind::descriptor, "aadsp.MDEyMzQ1NjctODlhYi1jZGVmLTAxMjMtNDU2Nzg5YWJjZGVm"}));
  for (const char* account :
       {id, "flow APPLICATION", "aadsp.MDEyMzQ1NjctODlhYi1jZGVmLTAxMjMtNDU2Nzg5YWJjZGVm"}) {
    const Draft draft = drafted(snapshot, request(account));
    EXPECT_EQ(draft.integration.account, by_id) << account;
    EXPECT_EQ(draft.integration.name, "flow-application");
    EXPECT_EQ(*asked_by<AccountState>(draft, "account.kind").kind, AccountState::Kind::service_principal);
    EXPECT_EQ(rule_in(draft, "pat.scopes"), nullptr);
    expect_all_pass(draft, snapshot);
  }
  const auto whole = organization.service_principals;
  hide(snapshot, FactKey::Kind::service_principals);
  organization.service_principals->known.items = whole->known.items;
  EXPECT_NE(error_of(snapshot, request("Flow application")).find("others may be called so too"),
            std::string::npos);
  organization.service_principals = whole;
  organization.service_principals->known.items.push_back(
      {.descriptor = "aadsp.y", .display_name = "Flow application", .application_id = "other"});
  EXPECT_NE(error_of(snapshot, request("Flow application")).find("several service principals"),
            std::string::npos);
}

TEST(Draft, OfNobodyIsAnError) {
  Snapshot snapshot = some_world().snapshot();
  snapshot.organizations.at("contoso").accounts["email:nobody@contoso.com"] = {};
  EXPECT_NE(error_of(snapshot, request("nobody@contoso.com")).find("nobody is called so in contoso"),
            std::string::npos);
  EXPECT_NE(error_of(Snapshot{}, request()), "");
}

TEST(MissingForDraft, IsNothingWhereAllIsThere) {
  EXPECT_TRUE(
      missing_for_draft(request(), built_in_catalogue(), with_things(some_world().snapshot()), options())
          .empty());
  const auto missing = missing_for_draft(request(), built_in_catalogue(), Snapshot{}, options());
  ASSERT_TRUE(missing.contains("contoso"));
  EXPECT_TRUE(missing.at("contoso").contains({FactKey::Kind::account, "email:svc@contoso.com", svc}));
}

}  // namespace
}  // namespace patrol

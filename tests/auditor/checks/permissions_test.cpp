#include "auditor/evaluate/fact_hash.h"
#include "auditor/model/text.h"
#include "tests/support/ask.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

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
  return rule_about_git("GenericRead", "Read");
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
  EXPECT_EQ(finding.remediation->advice.text(),
            "Organization settings › Users › svc@contoso.com › Change access level: Basic");
  EXPECT_NE(finding.remediation->call.text().find("--license-type express"), std::string::npos);
}

TEST(PermissionsCheck, HasTheCallThatChangesTheBitForThisAccountAlone) {
  World world = reader_with("express");
  Rule rule = read_shop_code();
  const std::string token = world.token(git_namespace, Permission::Level::project, world.ids("Shop"));
  const auto has = [](const Finding& finding, const std::string& text) {
    return finding.remediation->call.text().find(text) != std::string::npos;
  };
  rule.mode = Rule::Mode::forbid;
  const Finding by_group = ask(rule, world.snapshot());
  EXPECT_TRUE(has(by_group, "az devops security permission update")) << by_group.remediation->call.text();
  EXPECT_TRUE(has(by_group, "--token '" + token + "' --deny-bit 2")) << by_group.remediation->call.text();
  World own;
  own.account(svc).entry(git_namespace, token, svc, 2, 0);
  own.entitlement(svc, {.account_license_type = "express", .status = "active"});
  const Finding by_own_entry = ask(rule, own.snapshot());
  EXPECT_TRUE(has(by_own_entry, "permission reset")) << by_own_entry.remediation->call.text();
  EXPECT_TRUE(has(by_own_entry, "--permission-bit 2")) << by_own_entry.remediation->call.text();
  rule.mode = Rule::Mode::require;
  world.entry(git_namespace, token, svc, 0, 2);
  const Finding denied = ask(rule, world.snapshot());
  EXPECT_TRUE(has(denied, "permission reset")) << denied.remediation->call.text();
  World alone;
  alone.account(svc).entry(git_namespace, token, svc, 0, 2);
  alone.entitlement(svc, {.account_license_type = "express", .status = "active"});
  const Finding lacking = ask(rule, alone.snapshot());
  EXPECT_TRUE(has(lacking, "--allow-bit 2 --merge true"))
      << lacking.message << lacking.remediation->call.text();
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

/// What a waiver is bound to where a permission must not be held.
class PermissionFaults : public testing::Test {
 protected:
  static constexpr std::int64_t read = 2;
  static constexpr std::int64_t force_push = 8;

  PermissionFaults() {
    world_.account(svc).entitlement(svc, {.account_license_type = "express", .status = "active"});
  }

  std::string shop() const {
    return world_.token(git_namespace, Permission::Level::project, world_.ids("Shop"));
  }
  std::string repository(const std::string& id) const { return shop() + "/" + id; }
  std::string branch(const std::string& name) const { return repository("0a") + "/refs/heads/" + name + "/"; }

  static Rule no_force_push() {
    Rule rule = read_shop_code();
    rule.mode = Rule::Mode::forbid;
    std::get<Permissions>(rule.requirement.kind).permissions[0].action = "ForcePush";
    return rule;
  }

  World with(const std::vector<std::string>& places, std::int64_t bit = force_push) const {
    World world = world_;
    for (const std::string& place : places) world.entry(git_namespace, place, svc, bit, 0);
    return world;
  }

  static std::vector<std::string> facts_of(const World& world, const Rule& rule = no_force_push()) {
    const Finding finding = ask(rule, world.snapshot());
    EXPECT_EQ(finding.verdict, Verdict::fail) << finding.message;
    return finding.facts;
  }

  static std::string hash(const std::string& fault) { return hash_fact("contoso", svc, "Shop", fault); }
  /// Of a fault for each place.
  static std::vector<std::string> hashes(const std::vector<std::string>& places) {
    std::vector<std::string> all;
    for (const std::string& place : places) {
      all.push_back(hash("has " + std::string(git_namespace) + "/ForcePush at " + normal_token(place)));
    }
    std::ranges::sort(all);
    return all;
  }

  World world_;
};

TEST_F(PermissionFaults, AreThePlacesWhereItIsHeld) {
  EXPECT_EQ(facts_of(with({branch("6d00")})), hashes({branch("6d00")}));
  EXPECT_EQ(facts_of(with({branch("6d00"), repository("0b")})), hashes({branch("6d00"), repository("0b")}));
  const std::vector<std::string> all{shop(), repository("0b"), branch("6d00")};
  EXPECT_EQ(facts_of(with(all)), hashes(all)) << "who excused a branch has not excused the project";
  EXPECT_EQ(facts_of(with({branch("6d00"), shop(), repository("0b")})), hashes(all)) << "in any order";
  EXPECT_EQ(facts_of(with({shop()})), hashes({shop()}));
}

TEST_F(PermissionFaults, OfACeilingAreThePlacesToo) {
  Rule only_read = read_shop_code();
  only_read.mode = Rule::Mode::at_most;
  const std::vector<std::string> two{branch("6d00"), repository("0b")};
  EXPECT_EQ(facts_of(with(two), only_read), hashes(two));
}

TEST_F(PermissionFaults, AreOfThePlaceThatIsAskedAboutWhicheverListAboveSaysIt) {
  EXPECT_EQ(facts_of(with({"repoV2"})), hashes({shop()}));
  EXPECT_EQ(facts_of(with({"repoV2", shop()})), hashes({shop()})) << "one list less is nothing new";
}

TEST_F(PermissionFaults, AreAsManyAsThereArePlaces) {
  std::vector<std::string> branches;
  for (int i = 0; i < 300; ++i) branches.push_back(branch(std::to_string(i)));
  EXPECT_EQ(facts_of(with(branches)), hashes(branches));
}

TEST_F(PermissionFaults, OfAPublicProjectTellEverybodyFromTheAccount) {
  Rule no_read = read_shop_code();
  no_read.mode = Rule::Mode::forbid;
  const auto facts_with = [&](const std::vector<std::string>& places, const char* visibility) {
    return facts_of(with(places, read).visibility("Shop", visibility), no_read);
  };
  const std::string permission = std::string(git_namespace) + "/GenericRead";
  const std::string everybody = hash("everybody has " + permission + " at " + normal_token(shop()));
  const std::string own = hash("has " + permission + " at " + normal_token(shop()));
  std::vector<std::string> both{everybody, own};
  std::ranges::sort(both);
  EXPECT_EQ(facts_with({}, "public"), std::vector{everybody});
  EXPECT_EQ(facts_with({shop()}, "public"), both);
  EXPECT_EQ(facts_with({shop()}, "private"), std::vector{own});
}

TEST_F(PermissionFaults, OfACeilingAreMendedByWhatTheAccountIsGivenAlone) {
  Rule only_force_push = no_force_push();
  only_force_push.mode = Rule::Mode::at_most;
  const auto advice = [&](const Rule& rule) {
    return ask(rule, with({shop()}, read).visibility("Shop", "public").snapshot()).remediation->advice.text();
  };
  Rule no_read = read_shop_code();
  no_read.mode = Rule::Mode::forbid;
  EXPECT_NE(advice(no_read).find("Visibility: Private"), std::string::npos) << advice(no_read);
  EXPECT_EQ(advice(only_force_push).find("Visibility"), std::string::npos) << advice(only_force_push);
}

TEST_F(PermissionFaults, AreAlsoThePlacesOfWhichItIsNotKnown) {
  const auto facts_where_staff_may_hold_it = [&](const std::string& place) {
    World world = with({branch("6d00")});
    return facts_of(world.entry(git_namespace, place, "[TEAM FOUNDATION]\\Staff", force_push, 0));
  };
  for (const std::string& place : {shop(), repository("0b")}) {
    std::vector<std::string> wanted = hashes({branch("6d00")});
    wanted.push_back(
        hash("not known: " + std::string(git_namespace) + "/ForcePush at " + normal_token(place)));
    std::ranges::sort(wanted);
    EXPECT_EQ(facts_where_staff_may_hold_it(place), wanted) << place;
  }
}

TEST_F(PermissionFaults, OfWhatIsRequiredAreOfThePlaceThatIsAskedAbout) {
  const Finding finding = ask(read_shop_code(), world_.snapshot());
  EXPECT_EQ(finding.verdict, Verdict::fail) << finding.message;
  EXPECT_EQ(finding.facts,
            std::vector{hash("may not " + std::string(git_namespace) + "/GenericRead at " + shop())});
}

/// What the service lists of a namespace.
std::vector<SecurityNamespace::Action>& live_actions(Snapshot& snapshot, const std::string& namespace_id) {
  auto& listed = snapshot.organizations.at("contoso").namespaces->known.items;
  return std::ranges::find(listed, namespace_id, &SecurityNamespace::id)->actions;
}

void take_away(std::vector<SecurityNamespace::Action>& actions, const std::string& name) {
  std::erase_if(actions, [&](const SecurityNamespace::Action& action) { return action.name == name; });
}

TEST(PermissionsCheck, ACeilingIsInconclusiveWhereTheServiceDoesNotListWhatItNames) {
  Snapshot snapshot = World().account(svc).put(svc, users).snapshot();
  take_away(live_actions(snapshot, collection_namespace), "GENERIC_READ");
  for (const auto mode : {Rule::Mode::at_most, Rule::Mode::exactly}) {
    const Finding finding = ask(only_view_instance(mode), snapshot);
    EXPECT_EQ(finding.verdict, Verdict::inconclusive);
    EXPECT_NE(finding.message.find("the namespace Collection has no action GENERIC_READ"), std::string::npos)
        << finding.message;
  }
  live_actions(snapshot, collection_namespace).clear();
  EXPECT_EQ(ask(only_view_instance(Rule::Mode::at_most), snapshot).verdict, Verdict::inconclusive);
}

TEST(PermissionsCheck, AnActionThatTheServiceDoesNotListIsBoundedByItsBit) {
  World world = World().account(svc).put(svc, users);
  const auto found = [&] {
    Snapshot snapshot = world.snapshot();
    take_away(live_actions(snapshot, collection_namespace), "CREATE_PROJECTS");
    return ask(only_view_instance(Rule::Mode::at_most), snapshot);
  };
  EXPECT_EQ(found().verdict, Verdict::pass) << "an older service has no such action";
  world.entry(collection_namespace, "NAMESPACE:", svc, 4, 0);
  const Finding held = found();
  EXPECT_EQ(held.verdict, Verdict::inconclusive);
  EXPECT_NE(held.message.find("Create new projects (bit 4 of Collection) for svc@contoso.com"),
            std::string::npos)
      << held.message;
}

TEST(PermissionsCheck, ACeilingIsInconclusiveWhereABitIsHeldThatNoActionIs) {
  World world = World().account(svc).put(svc, users);
  world.entry(collection_namespace, "NAMESPACE:", "[contoso]\\Tools", 8, 0);
  const Rule rule = only_view_instance(Rule::Mode::at_most);
  EXPECT_EQ(ask(rule, world.snapshot()).verdict, Verdict::pass) << "it is another group's";
  world.put(svc, "[contoso]\\Tools");
  const Finding held = ask(rule, world.snapshot());
  EXPECT_EQ(held.verdict, Verdict::inconclusive);
  EXPECT_NE(held.message.find("bit 8 of Collection for svc@contoso.com (the entries say Allow for "
                              "[contoso]\\Tools, and the service lists no action of that bit"),
            std::string::npos)
      << held.message;
  world.entry(collection_namespace, "NAMESPACE:", svc, 0, 8);
  EXPECT_EQ(ask(rule, world.snapshot()).verdict, Verdict::pass) << "denied";
  world.entry(collection_namespace, "NAMESPACE:", svc, 4, 8);
  EXPECT_EQ(ask(rule, world.snapshot()).verdict, Verdict::fail) << "what is held beside it is known";
}

TEST(PermissionsCheck, TheOldBitOfAnActionThatHasAnotherNowIsNotThatAction) {
  World world = World().account(svc).put(svc, users);
  world.entry(collection_namespace, "NAMESPACE:", svc, 4, 0);
  Snapshot snapshot = world.snapshot();
  auto& actions = live_actions(snapshot, collection_namespace);
  std::ranges::find(actions, "CREATE_PROJECTS", &SecurityNamespace::Action::name)->bit = 8;
  Rule rule = only_view_instance(Rule::Mode::at_most);
  auto& named = std::get<Permissions>(rule.requirement.kind).permissions;
  named.push_back(named.front());
  named.back().action = "CREATE_PROJECTS";
  const Finding finding = ask(rule, snapshot);
  EXPECT_EQ(finding.verdict, Verdict::inconclusive);
  EXPECT_NE(finding.message.find("bit 4 of Collection for"), std::string::npos) << finding.message;
}

TEST(PermissionsCheck, ABitThatNoActionIsCountsFurtherDownToo) {
  Rule rule = read_shop_code();
  rule.mode = Rule::Mode::at_most;
  World world = reader_with("express");
  EXPECT_EQ(ask(rule, world.snapshot()).verdict, Verdict::pass);
  const std::string shop = world.token(git_namespace, Permission::Level::project, world.ids("Shop"));
  world.entry(git_namespace, shop + "/0a/refs/heads/6d00", svc, 1 << 20, 0);
  EXPECT_EQ(ask(rule, world.snapshot()).verdict, Verdict::inconclusive);
}

TEST(PermissionsCheck, AnActionIsTheSameInOtherLetters) {
  Snapshot snapshot =
      World().account(svc).put(svc, users).entry(collection_namespace, "NAMESPACE:", svc, 4, 0).snapshot();
  for (SecurityNamespace::Action& action : live_actions(snapshot, collection_namespace))
    action.name = fold_case(action.name);
  Permission create = std::get<Permissions>(view_instance.kind).permissions.front();
  create.action = "CREATE_PROJECTS";
  create.words = "Create new projects";
  Rule named = rule_of({Permissions{{std::get<Permissions>(view_instance.kind).permissions.front(), create}}},
                       Rule::Mode::exactly);
  named.id = "named";
  Rule needs = rule_of({Permissions{{create}}});
  needs.id = "needs";
  Rule no_more = rule_of({Permissions{.permissions = {}, .required_only = true}}, Rule::Mode::at_most);
  no_more.id = "no-more";
  for (const Finding& finding : findings_of({named, needs, no_more}, snapshot)) {
    EXPECT_EQ(finding.verdict, Verdict::pass) << finding.message;
  }
}

}  // namespace
}  // namespace patrol

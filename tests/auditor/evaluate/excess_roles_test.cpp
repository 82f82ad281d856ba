#include "auditor/evaluate/excess_roles.h"

#include "auditor/checks/resources.h"
#include "tests/support/ask.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";
constexpr const char* azure = "the service connection azure of the project Shop";
constexpr const char* too_much =
    "Administrator of the service connection azure of the project Shop where User is enough";
constexpr const char* security = "Project settings › Service connections › azure › ⋮ › Security › ";
using Names = std::vector<std::string>;
using Lines = std::vector<RoleAssignment>;
using Mode = Rule::Mode;

Place in_shop() {
  return {Place::Kind::named_project, "Shop"};
}

Requirement about(AssignedRole role) {
  Roles roles;
  roles.assigned.push_back(std::move(role));
  return {std::move(roles)};
}

/// On the service connection `azure`.
Requirement on_azure(std::string role) {
  return about({in_shop(), "service_connection", false, false, {"azure"}, std::move(role)});
}

/// On each service connection of Shop.
Requirement on_each(std::string role) {
  return about({in_shop(), "service_connection", false, true, {}, std::move(role)});
}

Policy policy_of(std::string id, std::vector<Rule> rules) {
  Policy policy;
  policy.id = std::move(id);
  policy.rules = std::move(rules);
  for (std::size_t i = 0; i < policy.rules.size(); ++i) policy.rules[i].id += std::to_string(i);
  return policy;
}

/// An account in no group; `make()` takes the world as it is then, in which nobody has a role.
class ExcessRolesTest : public testing::Test {
 protected:
  ExcessRolesTest() {
    world_.account(svc);
    make();
  }

  void make() {
    snapshot_ = world_.snapshot();
    project_ = world_.ids("Shop").project;
  }

  Organization& contoso() { return snapshot_.organizations.at("contoso"); }

  const Catalogue::ResourceKind& kind(const std::string& word) const {
    return *catalogue_.find_resource_kind(word);
  }
  std::string place_of(const std::string& word) const { return kind(word).in_project ? project_ : ""; }

  void thing(const std::string& word, const std::string& name, Lines lines) {
    contoso().resources[fact_name(word, place_of(word))].known.items.push_back({name + "-id", name});
    page(kind(word).one, page_id(kind(word).one, place_of(word), name + "-id"), std::move(lines));
  }
  void all_things(const std::string& word, Lines lines) {
    page(kind(word).all, page_id(kind(word).all, place_of(word), ""), std::move(lines));
  }
  void page(const Catalogue::ResourceKind::Page& place, const std::string& id, Lines lines) {
    Fact<Listing<RoleAssignment>>& fact = contoso().role_assignments[fact_name(place.scope, id)];
    fact.known.items = std::move(lines);
    fact.reads = {0};
  }

  RoleAssignment own(std::string role, bool inherited = false) {
    return {world_.identity(svc).id, svc, std::move(role), inherited};
  }
  /// Of which the service tells the identity.
  RoleAssignment of_group(const std::string& group, std::string role) {
    const std::string id = "id of " + group;
    const Identity identity{.id = id, .descriptor = world_.group_descriptor(group), .is_container = true};
    contoso().identities.insert_or_assign(id, Fact<Evidence<Identity>>{identity, {}});
    return {id, group, std::move(role), false};
  }

  Audit audit_of(const std::vector<Policy>& policies) const {
    PolicySet set;
    std::vector<Integration> integrations;
    for (const Policy& policy : policies) {
      set.emplace(policy.id, policy);
      Integration integration = flow_integration();
      integration.name = integration.policy = policy.id;
      integration.features.clear();
      integration.account = account_;
      integrations.push_back(std::move(integration));
    }
    return evaluate(set, integrations, catalogue_, snapshot_, {.now = test_now()});
  }
  Audit audit(std::vector<Rule> rules) const { return audit_of({policy_of("p", std::move(rules))}); }

  static Names what(const Audit& audit) {
    Names names;
    for (const Excess& excess : audit.excess) names.push_back(excess.what);
    return names;
  }

  Catalogue catalogue_ = small_catalogue();
  World world_;
  Snapshot snapshot_;
  std::string project_;
  AccountSelector account_{AccountSelector::Kind::email, svc};
};

TEST_F(ExcessRolesTest, AnAdministratorWhereAUserIsEnough) {
  thing("service_connection", "azure", {own("Administrator")});
  const Audit result = audit({rule_of(on_azure("User"))});
  ASSERT_EQ(what(result), Names{too_much});
  const Excess& excess = result.excess[0];
  EXPECT_EQ(excess.kind, Excess::Kind::role);
  EXPECT_EQ(excess.project.value_or(""), "Shop");
  EXPECT_EQ(excess.severity, Severity::high);
  EXPECT_EQ(excess.allows, "to change it, and to say who may use it");
  EXPECT_EQ(excess.path, (Names{svc, std::string("Administrator on ") + azure}));
  EXPECT_FALSE(excess.reads.empty());
  EXPECT_EQ(excess.integrations, Names{"p"});
  const std::string portal = std::string(security) + "svc@contoso.com › Role: User\naz rest ";
  EXPECT_EQ(excess.remediation.text().substr(0, portal.size()), portal);
  EXPECT_NE(excess.remediation.text().find("--method put"), std::string::npos) << excess.remediation.text();
  EXPECT_NE(excess.remediation.text().find("\"roleName\":\"User\""), std::string::npos)
      << excess.remediation.text();
  EXPECT_EQ(result.accounts.at(0).compared, (Names{"groups", "roles on single things"}));
  EXPECT_EQ(result.accounts[0].unknown, Names{});
}

TEST_F(ExcessRolesTest, WhatIsRequiredIsNone) {
  for (const char* role : {"User", "Reader"}) {
    contoso().resources.clear();
    thing("service_connection", "azure", {own(role)});
    for (const Mode mode : {Mode::require, Mode::exactly}) {
      const Audit result = audit({rule_of(on_azure("User"), mode)});
      EXPECT_EQ(what(result), Names{}) << role;
      EXPECT_EQ(result.accounts.at(0).compared, (Names{"groups", "roles on single things"}));
      EXPECT_EQ(result.accounts[0].unknown, Names{});
    }
  }
}

TEST_F(ExcessRolesTest, TheNeedsOfAllIntegrationsOfTheAccountCount) {
  thing("service_connection", "azure", {own("Administrator")});
  const Policy user = policy_of("user", {rule_of(on_azure("User"))});
  const Policy administrator = policy_of("administrator", {rule_of(on_azure("Administrator"))});
  EXPECT_EQ(what(audit_of({user})), Names{too_much});
  EXPECT_EQ(what(audit_of({user, administrator})), Names{});
}

TEST_F(ExcessRolesTest, EveryWayThatIsLeftOpenIsNeeded) {
  thing("service_connection", "azure", {own("Administrator")});
  const Rule either = rule_of({AnyOf{{on_azure("User"), on_azure("Administrator")}}});
  EXPECT_EQ(what(audit({either})), Names{});
  const Rule lesser = rule_of({AnyOf{{on_azure("User"), on_azure("Reader")}}});
  EXPECT_EQ(what(audit({lesser})), Names{too_much});
}

TEST_F(ExcessRolesTest, ARuleThatIsNotActiveAsksForNothing) {
  thing("service_connection", "azure", {own("Administrator")});
  Rule off = rule_of(on_azure("Administrator"));
  off.when = {"webhooks"};
  EXPECT_EQ(what(audit({rule_of(on_azure("User")), off})), Names{too_much});
  const Audit nothing = audit({off});
  EXPECT_EQ(what(nothing), Names{});
  EXPECT_EQ(nothing.accounts.at(0).compared, Names{"groups"});
}

TEST_F(ExcessRolesTest, WhereNoneIsRequiredAnyIsTooMuch) {
  thing("service_connection", "azure", {own("User")});
  for (const Mode mode : {Mode::forbid, Mode::at_most}) {
    const Audit result = audit({rule_of(on_azure("Administrator"), mode)});
    EXPECT_EQ(result.findings.at(0).verdict, Verdict::pass);
    ASSERT_EQ(what(result), Names{std::string("User of ") + azure});
    EXPECT_EQ(result.excess[0].severity, Severity::medium);
    const std::string portal = std::string(security) + "svc@contoso.com › Remove\naz rest ";
    EXPECT_EQ(result.excess[0].remediation.text().substr(0, portal.size()), portal);
    EXPECT_NE(result.excess[0].remediation.text().find("--method patch"), std::string::npos);
  }
}

TEST_F(ExcessRolesTest, OnlyThePagesThatARuleAsksAboutAreLookedAt) {
  thing("service_connection", "azure", {own("User")});
  thing("service_connection", "other", {own("Administrator")});
  EXPECT_EQ(what(audit({rule_of(on_azure("User"))})), Names{});
}

TEST_F(ExcessRolesTest, WhatAllOfTheKindGivesIsToldOnce) {
  all_things("service_connection", {own("User")});
  thing("service_connection", "azure", {own("User", true)});
  thing("service_connection", "other", {own("User", true)});
  EXPECT_EQ(what(audit({rule_of(on_each("Administrator"), Mode::forbid)})),
            Names{"User of all things of the kind service connection of the project Shop"});
}

TEST_F(ExcessRolesTest, WhatIsInheritedIsTakenWhereItWasGiven) {
  thing("service_connection", "azure", {own("Administrator", true)});
  const Audit result = audit({rule_of(on_azure("User"))});
  ASSERT_EQ(what(result), Names{too_much});
  EXPECT_EQ(result.excess[0].remediation.text(),
            "Project settings › Service connections › ⋮ › Security › svc@contoso.com › Role: User");
}

TEST_F(ExcessRolesTest, AllOfTheKindIsTooMuchWhereOneIsEnough) {
  const Requirement administers_linux =
      about({Place{}, "agent_pool", false, false, {"Linux"}, "Administrator"});
  const Requirement administers_all = about({Place{}, "agent_pool", true, false, {}, "Administrator"});
  all_things("agent_pool", {own("Administrator")});
  thing("agent_pool", "Linux", {own("Administrator", true)});
  const Audit result = audit({rule_of(administers_linux), rule_of(administers_all, Mode::forbid)});
  ASSERT_EQ(what(result), Names{"Administrator of all things of the kind agent pool where Administrator of "
                                "the agent pool Linux is enough"});
  EXPECT_FALSE(result.excess[0].project.has_value());
  EXPECT_EQ(result.excess[0].severity, Severity::high);
  const std::string portal =
      "Organization settings › Agent pools › Linux › Security › Add: svc@contoso.com as Administrator\n"
      "Organization settings › Agent pools › Security › svc@contoso.com › Remove\naz rest ";
  EXPECT_EQ(result.excess[0].remediation.text().substr(0, portal.size()), portal);

  EXPECT_EQ(what(audit({rule_of(administers_linux), rule_of(administers_all)})), Names{});
}

TEST_F(ExcessRolesTest, WhatOneNeedsIsNotSaidOfALesserRoleOnAll) {
  all_things("service_connection", {own("Reader")});
  thing("service_connection", "azure", {own("User"), own("Reader", true)});
  EXPECT_EQ(what(audit({rule_of(on_azure("User")), rule_of(on_each("Administrator"), Mode::forbid)})),
            Names{"Reader of all things of the kind service connection of the project Shop"});
}

TEST_F(ExcessRolesTest, TheRoleOfAGroupThatIsNeededIsTold) {
  world_.put(svc, "[Shop]\\Deployers");
  make();
  thing("service_connection", "azure", {of_group("[Shop]\\Deployers", "Administrator")});
  const Audit result = audit({rule_of(on_azure("User"))});
  ASSERT_EQ(what(result), Names{too_much});
  EXPECT_EQ(result.excess[0].path,
            (Names{svc, "[Shop]\\Deployers", std::string("Administrator on ") + azure}));
  EXPECT_EQ(result.excess[0].remediation.text(),
            std::string("give the group a lesser role: ") + security + "[Shop]\\Deployers › Role: User");
}

TEST_F(ExcessRolesTest, TheRoleOfAGroupThatIsToldIsNotToldTwice) {
  world_.put(svc, "[Shop]\\Bots").put("[Shop]\\Bots", "[Shop]\\Deployers");
  make();
  thing("service_connection", "azure", {own("User"), of_group("[Shop]\\Deployers", "Administrator")});
  const Audit result = audit({rule_of(on_azure("User"))});
  EXPECT_EQ(what(result), (Names{"[Shop]\\Bots", "[Shop]\\Deployers"}));
}

TEST_F(ExcessRolesTest, TheRoleOfAGroupIsToldInWhichItStaysByOneOfTwoWays) {
  const std::string bots = "[Shop]\\Bots", crew = "[Shop]\\Crew", tools = "[Shop]\\Tools";
  const std::string deployers = "[Shop]\\Deployers";
  world_.put(svc, bots).put(bots, crew).put(bots, tools).put(crew, deployers).put(tools, deployers);
  make();
  thing("service_connection", "azure", {own("User"), of_group(deployers, "Administrator")});
  for (const auto& [needed, other] : {std::pair("Crew", tools), std::pair("Tools", crew)}) {
    const Rule in_both = rule_of({Groups{.groups = {{in_shop(), "Deployers"}, {in_shop(), needed}}}});
    EXPECT_EQ(what(audit({rule_of(on_azure("User")), in_both})), (Names{too_much, other})) << needed;
  }
}

TEST_F(ExcessRolesTest, TheRoleOfAGroupOfWhichItIsNotKnownWhetherItIsNeededIsNotTold) {
  world_.put(svc, "[Shop]\\Deployers");
  make();
  thing("service_connection", "azure", {own("User"), of_group("[Shop]\\Deployers", "Administrator")});
  contoso().access_control.clear();
  const Rule needs_view = rule_of({Permissions{{{.level = Permission::Level::organization,
                                                 .namespace_id = collection_namespace,
                                                 .namespace_name = "Collection",
                                                 .action = "GENERIC_READ",
                                                 .words = "View"}}}});
  const Audit result = audit({rule_of(on_azure("User")), needs_view});
  EXPECT_EQ(what(result), Names{});
  EXPECT_EQ(result.accounts.at(0).unknown,
            Names{"which groups are needed, because the rule r1 of p was not decided"});
}

TEST_F(ExcessRolesTest, WhatEverybodyMaySeeIsNone) {
  world_.put(svc, "[Shop]\\Readers");
  make();
  const Rule reader = rule_of({Roles{{{in_shop(), RoleHeld::Role::reader, false}}}});
  const Rule no_administrator = rule_of(on_azure("Administrator"), Mode::forbid);
  thing("service_connection", "azure", {of_group("[Shop]\\Project Valid Users", "Reader")});
  EXPECT_EQ(what(audit({reader, no_administrator})), Names{});

  contoso().resources.clear();
  thing("service_connection", "azure", {of_group("[Shop]\\Project Valid Users", "User")});
  const Audit result = audit({reader, no_administrator});
  ASSERT_EQ(what(result), Names{std::string("User of ") + azure});
  EXPECT_EQ(result.excess[0].remediation.text(), std::string("take the role from the group: ") + security +
                                                     "[Shop]\\Project Valid Users › Remove");
}

TEST_F(ExcessRolesTest, WhatWasNotReadIsUnknown) {
  thing("service_connection", "azure", {own("Administrator")});
  const Snapshot whole = snapshot_;
  for (const auto unread : {FactKey::Kind::role_assignments, FactKey::Kind::resources}) {
    snapshot_ = whole;
    hide(snapshot_, unread);
    const Audit result = audit({rule_of(on_azure("User"))});
    EXPECT_EQ(what(result), Names{});
    EXPECT_EQ(result.accounts.at(0).unknown, Names{std::string("its roles on ") + azure});
    EXPECT_EQ(result.accounts[0].compared, Names{"groups"});
  }
}

TEST_F(ExcessRolesTest, OfSeveralThatWereNotReadTheirNumberIsTold) {
  for (const char* name : {"azure", "other", "third"}) thing("service_connection", name, {own("User")});
  all_things("service_connection", {own("User")});
  hide(snapshot_, FactKey::Kind::role_assignments);
  EXPECT_EQ(audit({rule_of(on_each("Administrator"), Mode::forbid)}).accounts.at(0).unknown,
            Names{"its roles on all things of the kind service connection of the project Shop and 3 more"});
}

TEST_F(ExcessRolesTest, WhatWasSeenOfAPageThatWasCutIsTold) {
  thing("service_connection", "azure", {own("Administrator")});
  for (auto& [key, fact] : contoso().role_assignments) {
    fact.known.rest = Gap{Gap::Kind::bad_answer, "the roles", "it was cut", ""};
  }
  const Audit result = audit({rule_of(on_azure("User"))});
  EXPECT_EQ(what(result), Names{too_much});
  EXPECT_EQ(result.accounts.at(0).unknown, Names{std::string("its roles on ") + azure});
  EXPECT_TRUE(is_compared(result.accounts[0], compared_roles));
}

TEST_F(ExcessRolesTest, WhoseRoleItIsMayNotBeKnown) {
  thing("service_connection", "azure", {{"somebody", "somebody", "Administrator", false}});
  contoso().identities.insert_or_assign(
      "somebody", Fact<Evidence<Identity>>{Gap{Gap::Kind::not_found, "who it is", "HTTP 404", ""}, {}});
  const Audit result = audit({rule_of(on_azure("User"))});
  EXPECT_EQ(what(result), Names{});
  EXPECT_EQ(result.accounts.at(0).unknown,
            Names{std::string("whether it has the role Administrator on ") + azure});
}

TEST_F(ExcessRolesTest, WhatEntraMayHideIsSaidOnce) {
  world_.put("[TEAM FOUNDATION]\\Staff", "[Shop]\\Contributors");
  make();
  thing("service_connection", "azure", {own("User"), of_group("[TEAM FOUNDATION]\\Staff", "Administrator")});
  const Audit result = audit({rule_of(on_azure("User"))});
  EXPECT_EQ(what(result), Names{});
  EXPECT_EQ(result.accounts.at(0).unknown, Names{"groups that it may be in through Entra"});
}

/// A rule that forbids administrators needs not to know whose the other roles are, so that nobody asks.
TEST_F(ExcessRolesTest, RolesOfOthersThatNoRuleAsksAboutAreNotCompared) {
  thing("service_connection", "azure", {{"somebody", "somebody", "Reader", false}});
  const Audit result = audit({rule_of(on_azure("Administrator"), Mode::forbid)});
  EXPECT_EQ(result.accounts.at(0).unknown, Names{});
  const Names& not_compared = result.accounts[0].not_compared;
  EXPECT_EQ(std::ranges::count(
                not_compared,
                "other roles on single things, through groups: no rule of its policies asks whose they are"),
            1);
}

TEST_F(ExcessRolesTest, HowSomeRolesCompareIsNotTold) {
  for (const char* role : {"Creator", "Superuser"}) {
    contoso().resources.clear();
    thing("service_connection", "azure", {own(role)});
    const Audit result = audit({rule_of(on_azure("User"))});
    EXPECT_EQ(what(result), Names{});
    EXPECT_EQ(result.accounts.at(0).unknown,
              Names{std::string("whether it needs the role ") + role + " on " + azure});
    EXPECT_EQ(what(audit({rule_of(on_azure("Reader"), Mode::forbid)})),
              Names{std::string(role) + " of " + azure})
        << "where none is needed it is too much, whatever it is";
  }
}

TEST_F(ExcessRolesTest, ARuleOfWhichItIsNotKnownWhereItIsAskedMayNeedIt) {
  thing("service_connection", "azure", {own("Administrator")});
  hide(snapshot_, FactKey::Kind::repositories);
  Rule of_repositories = rule_of(about(
      {{Place::Kind::each_project, ""}, "service_connection", false, false, {"azure"}, "Administrator"}));
  of_repositories.for_each = Rule::ForEach::repository;
  const Audit result = audit({of_repositories, rule_of(on_azure("User"))});
  EXPECT_EQ(what(result), Names{});
  EXPECT_EQ(result.accounts.at(0).unknown,
            (Names{"its roles on single things of projects that are not known",
                   std::string("whether it needs the role Administrator on ") + azure}));
}

TEST_F(ExcessRolesTest, AThingThatIsNotThereGivesNoRole) {
  thing("service_connection", "other", {own("Administrator")});
  const Audit result = audit({rule_of(on_azure("User"))});
  EXPECT_EQ(what(result), Names{});
  EXPECT_EQ(result.accounts.at(0).unknown, Names{});
  EXPECT_TRUE(is_compared(result.accounts[0], compared_roles));
}

TEST_F(ExcessRolesTest, AServicePrincipalHasRolesToo) {
  const Identity app{.id = "id-of-app",
                     .descriptor = "Microsoft.VisualStudio.Services.Claims.AadServicePrincipal;tenant\\x",
                     .subject_descriptor = "aadsp.x",
                     .display_name = "Deployer",
                     .account = "11111111-2222-3333-4444-555555555555",
                     .meta_type = "application",
                     .is_active = true};
  world_.account(app);
  make();
  account_ = {AccountSelector::Kind::descriptor, "aadsp.x"};
  thing("service_connection", "azure", {{app.id, "Deployer", "Administrator", false}, own("Administrator")});
  const Audit result = audit({rule_of(on_azure("User"))});
  ASSERT_EQ(what(result), Names{too_much});
  EXPECT_EQ(result.excess[0].path.front(), app.display_name);
  EXPECT_EQ(result.accounts.at(0).kind, "service principal");
}

TEST_F(ExcessRolesTest, AreAsBadAsWhatTheyAllow) {
  struct Case {
    const char* kind;
    const char* role;
    Severity severity;
  };
  for (const Case& one :
       {Case{"service_connection", "Administrator", Severity::high},
        Case{"service_connection", "User", Severity::medium},
        Case{"service_connection", "Reader", Severity::low},
        Case{"agent_pool", "Administrator", Severity::high},
        Case{"agent_pool", "Service Account", Severity::medium},
        Case{"agent_pool", "Superuser", Severity::high},
        Case{"environment", "Administrator", Severity::medium}, Case{"variable_group", "User", Severity::low},
        Case{"agent_queue", "Reader", Severity::low}}) {
    make();
    thing(one.kind, "thing", {own(one.role)});
    const Place place = kind(one.kind).in_project ? in_shop() : Place{};
    const Audit result =
        audit({rule_of(about({place, one.kind, false, false, {"thing"}, "Reader"}), Mode::forbid)});
    ASSERT_EQ(result.excess.size(), 1U) << one.kind << " " << one.role;
    EXPECT_EQ(result.excess[0].severity, one.severity) << one.kind << " " << one.role;
    EXPECT_FALSE(result.excess[0].allows.empty());
  }
}

}  // namespace
}  // namespace patrol

#include "auditor/policy/catalogue.h"
#include "tests/support/ask.h"

#include <gtest/gtest.h>

/// What the cases of the language (tests/cases/assigned_roles.tests.yaml) do not look at: how to mend it, and
/// what a waiver is bound to.
namespace patrol {
namespace {

constexpr const char* connection_id = "4b16dc87-22a0-45f9-82d8-2e295c4597c6";
constexpr const char* scope = "distributedtask.serviceendpointrole";

AssignedRole user_of_azure() {
  return {{Place::Kind::named_project, "Shop"}, "service_connection", false, false, {"azure"}, "User"};
}

Rule rule_about(AssignedRole role, Rule::Mode mode) {
  Roles roles;
  roles.assigned.push_back(std::move(role));
  return rule_of({std::move(roles)}, mode);
}

class AssignedRoles : public testing::Test {
 protected:
  AssignedRoles() {
    world_.account("svc@contoso.com").put("svc@contoso.com", "[Shop]\\Contributors");
    snapshot_ = world_.snapshot();
    Organization& contoso = snapshot_.organizations.at("contoso");
    const std::string project = world_.ids("Shop").project;
    contoso.resources[fact_name("service_connection", project)].known.items = {{connection_id, "azure"}};
    page_ = fact_name(scope, project + "_" + connection_id);
    contoso.role_assignments[page_] = {};
  }

  void assign(const std::string& identity_id, const std::string& role, bool inherited = false) {
    snapshot_.organizations.at("contoso").role_assignments.at(page_).known.items.push_back(
        {identity_id, "somebody", role, inherited});
  }

  /// Assigns to a group of which the service tells the identity.
  void assign_to_group(const std::string& group, const std::string& role) {
    const std::string id = "00000000-0000-4000-8000-000000000001";
    const Identity identity{.id = id, .descriptor = world_.group_descriptor(group), .is_container = true};
    snapshot_.organizations.at("contoso").identities.insert_or_assign(id,
                                                                      Fact<Evidence<Identity>>{identity, {}});
    assign(id, role);
  }

  World world_;
  Snapshot snapshot_;
  std::string page_;
};

TEST_F(AssignedRoles, AreGivenByACallWithRealIds) {
  const Finding finding = ask(rule_about(user_of_azure(), Rule::Mode::require), snapshot_);
  EXPECT_EQ(finding.verdict, Verdict::fail) << finding.message;
  EXPECT_NE(finding.remediation->advice.text().find(
                "Project settings › Service connections › azure › ⋮ › Security"),
            std::string::npos)
      << finding.remediation->advice.text();
  EXPECT_EQ(finding.remediation->call.text(),
            "az rest --resource 499b84ac-1321-427f-aa17-267ca6975798 --method put --url "
            "'https://dev.azure.com/contoso/_apis/securityroles/scopes/distributedtask.serviceendpointrole/"
            "roleassignments/resources/" +
                world_.ids("Shop").project + "_" + connection_id +
                "?api-version=7.1-preview.1' --body '[{\"roleName\":\"User\",\"userId\":\"" +
                world_.identity("svc@contoso.com").id + "\"}]'");
}

TEST_F(AssignedRoles, AreTakenAwayWhereTheyWereGiven) {
  assign(world_.identity("svc@contoso.com").id, "Administrator");
  const Finding own = ask(rule_about(user_of_azure(), Rule::Mode::forbid), snapshot_);
  EXPECT_EQ(own.verdict, Verdict::fail) << own.message;
  EXPECT_NE(own.remediation->call.text().find("--method patch"), std::string::npos)
      << own.remediation->call.text();
  EXPECT_NE(own.remediation->call.text().find("[\"" + world_.identity("svc@contoso.com").id + "\"]"),
            std::string::npos);

  snapshot_.organizations.at("contoso").role_assignments.at(page_).known.items.front().inherited = true;
  const Finding inherited = ask(rule_about(user_of_azure(), Rule::Mode::forbid), snapshot_);
  EXPECT_EQ(inherited.remediation->call.text(), "") << "the page of the one thing can not take it away";
  EXPECT_EQ(inherited.remediation->advice.text().find("azure"), std::string::npos)
      << inherited.remediation->advice.text();
}

TEST_F(AssignedRoles, OfAGroupAreTakenAwayWithTheMembership) {
  assign_to_group("[Shop]\\Contributors", "User");
  const Finding finding = ask(rule_about(user_of_azure(), Rule::Mode::forbid), snapshot_);
  EXPECT_EQ(finding.verdict, Verdict::fail) << finding.message;
  EXPECT_NE(finding.remediation->call.text().find("az devops security group membership remove"),
            std::string::npos)
      << finding.remediation->call.text();
  EXPECT_EQ(finding.path,
            (std::vector<std::string>{"svc@contoso.com", "[Shop]\\Contributors",
                                      "User on the service connection azure of the project Shop"}));
}

TEST_F(AssignedRoles, OfEverybodyAreTakenFromTheGroupThatNobodyLeaves) {
  assign_to_group("[Shop]\\Project Valid Users", "User");
  const Remediation told = remediation_of(ask(rule_about(user_of_azure(), Rule::Mode::forbid), snapshot_));
  EXPECT_EQ(told.call.text(), "");
  EXPECT_EQ(told.advice.text(),
            "take the role from the group: Project settings › Service connections › azure › ⋮ › Security › "
            "[Shop]\\Project Valid Users › Remove");
  EXPECT_EQ(
      told.may_break.text(),
      "what everybody else in [Shop]\\Project Valid Users does with the service connection azure of the "
      "project Shop");
}

TEST_F(AssignedRoles, AreWaivedOneByOne) {
  assign(world_.identity("svc@contoso.com").id, "User");
  const Finding one = ask(rule_about(user_of_azure(), Rule::Mode::forbid), snapshot_);
  assign_to_group("[Shop]\\Contributors", "Administrator");
  const Finding two = ask(rule_about(user_of_azure(), Rule::Mode::forbid), snapshot_);
  EXPECT_EQ(one.facts.size(), 1U);
  EXPECT_EQ(two.facts.size(), 2U) << "who excused the first has not excused the second";
}

TEST_F(AssignedRoles, ThatMayBeTheAccountsAreNotExcusedWithThoseThatAre) {
  assign(world_.identity("svc@contoso.com").id, "User");
  const Finding sure = ask(rule_about(user_of_azure(), Rule::Mode::forbid), snapshot_);
  assign("00000000-0000-4000-8000-000000000009", "Administrator");
  const Finding more = ask(rule_about(user_of_azure(), Rule::Mode::forbid), snapshot_);
  EXPECT_EQ(more.verdict, Verdict::fail);
  EXPECT_EQ(more.message, sure.message);
  EXPECT_EQ(more.facts.size(), 2U) << "who that is could not be read";
  snapshot_.organizations.at("contoso").role_assignments.at(page_).known.rest =
      Gap{Gap::Kind::unauthorized, "a read", "HTTP 401", "grant the scope"};
  EXPECT_EQ(ask(rule_about(user_of_azure(), Rule::Mode::forbid), snapshot_).facts.size(), 3U);
}

TEST_F(AssignedRoles, OfTwoThingsOfOneNameAreNotKnown) {
  snapshot_.organizations.at("contoso")
      .resources.at(fact_name("service_connection", world_.ids("Shop").project))
      .known.items.push_back({"5b16dc87-22a0-45f9-82d8-2e295c4597c6", "Azure"});
  const Finding finding = ask(rule_about(user_of_azure(), Rule::Mode::require), snapshot_);
  EXPECT_EQ(finding.verdict, Verdict::inconclusive) << finding.message;
}

TEST_F(AssignedRoles, OnAThingThatAParameterNamesAreThoseOfTheIntegrationsThing) {
  AssignedRole role = user_of_azure();
  role.name = {"other", "connection"};
  Integration integration = flow_integration();
  EXPECT_EQ(ask(rule_about(role, Rule::Mode::require), snapshot_, integration).observed,
            "there is none of that name");
  integration.names = {{"connection", "azure"}};
  assign(world_.identity("svc@contoso.com").id, "User");
  EXPECT_EQ(ask(rule_about(role, Rule::Mode::require), snapshot_, integration).verdict, Verdict::pass);
}

TEST_F(AssignedRoles, OfAKindThatTheCatalogueLacksAreNotKnown) {
  AssignedRole role = user_of_azure();
  role.resource = "teapot";
  EXPECT_EQ(ask(rule_about(role, Rule::Mode::forbid), snapshot_).verdict, Verdict::inconclusive);
}

}  // namespace
}  // namespace patrol

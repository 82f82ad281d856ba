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

}  // namespace
}  // namespace patrol

#include "auditor/evaluate/others.h"

#include "tests/support/ask.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol {
namespace {

using Lines = std::vector<std::string>;

constexpr const char* svc = "svc@contoso.com";

Rule no_reader_elsewhere() {
  Rule rule = rule_of({Groups{{{.place = {.kind = Place::Kind::each_project}, .group = "Readers"}}}},
                      Rule::Mode::forbid);
  rule.for_each = Rule::ForEach::project;
  rule.of_others = true;
  return rule;
}

Rule pushes_nowhere_else() {
  Rule rule = rule_of({Permissions{{{.level = Permission::Level::repository,
                                     .place = {.kind = Place::Kind::each_project},
                                     .namespace_id = git_namespace,
                                     .namespace_name = "Git Repositories",
                                     .action = "GenericContribute",
                                     .words = "Contribute"}}}},
                      Rule::Mode::forbid);
  rule.for_each = Rule::ForEach::repository;
  rule.of_others = true;
  return rule;
}

class Others : public ::testing::Test {
 protected:
  Others() {
    world.account(svc)
        .put(svc, "[Web]\\Readers")
        .entitlement(svc, {.account_license_type = "express", .status = "active"})
        .repository("Shop", "main")
        .repository("Shop", "docs")
        .repository("Web", "main");
    for (const auto& [project, repository] : {std::pair{"Shop", "main"}, {"Shop", "docs"}}) {
      world.entry(git_namespace,
                  world.token(git_namespace, Permission::Level::repository, world.ids(project, repository)),
                  svc, 4, 0);
    }
    integration.projects = {"Shop"};
  }

  World world;
  Integration integration = flow_integration();
};

TEST_F(Others, AreTheProjectsThatTheIntegrationDoesNotSelect) {
  EXPECT_EQ(by_thing(no_reader_elsewhere(), world.snapshot(), integration),
            (Lines{"Mobile/-: pass", "Web/-: fail"}));
  integration.projects = {"w*"};
  EXPECT_EQ(by_thing(no_reader_elsewhere(), world.snapshot(), integration),
            (Lines{"Mobile/-: pass", "Shop/-: pass"}));
}

TEST_F(Others, AreTheRepositoriesOfTheWholeOrganizationThatItDoesNotSelect) {
  EXPECT_EQ(by_thing(pushes_nowhere_else(), world.snapshot(), integration), Lines{"Web/main: pass"});
  integration.repositories = {"main"};
  EXPECT_EQ(by_thing(pushes_nowhere_else(), world.snapshot(), integration),
            (Lines{"Shop/docs: fail", "Web/main: pass"}));
  integration.projects = {"Web"};
  EXPECT_EQ(by_thing(pushes_nowhere_else(), world.snapshot(), integration),
            (Lines{"Shop/docs: fail", "Shop/main: fail"}));
  integration.projects.clear();
  integration.all_projects = true;
  integration.repositories = {"Shop/*"};
  EXPECT_EQ(by_thing(pushes_nowhere_else(), world.snapshot(), integration), Lines{"Web/main: pass"});
}

// One can push into a wiki, which the usual list leaves out.
TEST_F(Others, AreHiddenRepositoriesToo) {
  world.hidden_repository("Web", "Web.wiki");
  world.entry(git_namespace,
              world.token(git_namespace, Permission::Level::repository, world.ids("Web", "Web.wiki")), svc, 4,
              0);
  EXPECT_EQ(by_thing(pushes_nowhere_else(), world.snapshot(), integration),
            (Lines{"Web/main: pass", "Web/Web.wiki: fail"}));
  Snapshot snapshot = world.snapshot();
  snapshot.organizations.at("contoso").every_repository.reset();
  EXPECT_EQ(by_thing(pushes_nowhere_else(), snapshot, integration), Lines{"-/-: inconclusive"});
}

TEST_F(Others, ThatAreDisabledSaySo) {
  world.disabled_repository("Web", "old");
  const Policy policy{.id = "test", .rules = {pushes_nowhere_else()}};
  integration.policy = "test";
  const Audit audit =
      evaluate({{"test", policy}}, {integration}, small_catalogue(), world.snapshot(), {.now = test_now()});
  EXPECT_TRUE(std::ranges::any_of(audit.notices, [](const Notice& notice) {
    return notice.text.starts_with("the repository Web/old is disabled");
  }));
}

TEST_F(Others, AreNoneOfThoseThatANameWithItsProjectSelects) {
  integration.repositories = {"SHOP/Main"};
  EXPECT_EQ(by_thing(pushes_nowhere_else(), world.snapshot(), integration),
            (Lines{"Shop/docs: fail", "Web/main: pass"}));
}

TEST_F(Others, AreThoseThatAPatternDoesNotFitThoughTheirProjectDoes) {
  integration.repositories = {"sho*"};
  EXPECT_EQ(by_thing(pushes_nowhere_else(), world.snapshot(), integration),
            (Lines{"Shop/docs: fail", "Shop/main: fail", "Web/main: pass"}));
  integration.repositories = {"s*/m*"};
  EXPECT_EQ(by_thing(pushes_nowhere_else(), world.snapshot(), integration),
            (Lines{"Shop/docs: fail", "Web/main: pass"}));
}

TEST_F(Others, OfATrialAreTheFirst) {
  integration.is_trial = true;
  EXPECT_EQ(by_thing(no_reader_elsewhere(), world.snapshot(), integration), Lines{"Mobile/-: pass"});
}

TEST_F(Others, ThatAreSwitchedOffAreToldSo) {
  Rule rule = no_reader_elsewhere();
  rule.when = {"webhooks"};
  integration.features.clear();
  const auto findings = findings_of({rule}, world.snapshot(), integration);
  EXPECT_EQ(findings.at(0).message, "only with webhooks, which is not switched on");
}

TEST_F(Others, AreNotApplicableWhereAllIsSelected) {
  integration.projects.clear();
  integration.all_projects = true;
  EXPECT_EQ(by_thing(no_reader_elsewhere(), world.snapshot(), integration), Lines{"-/-: not_applicable"});
  const auto findings = findings_of({pushes_nowhere_else()}, world.snapshot(), integration);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].verdict, Verdict::not_applicable);
  EXPECT_EQ(findings[0].message,
            "only where the integration is not for all projects; there is no other repository");
}

TEST_F(Others, ThatAreNoneHoldOnlyBeforeAnAuditorWhoIsShownAll) {
  integration.projects = {"*"};
  EXPECT_EQ(by_thing(no_reader_elsewhere(), world.snapshot(), integration), Lines{"-/-: pass"});
  EXPECT_EQ(by_thing(pushes_nowhere_else(), world.snapshot(), integration), Lines{"-/-: pass"});
  const auto none = findings_of({no_reader_elsewhere()}, world.snapshot(), integration);
  EXPECT_FALSE(none.at(0).reads.empty());
  world.humble_auditor();
  EXPECT_EQ(by_thing(no_reader_elsewhere(), world.snapshot(), integration), Lines{"-/-: inconclusive"});
  EXPECT_EQ(by_thing(pushes_nowhere_else(), world.snapshot(), integration), Lines{"-/-: inconclusive"});
}

TEST_F(Others, ThatMayBeHiddenAreInconclusiveBesideThoseThatAreSeen) {
  world.humble_auditor();
  const auto findings = findings_of({no_reader_elsewhere()}, world.snapshot(), integration);
  ASSERT_EQ(findings.size(), 3U);
  EXPECT_EQ(findings[0].verdict, Verdict::inconclusive);
  EXPECT_EQ(
      findings[0].message,
      "not known: all other projects (the auditor is no administrator of the organization, and is shown only "
      "what it may see)");
  EXPECT_EQ(findings[0].remediation->advice.text(), "audit as a Project Collection Administrator");
}

TEST_F(Others, OnAPageThatWasNotReadAreInconclusive) {
  const Gap rest{Gap::Kind::unreachable, "the second page", "no answer", ""};
  Snapshot snapshot = world.snapshot();
  snapshot.organizations.at("contoso").projects->known.rest = rest;
  EXPECT_EQ(by_thing(no_reader_elsewhere(), snapshot, integration),
            (Lines{"-/-: inconclusive", "Mobile/-: pass", "Web/-: fail"}));
  snapshot = world.snapshot();
  snapshot.organizations.at("contoso").every_repository->known.rest = rest;
  EXPECT_EQ(by_thing(pushes_nowhere_else(), snapshot, integration),
            (Lines{"-/-: inconclusive", "Web/main: pass"}));
}

TEST_F(Others, OfAProjectThatIsNotListedAreInconclusive) {
  Snapshot snapshot = world.snapshot();
  snapshot.organizations.at("contoso").every_repository->known.items.at(0).project_id = "another";
  EXPECT_EQ(by_thing(pushes_nowhere_else(), snapshot, integration).front(), "-/-: inconclusive");
}

TEST_F(Others, AreAllProjectsWhereTheIntegrationNamesNone) {
  integration.projects.clear();
  EXPECT_EQ(by_thing(no_reader_elsewhere(), world.snapshot(), integration),
            (Lines{"Mobile/-: pass", "Shop/-: pass", "Web/-: fail"}));
}

}  // namespace
}  // namespace patrol

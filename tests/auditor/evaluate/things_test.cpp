#include "auditor/evaluate/things.h"

#include "tests/support/ask.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol {
namespace {

using Lines = std::vector<std::string>;

constexpr const char* svc = "svc@contoso.com";

Rule may(Permission::Level level, const char* namespace_id, const char* action, Rule::ForEach for_each) {
  Rule rule = rule_of({Permissions{{{.level = level,
                                     .place = {.kind = Place::Kind::each_project},
                                     .namespace_id = namespace_id,
                                     .namespace_name = "N",
                                     .action = action,
                                     .words = "Read"}}}});
  rule.for_each = for_each;
  return rule;
}
Rule reads_repository() {
  return may(Permission::Level::repository, git_namespace, "GenericRead", Rule::ForEach::repository);
}
Rule views_pipeline() {
  return may(Permission::Level::pipeline, build_namespace, "ViewBuilds", Rule::ForEach::pipeline);
}

class Things : public ::testing::Test {
 protected:
  Things() {
    world.account(svc)
        .entitlement(svc, {.account_license_type = "express", .status = "active"})
        .repository("Shop", "main")
        .repository("Shop", "docs")
        .repository("Web", "main")
        .pipeline("Shop", "build")
        .pipeline("Shop", "deploy", "\\Nightly\\Linux");
    allow_reading("Shop", "main");
    // What lets the account in at all.
    world.entry(collection_namespace, "NAMESPACE:", svc, 1, 0)
        .entry(project_namespace, "$PROJECT:", svc, 1, 0);
    world.entry(build_namespace, world.token(build_namespace, Permission::Level::project, world.ids("Shop")),
                svc, 1, 0);
    world.entry(build_namespace,
                world.token(build_namespace, Permission::Level::pipeline, world.ids("Shop", "deploy")), svc,
                0, 1);
    integration.projects = {"Shop", "Web"};
  }
  void allow_reading(const std::string& project, const std::string& repository) {
    world.entry(git_namespace,
                world.token(git_namespace, Permission::Level::repository, world.ids(project, repository)),
                svc, 2, 0);
  }

  Audit audit_of(const std::vector<Rule>& rules) const {
    Policy policy;
    policy.id = integration.policy;
    policy.rules = rules;
    return evaluate({{policy.id, policy}}, {integration}, small_catalogue(), world.snapshot(),
                    {.now = test_now()});
  }

  World world;
  Integration integration = flow_integration();
};

TEST_F(Things, AreAllRepositoriesOfTheProjectsWhereNothingIsSelected) {
  const Lines all{"Shop/docs: fail", "Shop/main: pass", "Web/main: fail"};
  EXPECT_EQ(by_thing(reads_repository(), world.snapshot(), integration), all);
  integration.all_repositories = true;
  EXPECT_EQ(by_thing(reads_repository(), world.snapshot(), integration), all);
}

TEST_F(Things, AreSelectedByNamesAndPatternsOnce) {
  integration.repositories = {"MAIN", "shop/*"};
  EXPECT_EQ(by_thing(reads_repository(), world.snapshot(), integration),
            (Lines{"Shop/docs: fail", "Shop/main: pass", "Web/main: fail"}));
  integration.repositories = {"Shop/main"};
  EXPECT_EQ(by_thing(reads_repository(), world.snapshot(), integration), Lines{"Shop/main: pass"});
}

TEST_F(Things, AreSelectedByPatternsOfTheirOwnNamesWhateverTheirProjectIsCalled) {
  const auto selected = [&](const std::string& pattern) {
    integration.repositories = {pattern};
    return by_thing(reads_repository(), world.snapshot(), integration);
  };
  EXPECT_EQ(selected("sh*"), Lines{"-/sh*: fail"}) << "none of them is called so, though their project is";
  EXPECT_EQ(selected("s*n"), Lines{"-/s*n: fail"});
  EXPECT_EQ(selected("*n"), (Lines{"Shop/main: pass", "Web/main: fail"}));
  EXPECT_EQ(selected("S*/m*"), Lines{"Shop/main: pass"});
  EXPECT_EQ(selected("*/main"), (Lines{"Shop/main: pass", "Web/main: fail"}));
  EXPECT_EQ(selected("*op/*"), (Lines{"Shop/docs: fail", "Shop/main: pass"}));
  EXPECT_EQ(selected("*/*"), (Lines{"Shop/docs: fail", "Shop/main: pass", "Web/main: fail"}));
  EXPECT_EQ(selected("Shop/*/main"), Lines{"Shop/*/main: fail"}) << "a repository is in no folder";
}

TEST_F(Things, ArePipelinesOfANameInWhateverFolderOrOfAFolder) {
  world.pipeline("Web", "night").pipeline("Web", "deploy", "\\Night\\Linux").pipeline("Web", "Linux");
  const auto selected = [&](const std::string& pattern) {
    integration.pipelines = {pattern};
    return by_thing(views_pipeline(), world.snapshot(), integration);
  };
  EXPECT_EQ(selected("night*"), Lines{"Web/night: fail"}) << "a name alone, and no folder";
  EXPECT_EQ(selected("de*"), (Lines{"Shop/Nightly/Linux/deploy: fail", "Web/Night/Linux/deploy: fail"}));
  EXPECT_EQ(selected("night*/*"), (Lines{"Shop/Nightly/Linux/deploy: fail", "Web/Night/Linux/deploy: fail"}));
  EXPECT_EQ(selected("Night/*"), Lines{"Web/Night/Linux/deploy: fail"});
  EXPECT_EQ(selected("Linux/deploy"), Lines{"-/Linux/deploy: fail"}) << "all folders, or none";
  EXPECT_EQ(selected("W*/n*"), Lines{"Web/night: fail"});
  EXPECT_EQ(selected("w*/night/*"), Lines{"Web/Night/Linux/deploy: fail"});
  EXPECT_EQ(selected("W*/Linux"), Lines{"Web/Linux: fail"});
}

TEST_F(Things, ArePipelinesWithTheirFolders) {
  EXPECT_EQ(by_thing(views_pipeline(), world.snapshot(), integration),
            (Lines{"Shop/build: pass", "Shop/Nightly/Linux/deploy: fail"}));
  integration.pipelines = {"Nightly/*"};
  EXPECT_EQ(by_thing(views_pipeline(), world.snapshot(), integration),
            Lines{"Shop/Nightly/Linux/deploy: fail"});
  integration.pipelines = {"Shop/deploy"};
  EXPECT_EQ(by_thing(views_pipeline(), world.snapshot(), integration),
            Lines{"Shop/Nightly/Linux/deploy: fail"});
}

TEST_F(Things, ThatAreNotThereFailOnlyBeforeAnAuditorWhoSeesAll) {
  integration.repositories = {"Shop/main", "gone"};
  const auto findings = findings_of({reads_repository()}, world.snapshot(), integration);
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].project, std::nullopt);
  EXPECT_EQ(findings[0].resource.to_optional(), "gone");
  EXPECT_EQ(findings[0].verdict, Verdict::fail);
  EXPECT_EQ(findings[0].message, "the projects of the integration have no repository gone");
  EXPECT_EQ(by_thing(reads_repository(), world.humble_auditor().snapshot(), integration).front(),
            "-/gone: inconclusive");
}

TEST_F(Things, ThatMayStandOnAPageThatWasNotReadAreNotMissed) {
  integration.repositories = {"gone"};
  Snapshot snapshot = world.snapshot();
  snapshot.organizations.at("contoso").repositories->known.rest =
      Gap{Gap::Kind::unreachable, "the second page", "no answer", ""};
  EXPECT_EQ(by_thing(reads_repository(), snapshot, integration),
            (Lines{"-/gone: inconclusive", "Shop/-: inconclusive", "Web/-: inconclusive"}));
}

TEST_F(Things, ThatTheAuditorMayNotSeeAreInconclusive) {
  world.humble_auditor();
  integration.pipelines = {"Nightly/*"};
  EXPECT_EQ(by_thing(views_pipeline(), world.snapshot(), integration).front(), "-/Nightly/*: inconclusive");
  integration.pipelines = {"build", "deploy"};
  EXPECT_EQ(by_thing(views_pipeline(), world.snapshot(), integration).size(), 2U);
  integration.projects = {"Shop"};
  integration.pipelines.clear();
  const auto findings = findings_of({views_pipeline()}, world.snapshot(), integration);
  ASSERT_EQ(findings.size(), 3U);
  EXPECT_EQ(findings[0].resource, std::nullopt);
  EXPECT_EQ(findings[0].message,
            "not known: all pipelines of the project Shop (the auditor is no administrator of the "
            "organization, and "
            "is shown only what it may see)");
}

TEST_F(Things, OfAProjectThatIsNotThereAreThatProjectsFinding) {
  integration.projects = {"Shop", "Lost"};
  EXPECT_EQ(by_thing(reads_repository(), world.snapshot(), integration),
            (Lines{"Lost/-: fail", "Shop/docs: fail", "Shop/main: pass"}));
}

TEST_F(Things, ThatAreNoneAtAllAreNoPass) {
  integration.projects = {"Mobile"};
  EXPECT_EQ(by_thing(reads_repository(), world.snapshot(), integration), Lines{"Mobile/-: inconclusive"});
  EXPECT_EQ(by_thing(views_pipeline(), world.snapshot(), integration), Lines{"Mobile/-: inconclusive"});
}

TEST_F(Things, ThatWereNeverReadAreInconclusive) {
  Snapshot snapshot = world.snapshot();
  hide(snapshot, FactKey::Kind::pipelines);
  EXPECT_EQ(by_thing(views_pipeline(), snapshot, integration),
            (Lines{"Shop/-: inconclusive", "Web/-: inconclusive"}));
}

/// API.md, trap 35.
TEST_F(Things, ThatAreDisabledCanNotBeRead) {
  world.disabled_repository("Shop", "old");
  allow_reading("Shop", "old");
  integration.repositories = {"old"};
  const Audit audit = audit_of({reads_repository()});
  ASSERT_EQ(audit.notices.size(), 1U);
  EXPECT_EQ(audit.notices[0].text,
            "the repository Shop/old is disabled: nobody can read it, whatever its permissions say");
  const Finding& finding = audit.findings.front();
  EXPECT_EQ(finding.verdict, Verdict::inconclusive);
  EXPECT_EQ(finding.message,
            "not known: what can be done in the repository Shop/old (it is disabled: nobody can read it, "
            "whatever its permissions say)");
  EXPECT_EQ(
      finding.remediation->advice.text(),
      "Project settings › Repositories › old › Settings › Disable Repository: Off, or take it out of the "
      "integration file");
}

TEST_F(Things, ThatAreDisabledAndChosenByNoNameOfTheirOwnAreJudgedByTheirPermissions) {
  world.disabled_repository("Shop", "old");
  allow_reading("Shop", "old");
  for (const char* pattern : {"old*", "Shop/*", "*"}) {
    integration.repositories = {pattern};
    const auto lines = by_thing(reads_repository(), world.snapshot(), integration);
    EXPECT_NE(std::ranges::find(lines, "Shop/old: pass"), lines.end()) << pattern;
    EXPECT_FALSE(audit_of({reads_repository()}).notices.empty()) << pattern;
  }
  integration.repositories = {"shop/OLD"};
  EXPECT_EQ(by_thing(reads_repository(), world.snapshot(), integration), (Lines{"Shop/old: inconclusive"}));
}

TEST_F(Things, ThatAreDisabledAreLookedAtLikeOthersWhereNothingIsRequired) {
  world.disabled_repository("Shop", "old");
  integration.repositories = {"old"};
  const auto verdict = [&](Rule::Mode mode) {
    Rule rule = reads_repository();
    rule.mode = mode;
    return audit_of({rule}).findings.front().verdict;
  };
  EXPECT_EQ(verdict(Rule::Mode::require), Verdict::fail) << "no entry gives it";
  EXPECT_EQ(verdict(Rule::Mode::forbid), Verdict::pass);
  allow_reading("Shop", "old");
  EXPECT_EQ(verdict(Rule::Mode::forbid), Verdict::fail) << "it may be enabled again";
  EXPECT_EQ(verdict(Rule::Mode::at_most), Verdict::pass);
  EXPECT_EQ(verdict(Rule::Mode::exactly), Verdict::inconclusive);
}

TEST_F(Things, ThatAreDisabledAreNeededOnceTheyAreEnabledAgain) {
  world.disabled_repository("Shop", "old").put(svc, "[Shop]\\Archivists");
  world.entry(git_namespace,
              world.token(git_namespace, Permission::Level::repository, world.ids("Shop", "old")),
              "[Shop]\\Archivists", 2, 0);
  integration.repositories = {"old"};
  const Audit audit = audit_of({reads_repository()});
  EXPECT_EQ(audit.findings.front().verdict, Verdict::inconclusive);
  EXPECT_TRUE(audit.excess.empty());
  ASSERT_EQ(audit.accounts.size(), 1U);
  EXPECT_TRUE(audit.accounts.front().unknown.empty());
}

TEST_F(Things, OfARuleCanBeAskedForWhatIsOfTheirProject) {
  Rule rule = rule_of({Groups{{{{.kind = Place::Kind::each_project}, "Readers"}}}});
  rule.for_each = Rule::ForEach::repository;
  world.account("other@contoso.com").put(svc, "[Web]\\Readers").put("other@contoso.com", "[Shop]\\Readers");
  EXPECT_EQ(by_thing(rule, world.snapshot(), integration),
            (Lines{"Shop/docs: fail", "Shop/main: fail", "Web/main: pass"}));
}

TEST_F(Things, OfATrialAreTheFirstAndAskForNoOtherList) {
  integration.is_trial = true;
  integration.all_projects = true;
  EXPECT_EQ(by_thing(reads_repository(), world.snapshot(), integration).size(), 1U);
  Policy policy;
  policy.id = "test";
  policy.rules = {views_pipeline()};
  Snapshot snapshot = world.snapshot();
  snapshot.organizations.at("contoso").pipelines.clear();
  const auto missing =
      missing_facts({{"test", policy}}, {integration}, small_catalogue(), snapshot, {.now = test_now()});
  std::size_t lists = 0;
  for (const FactKey& key : missing.at("contoso")) lists += key.kind == FactKey::Kind::pipelines ? 1 : 0;
  EXPECT_EQ(lists, 1U);
}

}  // namespace
}  // namespace patrol

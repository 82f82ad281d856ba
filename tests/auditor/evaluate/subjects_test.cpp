#include "tests/support/ask.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";

Rule readers_of_each() {
  Rule rule = rule_of({Roles{{{{.kind = Place::Kind::each_project}, RoleHeld::Role::reader, false}}}});
  rule.for_each = Rule::ForEach::project;
  return rule;
}

World reader_of_shop_and_web() {
  return World().account(svc).put(svc, "[Shop]\\Readers").put(svc, "[Web]\\Readers");
}

TEST(ForEachProject, GivesOneFindingForEachInTheOrderOfTheNames) {
  Integration integration = flow_integration();
  integration.projects = {"web", "Shop", "Mobile"};
  const auto findings = findings_of({readers_of_each()}, reader_of_shop_and_web().snapshot(), integration);
  ASSERT_EQ(findings.size(), 3U);
  EXPECT_EQ(findings[0].project, "Mobile");
  EXPECT_EQ(findings[0].verdict, Verdict::fail);
  EXPECT_EQ(findings[1].project, "Shop");
  EXPECT_EQ(findings[1].verdict, Verdict::pass);
  EXPECT_EQ(findings[2].project, "Web");
}

TEST(ForEachProject, AllMeansEveryProjectOfTheOrganization) {
  Integration integration = flow_integration();
  integration.all_projects = true;
  EXPECT_EQ(findings_of({readers_of_each()}, reader_of_shop_and_web().snapshot(), integration).size(), 3U);
}

TEST(ForEachProject, AProjectThatIsNotThereFailsOnlyBeforeAnAuditorWhoSeesAll) {
  Integration integration = flow_integration();
  integration.projects = {"Gone"};
  EXPECT_EQ(ask(readers_of_each(), reader_of_shop_and_web().snapshot(), integration).verdict, Verdict::fail);
  EXPECT_EQ(ask(readers_of_each(), reader_of_shop_and_web().humble_auditor().snapshot(), integration).verdict,
            Verdict::inconclusive);
}

TEST(ForEachProject, AllIsNeverJustTheFirstPage) {
  Integration integration = flow_integration();
  integration.all_projects = true;
  Snapshot snapshot = reader_of_shop_and_web().snapshot();
  auto& projects = snapshot.organizations.at("contoso").projects->known;
  projects.items.resize(2);
  projects.rest = Gap{Gap::Kind::unreachable, "the second page", "no answer", ""};
  const auto findings = findings_of({readers_of_each()}, snapshot, integration);
  ASSERT_EQ(findings.size(), 3U);
  EXPECT_EQ(findings[0].project, std::nullopt);
  EXPECT_EQ(findings[0].verdict, Verdict::inconclusive);
  EXPECT_EQ(findings[1].verdict, Verdict::pass);
}

TEST(ForEachProject, PatternsSelectWhatTheyFitOnce) {
  Integration integration = flow_integration();
  integration.projects = {"*e*", "web", "Gone*"};
  const auto findings = findings_of({readers_of_each()}, reader_of_shop_and_web().snapshot(), integration);
  ASSERT_EQ(findings.size(), 3U);
  EXPECT_EQ(findings[0].project, "Gone*");
  EXPECT_EQ(findings[0].verdict, Verdict::fail);
  EXPECT_EQ(findings[1].project, "Mobile");
  EXPECT_EQ(findings[2].project, "Web");
}

TEST(ForEachProject, APatternIsNeverJustTheFirstPage) {
  Integration integration = flow_integration();
  integration.projects = {"Sh*"};
  Snapshot snapshot = reader_of_shop_and_web().snapshot();
  snapshot.organizations.at("contoso").projects->known.rest =
      Gap{Gap::Kind::unreachable, "the second page", "no answer", ""};
  const auto findings = findings_of({readers_of_each()}, snapshot, integration);
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].project, "Sh*");
  EXPECT_EQ(findings[0].verdict, Verdict::inconclusive);
  EXPECT_EQ(findings[1].verdict, Verdict::pass);
}

TEST(ForEachProject, AnEmptySelectionIsNoPass) {
  Integration integration = flow_integration();
  integration.all_projects = true;
  Snapshot snapshot = reader_of_shop_and_web().snapshot();
  snapshot.organizations.at("contoso").projects->known.items.clear();
  EXPECT_EQ(ask(readers_of_each(), snapshot, integration).verdict, Verdict::inconclusive);
  integration.all_projects = false;
  integration.projects.clear();
  EXPECT_EQ(ask(readers_of_each(), snapshot, integration).verdict, Verdict::inconclusive);
}

TEST(ForEachProject, ATrialAsksForTheFirstThatThereIs) {
  Integration integration = flow_integration();
  integration.is_trial = true;
  const auto asked = [&] {
    std::vector<std::string> names;
    for (const Finding& finding :
         findings_of({readers_of_each()}, reader_of_shop_and_web().snapshot(), integration)) {
      names.push_back(finding.project.value_or("-"));
    }
    return names;
  };
  integration.projects = {"Web", "Gone", "Shop"};
  EXPECT_EQ(asked(), std::vector<std::string>{"Shop"});
  integration.projects = {"Gone"};
  EXPECT_EQ(asked(), std::vector<std::string>{"Gone"});
  integration.all_projects = true;
  EXPECT_EQ(asked(), std::vector<std::string>{"Mobile"});
}

TEST(ForEachProject, ATrialStillSaysThatTheListIsNotWhole) {
  Integration integration = flow_integration();
  integration.is_trial = true;
  integration.all_projects = true;
  Snapshot snapshot = reader_of_shop_and_web().snapshot();
  snapshot.organizations.at("contoso").projects->known.rest =
      Gap{Gap::Kind::forbidden, "the second page", "HTTP 403", "grant it"};
  EXPECT_EQ(findings_of({readers_of_each()}, snapshot, integration).size(), 2U);
}

}  // namespace
}  // namespace patrol

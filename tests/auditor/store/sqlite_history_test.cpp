#include "auditor/store/history.h"
#include "tests/auditor/store/scratch_folder.h"
#include "tests/auditor/store/small_audit.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

constexpr Verdict pass = Verdict::pass;
constexpr Verdict fail = Verdict::fail;

std::unique_ptr<History> opened(const std::string& path, Opening opening = Opening::existing_or_new) {
  auto history = open_history(path, opening);
  if (!history) throw std::runtime_error(to_string(history.error()));
  return std::move(history).value();
}

void append(History& history, const Audit& audit, const std::string& loaded_from = "") {
  const auto done = history.append(audit, loaded_from);
  ASSERT_TRUE(done) << to_string(done.error());
}

TEST(History, ListsAuditsByTimeWithTheirNumbers) {
  const ScratchFolder folder;
  append(*opened(folder / "h.db"),
         audit_at("2026-11-02", {{"flow", "a", fail}, {"flow", "b", pass}, {"jira", "a", fail, {}, true}}));
  append(*opened(folder / "h.db"), audit_at("2026-11-01", {{"flow", "a", Verdict::inconclusive}}));
  const auto list = opened(folder / "h.db", Opening::existing)->list();
  ASSERT_TRUE(list);
  ASSERT_EQ(list.value().size(), 2U);
  EXPECT_EQ(list.value()[0].id, 2);
  EXPECT_EQ(list.value()[0].numbers.inconclusive, 1U);
  const TrendPoint wanted{
      .at = *parse_time("2026-11-02"), .integrations = 2, .pass = 1, .fail = 1, .waived = 1};
  EXPECT_EQ(list.value()[1].numbers, wanted);
  EXPECT_EQ(list.value()[1].tool, "patrol test");
}

TEST(History, KeepsWhatEachAuditTold) {
  const ScratchFolder folder;
  const auto history = opened(folder / "h.db");
  append(*history, audit_at("2026-11-01", {{"flow", "b", fail, "Shop", true}, {"flow", "a", pass}}));
  const auto findings = history->findings(1);
  ASSERT_TRUE(findings);
  const std::vector<PastFinding> wanted{
      {.name = {"contoso", "flow", "policy", "a", {}, {}}, .title = "Title of a", .verdict = pass},
      {.name = {"contoso", "flow", "policy", "b", "Shop", {}},
       .title = "Title of b",
       .verdict = fail,
       .waived = true,
       .message = "b fail"}};
  EXPECT_EQ(findings.value(), wanted);
  EXPECT_TRUE(history->findings(7).value().empty());
}

TEST(History, DoesNotCareForTheLetterCaseOfNames) {
  const ScratchFolder folder;
  const auto history = opened(folder / "h.db");
  append(*history, audit_at("2026-11-01", {{"flow", "a", fail, "Über Web"}, {"flow", "b", fail}}));
  Audit audit = audit_at("2026-11-02", {{"flow", "a", fail, "über web"}, {"flow", "b", pass}});
  audit.integrations[0].organization = "Contoso";
  append(*history, audit);
  const Trend trend = history->trend({}).value();
  ASSERT_EQ(trend.open.size(), 1U);
  EXPECT_EQ(trend.open[0].since, *parse_time("2026-11-01"));
  EXPECT_EQ(trend.mended.size(), 1U);
}

TEST(History, WordsAFindingAsItWasToldLast) {
  const ScratchFolder folder;
  const auto history = opened(folder / "h.db");
  Audit audit = audit_at("2026-11-01", {{"flow", "a", fail}});
  append(*history, audit);
  audit.rules[0].title = "Another title";
  audit.rules[0].severity = Severity::critical;
  append(*history, audit);
  const auto findings = history->findings(1).value();
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].title, "Another title");
  EXPECT_EQ(findings[0].severity, Severity::critical);
}

TEST(History, OfTwoFindingsOfOneNameKeepsTheWorse) {
  const ScratchFolder folder;
  const auto history = opened(folder / "h.db");
  append(*history, audit_at("2026-11-01", {{"flow", "a", fail}, {"flow", "a", pass}}));
  const auto findings = history->findings(1).value();
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].verdict, fail);
}

TEST(History, ShowsTheTrendOfTheIntegrationsAskedFor) {
  const ScratchFolder folder;
  const auto history = opened(folder / "h.db");
  append(*history, audit_at("2026-11-01", {{"flow", "a", pass}, {"jira", "a", fail}}));
  append(*history, audit_at("2026-11-02", {{"jira", "a", pass}}));
  append(*history, audit_at("2026-11-03", {{"flow", "a", fail}}));
  const Trend all = history->trend({}).value();
  EXPECT_EQ(all.points.size(), 3U);
  EXPECT_EQ(all.mended.size(), 1U);
  EXPECT_EQ(all.appeared.size(), 1U);
  const Trend flow = history->trend({.integrations = {"flow"}}).value();
  EXPECT_EQ(flow.points.size(), 2U);
  EXPECT_TRUE(flow.mended.empty());
  ASSERT_EQ(flow.open.size(), 1U);
  const FailureSpell wanted{.finding = {"contoso", "flow", "policy", "a", {}, {}},
                            .title = "Title of a",
                            .severity = Severity::medium,
                            .since = *parse_time("2026-11-03"),
                            .audited = *parse_time("2026-11-03")};
  EXPECT_EQ(flow.open[0], wanted);
}

TEST(History, KeepsNothingOpenOfAnIntegrationThatWasTakenOut) {
  const ScratchFolder folder;
  const auto history = opened(folder / "h.db");
  Audit audit = audit_at("2026-11-01", {{"flow", "a", fail}, {"jira", "a", fail}});
  add_token(audit, "jira", "soon", "2026-11-21");
  append(*history, audit, "folder");
  append(*history, audit_at("2026-11-02", {{"flow", "a", fail}}));
  EXPECT_EQ(history->trend({}).value().open.size(), 2U) << "an audit of some takes nothing out";
  append(*history, audit_at("2026-11-03", {{"flow", "a", fail}}), "folder");
  const Trend trend = history->trend({}).value();
  ASSERT_EQ(trend.open.size(), 1U);
  EXPECT_EQ(trend.open[0].finding.integration, "flow");
  EXPECT_TRUE(trend.mended.empty());
  EXPECT_TRUE(trend.expiring.empty());
  EXPECT_TRUE(history->trend({.integrations = {"jira"}}).value().open.empty());
}

TEST(History, IsPrunedWithoutForgettingWhatWasTakenOut) {
  const ScratchFolder folder;
  const auto history = opened(folder / "h.db");
  append(*history, audit_at("2026-11-01", {{"flow", "a", fail}, {"jira", "a", fail}}), "folder");
  append(*history, audit_at("2026-11-03", {{"flow", "a", fail}}), "folder");
  EXPECT_EQ(history->prune(*parse_time("2026-11-02")).value(), 1U);
  ASSERT_EQ(history->trend({}).value().open.size(), 1U);
  EXPECT_EQ(history->trend({}).value().open[0].finding.integration, "flow");
}

TEST(History, SaysWhenAnIntegrationWasAuditedLast) {
  const ScratchFolder folder;
  const auto history = opened(folder / "h.db");
  append(*history, audit_at("2026-11-01", {{"flow", "a", fail}, {"jira", "a", fail}}));
  append(*history, audit_at("2026-11-03", {{"flow", "a", fail}}));
  const Trend trend = history->trend({}).value();
  ASSERT_EQ(trend.open.size(), 2U);
  EXPECT_EQ(trend.open[0].audited, *parse_time("2026-11-03"));
  EXPECT_EQ(trend.open[1].audited, *parse_time("2026-11-01"));
}

TEST(History, KnowsTheTokensThatEndSoon) {
  const ScratchFolder folder;
  const auto history = opened(folder / "h.db");
  Audit audit = audit_at("2026-11-01", {{"flow", "a", pass}});
  add_token(audit, "flow", "soon", "2026-11-11");
  add_token(audit, "flow", "late", "2027-11-11");
  audit.tokens.push_back(audit.tokens[0]);
  audit.tokens.back().id = "dead";
  audit.tokens.back().is_alive = false;
  append(*history, audit);
  const Trend trend = history->trend({}).value();
  ASSERT_EQ(trend.expiring.size(), 1U);
  const ExpiringToken wanted{.organization = "contoso",
                             .account = "svc-flow",
                             .integrations = {"flow"},
                             .name = "soon",
                             .id = "id-soon",
                             .expires = *parse_time("2026-11-11"),
                             .days_left = 10,
                             .within = 30};
  EXPECT_EQ(trend.expiring[0], wanted);
}

TEST(History, DoesNotForgetATokenBecauseTheListCouldNotBeRead) {
  const ScratchFolder folder;
  const auto history = opened(folder / "h.db");
  Audit audit = audit_at("2026-11-01", {{"flow", "a", pass}});
  add_token(audit, "flow", "soon", "2026-11-21");
  append(*history, audit);
  Audit blind = audit_at("2026-11-02", {{"flow", "a", pass}});
  blind.accounts[0].unknown = {"the tokens of svc-flow"};
  append(*history, blind);
  EXPECT_EQ(history->trend({}).value().expiring.size(), 1U);
  append(*history, audit_at("2026-11-03", {{"flow", "a", pass}}));
  EXPECT_TRUE(history->trend({}).value().expiring.empty());
}

/// How many tokens are told to end soon, where an audit saw one that does and this one came after it.
std::size_t expiring_after(const Audit& later) {
  const ScratchFolder folder;
  const auto history = opened(folder / "h.db");
  Audit first = audit_at("2026-11-01", {{"flow", "a", pass}});
  add_token(first, "flow", "soon", "2026-11-21");
  append(*history, first);
  append(*history, later);
  return history->trend({}).value().expiring.size();
}

TEST(History, ForgetsATokenThatIsGoneWhateverElseOfTheAccountIsNotKnown) {
  Audit later = audit_at("2026-11-02", {{"flow", "a", pass}});
  later.accounts[0].unknown = {"groups that it may be in through Entra"};
  later.accounts[0].compared = {"groups"};
  later.accounts[0].not_compared = {"its scopes: no rule of its policies requires one"};
  EXPECT_EQ(expiring_after(later), 0U);
}

TEST(History, DoesNotForgetATokenBecauseNoRuleAskedForTheList) {
  Audit later = audit_at("2026-11-02", {{"flow", "a", pass}});
  later.accounts[0].compared = {"groups"};
  EXPECT_EQ(expiring_after(later), 1U);
}

TEST(History, IsPrunedWithoutForgettingSinceWhenAFailureIsKnown) {
  const ScratchFolder folder;
  const auto history = opened(folder / "h.db");
  append(*history, audit_at("2026-11-01", {{"flow", "a", fail}, {"gone", "a", pass}}));
  append(*history, audit_at("2026-11-02", {{"flow", "a", fail}}));
  append(*history, audit_at("2026-11-03", {{"flow", "a", fail}}));
  EXPECT_EQ(history->prune(*parse_time("2026-11-03")).value(), 2U);
  EXPECT_EQ(history->list().value().size(), 1U);
  ASSERT_EQ(history->trend({}).value().open.size(), 1U);
  EXPECT_EQ(history->trend({}).value().open[0].since, *parse_time("2026-11-01"));
  EXPECT_EQ(history->prune(*parse_time("2026-11-03")).value(), 0U);

  append(*history, audit_at("2026-11-11", {{"flow", "a", pass}}));
  EXPECT_TRUE(history->trend({}).value().appeared.empty());
  EXPECT_EQ(history->trend({}).value().median_days, 10U);
  EXPECT_EQ(history->list().value().back().id, 4) << "a number was given twice";
}

TEST(History, IsPrunedWithoutForgettingThatAFailureAppeared) {
  const ScratchFolder folder;
  const auto history = opened(folder / "h.db");
  append(*history, audit_at("2026-11-01", {{"flow", "a", pass}}));
  append(*history, audit_at("2026-11-03", {{"flow", "a", fail}}));
  ASSERT_EQ(history->trend({}).value().appeared.size(), 1U);
  EXPECT_EQ(history->prune(*parse_time("2026-11-02")).value(), 1U);
  EXPECT_EQ(history->trend({}).value().appeared.size(), 1U);
}

TEST(History, IsForItsOwnerAlone) {
  const ScratchFolder folder;
  opened(folder / "h.db");
  const auto mode = std::filesystem::status(folder / "h.db").permissions();
  EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_EQ(folder.names(), std::set<std::string>{"h.db"}) << "all is in one file when it is closed";
}

TEST(History, HoldsNoToken) {
  const ScratchFolder folder;
  const std::string secret(52, 'a');
  Audit audit = audit_at("2026-11-01", {{"flow", "a", fail}});
  audit.findings[0].message = "the service said: Authorization: Bearer " + secret;
  append(*opened(folder / "h.db"), audit);
  EXPECT_EQ(bytes_of(folder / "h.db").find(secret), std::string::npos);
}

TEST(History, CutsAMessageThatIsNoSentence) {
  const ScratchFolder folder;
  const auto history = opened(folder / "h.db");
  Audit audit = audit_at("2026-11-01", {{"flow", "a", fail}});
  audit.findings[0].message.clear();
  for (int i = 0; i < 1'000'000; ++i) audit.findings[0].message += "é";
  append(*history, audit);
  EXPECT_EQ(history->findings(1).value()[0].message.size(), 4096U + 3U);
}

TEST(History, RefusesAnAuditWithAHugeNameAndKeepsTheOthers) {
  const ScratchFolder folder;
  const auto history = opened(folder / "h.db");
  append(*history, audit_at("2026-11-01", {{"flow", "a", pass}}));
  const auto done =
      history->append(audit_at("2026-11-02", {{"flow", "a", pass, std::string(2U << 20U, 'x')}}), "");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().what, "a text is longer than a history takes: 1 MB");
  EXPECT_EQ(history->list().value().size(), 1U);
}

}  // namespace
}  // namespace patrol

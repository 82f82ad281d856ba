#include "auditor/store/read_trend.h"

#include "auditor/store/rows.h"

#include <SQLiteCpp/Statement.h>

#include <algorithm>
#include <utility>

namespace patrol {
namespace {

/// An audit by its row and its time.
struct Head {
  std::int64_t id = 0;
  Time at{};
  bool cut_short = false;
  std::string loaded_from;
};

std::vector<Head> heads_before(SQLite::Database& database, Time before) {
  SQLite::Statement row(database,
                        "SELECT id, at, cut_short, loaded_from FROM audit WHERE at < ? ORDER BY at, id");
  row.bind(1, seconds_of(before));
  std::vector<Head> heads;
  while (row.executeStep()) {
    heads.push_back({.id = integer_at(row, 0),
                     .at = time_at(row, 1),
                     .cut_short = truth_at(row, 2),
                     .loaded_from = text_at(row, 3)});
  }
  return heads;
}

class Telling {
 public:
  Telling(SQLite::Database& database, const std::vector<std::string>& wanted) : database_(database) {
    add_integrations(wanted);
    add_findings();
  }

  void tell(const Head& head);
  ToldHistory take() { return std::move(told_); }

 private:
  struct Integration {
    std::size_t place = 0;
    std::string organization;
    std::string name;
  };

  void add_integrations(const std::vector<std::string>& wanted);
  void add_findings();
  std::vector<CoveredIntegration> covered_by(const Head& head);
  std::vector<ExpiringToken> tokens_of(std::int64_t audit, std::int64_t id, const Integration& integration);

  SQLite::Database& database_;
  ToldHistory told_;
  std::map<std::int64_t, Integration> integrations_;
  SQLite::Statement coverage_{database_, "SELECT integration, knows_tokens FROM coverage WHERE audit = ?"};
  SQLite::Statement verdicts_{database_, "SELECT finding, state FROM verdict WHERE audit = ?"};
  SQLite::Statement tokens_{database_,
                            "SELECT account, id, name, ends FROM token WHERE audit = ? AND integration = ? "
                            "ORDER BY account, id, name, ends"};
};

void Telling::add_integrations(const std::vector<std::string>& wanted) {
  SQLite::Statement row(
      database_, "SELECT id, organization, name, audited_before, loaded_from FROM integration ORDER BY id");
  while (row.executeStep()) {
    told_.taken_out.remember(integer_at(row, 0), text_at(row, 4));
    std::string name = text_at(row, 2);
    if (!wanted.empty() && std::ranges::find(wanted, name) == wanted.end()) continue;
    const std::size_t place = told_.builder.add_integration(name, truth_at(row, 3));
    integrations_.try_emplace(integer_at(row, 0), Integration{place, text_at(row, 1), std::move(name)});
  }
}

void Telling::add_findings() {
  SQLite::Statement row(database_,
                        "SELECT id, integration, policy, rule, project, resource, title, severity, "
                        "failing_since FROM finding ORDER BY id");
  while (row.executeStep()) {
    const auto integration = integrations_.find(integer_at(row, 1));
    if (integration == integrations_.end()) continue;
    PastFinding finding{.name = {.organization = integration->second.organization,
                                 .integration = integration->second.name,
                                 .policy = text_at(row, 2),
                                 .rule = text_at(row, 3),
                                 .project = optional_text_at(row, 4),
                                 .resource = optional_text_at(row, 5)},
                        .title = text_at(row, 6),
                        .severity = severity_at(row, 7)};
    told_.findings.emplace(
        integer_at(row, 0),
        told_.builder.add_finding(integration->second.place, std::move(finding), optional_time_at(row, 8)));
  }
}

std::vector<ExpiringToken> Telling::tokens_of(std::int64_t audit, std::int64_t id,
                                              const Integration& integration) {
  tokens_.reset();
  tokens_.bind(1, audit);
  tokens_.bind(2, id);
  std::vector<ExpiringToken> tokens;
  while (tokens_.executeStep()) {
    tokens.push_back({.organization = integration.organization,
                      .account = text_at(tokens_, 0),
                      .name = text_at(tokens_, 2),
                      .id = text_at(tokens_, 1),
                      .expires = time_at(tokens_, 3)});
  }
  return tokens;
}

/// Also takes out those that are in no file any more, whichever the audit is told for.
std::vector<CoveredIntegration> Telling::covered_by(const Head& head) {
  coverage_.reset();
  coverage_.bind(1, head.id);
  std::vector<CoveredIntegration> covered;
  std::vector<std::int64_t> all;
  while (coverage_.executeStep()) {
    const std::int64_t id = integer_at(coverage_, 0);
    all.push_back(id);
    const auto integration = integrations_.find(id);
    if (integration == integrations_.end()) continue;
    CoveredIntegration one{.integration = integration->second.place};
    std::vector<ExpiringToken> tokens = tokens_of(head.id, id, integration->second);
    // An unread list takes no known token away.
    if (!tokens.empty() || truth_at(coverage_, 1)) one.tokens = std::move(tokens);
    covered.push_back(std::move(one));
  }
  for (const std::int64_t id : told_.taken_out.look(head.loaded_from, all)) {
    const auto integration = integrations_.find(id);
    if (integration != integrations_.end()) told_.builder.take_out(integration->second.place);
  }
  return covered;
}

void Telling::tell(const Head& head) {
  std::vector<CoveredIntegration> covered = covered_by(head);
  if (covered.empty()) return;
  told_.builder.begin_audit(head.at, head.cut_short, std::move(covered));
  verdicts_.reset();
  verdicts_.bind(1, head.id);
  while (verdicts_.executeStep()) {
    const auto finding = told_.findings.find(integer_at(verdicts_, 0));
    if (finding == told_.findings.end()) continue;
    const State state = state_at(verdicts_, 1);
    told_.builder.add_verdict(finding->second, state.verdict, state.waived);
  }
  told_.builder.end_audit();
}

}  // namespace

ToldHistory read_trend(SQLite::Database& database, const std::vector<std::string>& integrations,
                       Time before) {
  Telling telling(database, integrations);
  for (const Head& head : heads_before(database, before)) telling.tell(head);
  return telling.take();
}

}  // namespace patrol

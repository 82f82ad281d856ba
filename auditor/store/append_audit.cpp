#include "auditor/store/append_audit.h"

#include "auditor/model/account_words.h"
#include "auditor/model/redact.h"
#include "auditor/model/text.h"
#include "auditor/store/rows.h"

#include <SQLiteCpp/Statement.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace patrol {
namespace {

/// Whole sentences; a longer one is no sentence.
constexpr std::size_t most_message_bytes = 4096;

void bind_optional(SQLite::Statement& statement, int place, const std::optional<std::string>& text) {
  if (text) {
    statement.bind(place, *text);
  } else {
    statement.bind(place);
  }
}

/// Runs a statement that gives no rows, and makes it ready for the next time.
void run(SQLite::Statement& statement) {
  statement.exec();
  statement.reset();
}

std::string told(const Finding& finding) {
  if (finding.verdict == Verdict::pass || finding.verdict == Verdict::not_applicable) return {};
  std::string text = redact(finding.message);
  if (text.size() <= most_message_bytes) return text;
  std::size_t end = most_message_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

/// What tells the findings of an integration apart. Azure DevOps does not care for letter case in names.
struct FindingKey {
  std::string policy;
  std::string rule;
  std::optional<std::string> project;
  std::optional<std::string> resource;

  friend auto operator<=>(const FindingKey&, const FindingKey&) = default;
};

std::optional<std::string> folded(const std::optional<std::string>& name) {
  return name ? std::optional{fold_case(*name)} : std::nullopt;
}

/// A finding as an earlier audit left it.
struct KnownFinding {
  std::int64_t id = 0;
  std::string title;
  Severity severity = Severity::medium;
};
using KnownFindings = std::map<FindingKey, KnownFinding>;

/// Of two verdicts with one name the one that is further from a pass.
bool is_worse(const Finding& a, const Finding& b) {
  const auto rank = [](const Finding& finding) {
    switch (finding.verdict) {
      case Verdict::fail: return finding.waiver ? 2 : 4;
      case Verdict::inconclusive: return 3;
      case Verdict::pass: return 1;
      case Verdict::not_applicable: return 0;
    }
    return 0;
  };
  return rank(a) > rank(b);
}

class Appending {
 public:
  Appending(SQLite::Database& database, const Audit& audit) : database_(database), audit_(audit) {
    SQLite::Statement row(database_, "SELECT id, organization, name FROM integration");
    while (row.executeStep()) {
      known_.emplace(std::pair{fold_case(text_at(row, 1)), text_at(row, 2)}, integer_at(row, 0));
    }
  }

  void run_all(const std::string& loaded_from) {
    add_head(loaded_from);
    for (const AuditedIntegration& integration : audit_.integrations) add_integration(integration);
    add_findings();
    for (const AuditedToken& token : audit_.tokens) add_token(token);
  }

 private:
  void add_head(const std::string& loaded_from);
  void add_integration(const AuditedIntegration& integration);
  void add_findings();
  KnownFindings& findings_of(std::int64_t integration);
  std::int64_t finding_id(const Finding& finding);
  std::int64_t new_finding(const Finding& finding);
  std::int64_t message_id(const std::string& text);
  void add_token(const AuditedToken& token);
  bool knows_tokens(const AuditedIntegration& integration) const;

  SQLite::Database& database_;
  const Audit& audit_;
  std::int64_t id_ = 0;
  std::vector<std::int64_t> integrations_;                             ///< rows, in the order of the audit
  std::map<std::pair<std::string, std::string>, std::int64_t> known_;  ///< by organization, folded, and name
  std::map<std::int64_t, KnownFindings> findings_;  ///< by integration, as far as asked for

  SQLite::Statement new_integration_{database_, "INSERT INTO integration (organization, name) VALUES (?, ?)"};
  SQLite::Statement new_coverage_{database_,
                                  "INSERT INTO coverage (audit, integration, knows_tokens) VALUES (?, ?, ?)"};
  SQLite::Statement find_findings_{database_,
                                   "SELECT id, policy, rule, project, resource, title, severity "
                                   "FROM finding WHERE integration = ? ORDER BY id"};
  SQLite::Statement new_finding_{database_,
                                 "INSERT INTO finding (integration, policy, rule, project, resource, title, "
                                 "severity) VALUES (?, ?, ?, ?, ?, ?, ?)"};
  SQLite::Statement reword_finding_{database_, "UPDATE finding SET title = ?, severity = ? WHERE id = ?"};
  SQLite::Statement find_message_{database_, "SELECT id FROM message WHERE text = ?"};
  SQLite::Statement new_message_{database_, "INSERT INTO message (text) VALUES (?)"};
  SQLite::Statement new_verdict_{database_,
                                 "INSERT INTO verdict (audit, finding, state, message) VALUES (?, ?, ?, ?)"};
  SQLite::Statement new_token_{
      database_, "INSERT INTO token (audit, integration, account, id, name, ends) VALUES (?, ?, ?, ?, ?, ?)"};
};

void Appending::add_head(const std::string& loaded_from) {
  SQLite::Statement statement(database_,
                              "INSERT INTO audit (at, tool, cut_short, pass, fail, inconclusive, "
                              "not_applicable, waived, loaded_from) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const Totals& totals = audit_.totals;
  statement.bind(1, seconds_of(audit_.generated_at));
  statement.bind(2, audit_.tool);
  statement.bind(3, audit_.cut_short ? 1 : 0);
  int place = 4;
  for (const std::size_t number :
       {totals.pass, totals.fail, totals.inconclusive, totals.not_applicable, totals.waived}) {
    statement.bind(place++, static_cast<std::int64_t>(number));
  }
  statement.bind(place, loaded_from);
  statement.exec();
  id_ = database_.getLastInsertRowid();
}

/// All of them: the account was found, its tokens were asked for, and nothing of it is unread but what is no
/// matter of tokens.
bool Appending::knows_tokens(const AuditedIntegration& integration) const {
  const auto asked_for_tokens = [](const AuditedAccount& account) {
    return is_compared(account, compared_scopes) ||
           std::ranges::find(account.not_compared, scopes_not_required) != account.not_compared.end();
  };
  return std::ranges::any_of(audit_.accounts, [&](const AuditedAccount& account) {
    return same_name(account.organization, integration.organization) && !account.name.empty() &&
           std::ranges::count(account.unknown, unseen_groups) == std::ssize(account.unknown) &&
           asked_for_tokens(account) &&
           std::ranges::find(account.integrations, integration.name) != account.integrations.end();
  });
}

void Appending::add_integration(const AuditedIntegration& integration) {
  const auto [known, is_new] = known_.try_emplace({fold_case(integration.organization), integration.name}, 0);
  if (is_new) {
    new_integration_.bind(1, integration.organization);
    new_integration_.bind(2, integration.name);
    run(new_integration_);
    known->second = database_.getLastInsertRowid();
  }
  const std::int64_t id = known->second;
  integrations_.push_back(id);
  new_coverage_.bind(1, id_);
  new_coverage_.bind(2, id);
  new_coverage_.bind(3, knows_tokens(integration) ? 1 : 0);
  run(new_coverage_);
}

std::int64_t Appending::new_finding(const Finding& finding) {
  const AuditedRule& rule = audit_.rule_of(finding);
  new_finding_.bind(1, integrations_[finding.integration]);
  new_finding_.bind(2, rule.policy);
  new_finding_.bind(3, rule.id);
  bind_optional(new_finding_, 4, finding.project);
  bind_optional(new_finding_, 5, finding.resource.to_optional());
  new_finding_.bind(6, rule.title);
  new_finding_.bind(7, static_cast<int>(rule.severity));
  run(new_finding_);
  return database_.getLastInsertRowid();
}

KnownFindings& Appending::findings_of(std::int64_t integration) {
  const auto [findings, is_new] = findings_.try_emplace(integration);
  if (!is_new) return findings->second;
  find_findings_.reset();
  find_findings_.bind(1, integration);
  while (find_findings_.executeStep()) {
    FindingKey key{.policy = text_at(find_findings_, 1),
                   .rule = text_at(find_findings_, 2),
                   .project = folded(optional_text_at(find_findings_, 3)),
                   .resource = folded(optional_text_at(find_findings_, 4))};
    findings->second.try_emplace(std::move(key), KnownFinding{.id = integer_at(find_findings_, 0),
                                                              .title = text_at(find_findings_, 5),
                                                              .severity = severity_at(find_findings_, 6)});
  }
  find_findings_.reset();
  return findings->second;
}

std::int64_t Appending::finding_id(const Finding& finding) {
  const AuditedRule& rule = audit_.rule_of(finding);
  const auto [place, is_new] = findings_of(integrations_[finding.integration])
                                   .try_emplace({.policy = rule.policy,
                                                 .rule = rule.id,
                                                 .project = folded(finding.project),
                                                 .resource = folded(finding.resource.to_optional())});
  KnownFinding& known = place->second;
  if (is_new) {
    known = {.id = new_finding(finding), .title = rule.title, .severity = rule.severity};
  } else if (known.title != rule.title || known.severity != rule.severity) {
    reword_finding_.bind(1, rule.title);
    reword_finding_.bind(2, static_cast<int>(rule.severity));
    reword_finding_.bind(3, known.id);
    run(reword_finding_);
    known.title = rule.title;
    known.severity = rule.severity;
  }
  return known.id;
}

std::int64_t Appending::message_id(const std::string& text) {
  find_message_.reset();
  find_message_.bind(1, text);
  if (find_message_.executeStep()) return integer_at(find_message_, 0);
  new_message_.bind(1, text);
  run(new_message_);
  return database_.getLastInsertRowid();
}

void Appending::add_findings() {
  std::map<std::int64_t, const Finding*> worst;
  for (const Finding& finding : audit_.findings) {
    const Finding*& kept = worst[finding_id(finding)];
    if (kept == nullptr || is_worse(finding, *kept)) kept = &finding;
  }
  for (const auto& [id, finding] : worst) {
    new_verdict_.bind(1, id_);
    new_verdict_.bind(2, id);
    new_verdict_.bind(3, number_of({finding->verdict, finding->waiver.has_value()}));
    new_verdict_.bind(4);
    if (const std::string text = told(*finding); !text.empty()) new_verdict_.bind(4, message_id(text));
    run(new_verdict_);
  }
  find_message_.reset();
}

void Appending::add_token(const AuditedToken& token) {
  const std::optional<Time> end = token.end();
  if (!token.is_alive || !end) return;
  for (std::size_t i = 0; i < audit_.integrations.size(); ++i) {
    const AuditedIntegration& integration = audit_.integrations[i];
    if (!same_name(integration.organization, token.organization)) continue;
    if (std::ranges::find(token.integrations, integration.name) == token.integrations.end()) continue;
    new_token_.bind(1, id_);
    new_token_.bind(2, integrations_[i]);
    new_token_.bind(3, token.account);
    new_token_.bind(4, token.id);
    new_token_.bind(5, redact(token.name));
    new_token_.bind(6, seconds_of(*end));
    run(new_token_);
  }
}

}  // namespace

void append_audit(SQLite::Database& database, const Audit& audit, const std::string& loaded_from) {
  Appending(database, audit).run_all(loaded_from);
}

}  // namespace patrol

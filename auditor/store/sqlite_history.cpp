#include "auditor/store/append_audit.h"
#include "auditor/store/database.h"
#include "auditor/store/history.h"
#include "auditor/store/read_trend.h"
#include "auditor/store/rows.h"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <utility>

namespace patrol {
namespace {

PastAudit past_audit(const SQLite::Statement& row) {
  return {.id = integer_at(row, 0),
          .tool = text_at(row, 2),
          .numbers = {.at = time_at(row, 1),
                      .integrations = count_at(row, 9),
                      .pass = count_at(row, 4),
                      .fail = count_at(row, 5),
                      .inconclusive = count_at(row, 6),
                      .waived = count_at(row, 8),
                      .cut_short = truth_at(row, 3)},
          .not_applicable = count_at(row, 7)};
}

PastFinding past_finding(const SQLite::Statement& row) {
  const State state = state_at(row, 8);
  return {.name = {.organization = text_at(row, 0),
                   .integration = text_at(row, 1),
                   .policy = text_at(row, 2),
                   .rule = text_at(row, 3),
                   .project = optional_text_at(row, 4),
                   .resource = optional_text_at(row, 5)},
          .title = text_at(row, 6),
          .severity = severity_at(row, 7),
          .verdict = state.verdict,
          .waived = state.waived,
          .message = optional_text_at(row, 9).value_or("")};
}

/// What `prune` takes away: the audits before a time and what nothing points to then.
void remove_before(SQLite::Database& database, Time before) {
  const std::string old = "(SELECT id FROM audit WHERE at < " + std::to_string(seconds_of(before)) + ")";
  database.exec(
      "UPDATE integration SET audited_before = 1 WHERE id IN (SELECT integration FROM coverage WHERE audit "
      "IN " +
      old + ")");
  for (const char* table : {"verdict", "coverage", "token"}) {
    database.exec("DELETE FROM " + std::string(table) + " WHERE audit IN " + old);
  }
  database.exec("DELETE FROM audit WHERE id IN " + old);
  database.exec(
      "DELETE FROM message WHERE id NOT IN (SELECT message FROM verdict WHERE message IS NOT NULL)");
  database.exec(
      "DELETE FROM finding WHERE failing_since IS NULL AND id NOT IN (SELECT finding FROM verdict)");
  database.exec(
      "DELETE FROM integration WHERE id NOT IN (SELECT integration FROM coverage) "
      "AND id NOT IN (SELECT integration FROM finding)");
}

class SqliteHistory : public History {
 public:
  SqliteHistory(std::string path, std::unique_ptr<SQLite::Database> database)
      : path_(std::move(path)), database_(std::move(database)) {}

  Result<Done> append(const Audit& audit, const std::string& loaded_from) override {
    return guarded(path_, [&]() -> Result<Done> {
      SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
      append_audit(*database_, audit, loaded_from);
      transaction.commit();
      return Done{};
    });
  }

  Result<std::vector<PastAudit>> list() override {
    return guarded(path_, [&]() -> Result<std::vector<PastAudit>> {
      SQLite::Statement row(
          *database_,
          "SELECT id, at, tool, cut_short, pass, fail, inconclusive, not_applicable, waived, "
          "(SELECT count(*) FROM coverage WHERE audit = audit.id) FROM audit ORDER BY at, id");
      std::vector<PastAudit> audits;
      while (row.executeStep()) audits.push_back(past_audit(row));
      return audits;
    });
  }

  Result<std::vector<PastFinding>> findings(std::int64_t audit) override {
    return guarded(path_, [&]() -> Result<std::vector<PastFinding>> {
      SQLite::Statement row(
          *database_,
          "SELECT organization, name, policy, rule, project, resource, title, severity, state, "
          "text FROM verdict JOIN finding ON finding.id = finding "
          "JOIN integration ON integration.id = integration "
          "LEFT JOIN message ON message.id = message WHERE audit = ? "
          "ORDER BY organization, name, policy, rule, project, resource");
      row.bind(1, audit);
      std::vector<PastFinding> findings;
      while (row.executeStep()) findings.push_back(past_finding(row));
      return findings;
    });
  }

  Result<Trend> trend(const TrendScope& scope) override {
    return guarded(path_, [&]() -> Result<Trend> {
      const SQLite::Transaction one_moment(*database_);
      return read_trend(*database_, scope.integrations, Time::max()).builder.finish(scope.since);
    });
  }

  Result<std::size_t> prune(Time before) override {
    Result<std::size_t> removed = guarded(path_, [&]() -> Result<std::size_t> {
      SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
      const std::size_t number = count_before(before);
      if (number == 0) return number;
      keep_since(before);
      remove_before(*database_, before);
      transaction.commit();
      return number;
    });
    if (!removed) return removed;
    const auto given_back = guarded(path_, [&] { return give_room_back(); });
    if (given_back) return removed;
    return Error{given_back.error().kind, path_,
                 "the audits are removed, but what they held is still in the file: " +
                     given_back.error().what + "; prune again"};
  }

 private:
  /// What was taken away is not left in the file, also not by an earlier attempt that went wrong.
  Result<Done> give_room_back() {
    SQLite::Statement row(*database_, "PRAGMA freelist_count");
    const bool has_room = row.executeStep() && count_at(row, 0) > 0;
    row.reset();
    if (has_room) database_->exec("VACUUM");
    return Done{};
  }

  std::size_t count_before(Time before) {
    SQLite::Statement row(*database_, "SELECT count(*) FROM audit WHERE at < ?");
    row.bind(1, seconds_of(before));
    return row.executeStep() ? count_at(row, 0) : 0;
  }

  /// What is to be known of the time before the first audit that is left.
  void keep_since(Time before) {
    const ToldHistory told = read_trend(*database_, {}, before);
    database_->exec("UPDATE integration SET loaded_from = ''");
    SQLite::Statement place(*database_, "UPDATE integration SET loaded_from = ? WHERE id = ?");
    for (const auto& [id, loaded_from] : told.taken_out.present()) {
      place.reset();
      place.bind(1, loaded_from);
      place.bind(2, id);
      place.exec();
    }
    SQLite::Statement update(*database_, "UPDATE finding SET failing_since = ? WHERE id = ?");
    for (const auto& [id, finding] : told.findings) {
      const std::optional<Time> since = told.builder.failing_since(finding);
      update.reset();
      if (since) {
        update.bind(1, seconds_of(*since));
      } else {
        update.bind(1);
      }
      update.bind(2, id);
      update.exec();
    }
  }

  std::string path_;
  std::unique_ptr<SQLite::Database> database_;
};

}  // namespace

Result<std::unique_ptr<History>> open_history(const std::string& path, Opening opening) {
  auto database = open_database(path, opening);
  if (!database) return database.error();
  std::unique_ptr<History> history = std::make_unique<SqliteHistory>(path, std::move(database).value());
  return history;
}

}  // namespace patrol

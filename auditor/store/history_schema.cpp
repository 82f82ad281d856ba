#include "auditor/store/history_schema.h"

#include <array>

namespace patrol {
namespace {

/// Times are seconds since 1970 in UTC. verdict.state: 0 pass, 1 fail, 2 inconclusive, 3 not applicable, 4
/// fail and waived. finding.severity: 0 info … 4 critical.
constexpr const char* first_tables = R"(
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  tool TEXT NOT NULL,
  cut_short INTEGER NOT NULL,
  pass INTEGER NOT NULL,
  fail INTEGER NOT NULL,
  inconclusive INTEGER NOT NULL,
  not_applicable INTEGER NOT NULL,
  waived INTEGER NOT NULL
) STRICT;
CREATE TABLE integration (
  id INTEGER PRIMARY KEY,
  organization TEXT NOT NULL,
  name TEXT NOT NULL,
  UNIQUE (organization, name)
) STRICT;
CREATE TABLE coverage (
  audit INTEGER NOT NULL,
  integration INTEGER NOT NULL,
  PRIMARY KEY (audit, integration)
) STRICT, WITHOUT ROWID;
CREATE TABLE finding (
  id INTEGER PRIMARY KEY,
  integration INTEGER NOT NULL,
  policy TEXT NOT NULL,
  rule TEXT NOT NULL,
  project TEXT,
  resource TEXT,
  title TEXT NOT NULL,
  severity INTEGER NOT NULL
) STRICT;
CREATE INDEX finding_name ON finding (integration, policy, rule, project, resource);
CREATE TABLE verdict (
  audit INTEGER NOT NULL,
  finding INTEGER NOT NULL,
  state INTEGER NOT NULL,
  PRIMARY KEY (audit, finding)
) STRICT, WITHOUT ROWID;
)";

/// What was said, which repeats from night to night; the tokens, to see their end come; and of audits
/// that were pruned, since when a failure is known and which integrations they were about.
constexpr const char* messages_and_tokens = R"(
CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
) STRICT;
ALTER TABLE verdict ADD COLUMN message INTEGER;
ALTER TABLE finding ADD COLUMN failing_since INTEGER;
ALTER TABLE integration ADD COLUMN audited_before INTEGER NOT NULL DEFAULT 0;
ALTER TABLE coverage ADD COLUMN knows_tokens INTEGER NOT NULL DEFAULT 0;
CREATE TABLE token (
  audit INTEGER NOT NULL,
  integration INTEGER NOT NULL,
  account TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  ends INTEGER NOT NULL
) STRICT;
CREATE INDEX token_audit ON token (audit, integration);
)";

constexpr std::array steps{first_tables, messages_and_tokens};

}  // namespace

std::span<const char* const> history_steps() {
  return steps;
}

}  // namespace patrol

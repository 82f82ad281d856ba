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

/// Names that differ in letter case alone are of one thing: Azure DevOps does not care for it. What was told
/// under two of them becomes one, under the older row.
constexpr const char* one_name_whatever_its_case = R"(
CREATE TEMP TABLE twin AS
  SELECT id, min(id) OVER (PARTITION BY fold_case(organization), name) AS kept FROM integration;
DELETE FROM twin WHERE id = kept;
UPDATE integration SET audited_before = 1 WHERE id IN
  (SELECT kept FROM twin JOIN integration AS other ON other.id = twin.id WHERE other.audited_before = 1);
UPDATE OR IGNORE coverage SET integration = (SELECT kept FROM twin WHERE id = integration)
  WHERE integration IN (SELECT id FROM twin);
DELETE FROM coverage WHERE integration IN (SELECT id FROM twin);
UPDATE token SET integration = (SELECT kept FROM twin WHERE id = integration)
  WHERE integration IN (SELECT id FROM twin);
UPDATE finding SET integration = (SELECT kept FROM twin WHERE twin.id = integration)
  WHERE integration IN (SELECT id FROM twin);
DELETE FROM integration WHERE id IN (SELECT id FROM twin);
DROP TABLE twin;
CREATE TEMP TABLE twin AS
  SELECT id, min(id) OVER
    (PARTITION BY integration, policy, rule, fold_case(project), fold_case(resource)) AS kept FROM finding;
DELETE FROM twin WHERE id = kept;
UPDATE finding SET failing_since =
  (SELECT min(other.failing_since) FROM finding AS other
     WHERE other.id = finding.id OR other.id IN (SELECT id FROM twin WHERE kept = finding.id))
  WHERE id IN (SELECT kept FROM twin);
UPDATE OR IGNORE verdict SET finding = (SELECT kept FROM twin WHERE id = finding)
  WHERE finding IN (SELECT id FROM twin);
DELETE FROM verdict WHERE finding IN (SELECT id FROM twin);
DELETE FROM finding WHERE id IN (SELECT id FROM twin);
DROP TABLE twin;
)";

/// From where the integrations of an audit were loaded, and of audits that were pruned the same by
/// integration: what tells an integration that was taken out from one that was not asked about.
constexpr const char* places = R"(
ALTER TABLE audit ADD COLUMN loaded_from TEXT NOT NULL DEFAULT '';
ALTER TABLE integration ADD COLUMN loaded_from TEXT NOT NULL DEFAULT '';
)";

constexpr std::array steps{first_tables, messages_and_tokens, one_name_whatever_its_case, places};

}  // namespace

std::span<const char* const> history_steps() {
  return steps;
}

}  // namespace patrol

#pragma once

#include "auditor/model/audit.h"
#include "auditor/model/integration.h"
#include "auditor/model/policy.h"
#include "tests/oracle/known.h"
#include "tests/oracle/statement.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace patrol::oracle {

/// The integration whose account all questions are about: two projects, all their repositories.
Integration asking_integration();

/// The policy of the integration, of these rules.
PolicySet policy_of(const std::vector<Rule>& rules);

/// What patrol itself says.
Audit patrols_audit(const std::vector<Rule>& rules, const Snapshot& snapshot,
                    const Integration& integration = asking_integration());

/// Its findings, by rule id and place.
std::map<std::pair<std::string, Spot>, Finding> findings_of(Audit audit);

/// Both in one.
std::map<std::pair<std::string, Spot>, Finding> patrols_findings(
    const std::vector<Rule>& rules, const Snapshot& snapshot,
    const Integration& integration = asking_integration());

/// One question on which the two do not agree.
struct Disagreement {
  Rule rule;
  Spot spot;
  Verdict patrol = Verdict::inconclusive;
  Verdict oracle = Verdict::inconclusive;
  std::string message;  ///< patrol's
};

/// How many questions were compared, and what came of it.
struct Comparison {
  std::size_t compared = 0;
  /// Where patrol is inconclusive and the oracle, which looks at all possibilities together, is not: no
  /// verdict without evidence, but one that could have been had.
  std::size_t more_careful = 0;
  bool left_out = false;  ///< the organization can be completed in too many ways to look at all
  std::vector<Disagreement> disagreements;  ///< without those
};

Comparison compare(const std::vector<Statement>& organization, const std::vector<Rule>& rules);

/// The fewest lines of the organization on which the two still disagree in the same way about the question,
/// with it, to be read by a person.
std::string smallest_case(std::vector<Statement> organization, const Disagreement& disagreement);

}  // namespace patrol::oracle

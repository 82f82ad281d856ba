#pragma once

#include "auditor/model/audit.h"

#include <cstddef>
#include <string>
#include <vector>

namespace patrol {

// What accounts hold, and what changed, in the words and the order of every report.

/// The end of all tokens that are for every organization of their owner (API.md 8).
Time end_of_global_tokens();

/// When the token stops to work: its own end, or that of all such tokens where it comes first.
std::optional<Time> last_moment(const AuditedToken& token);

/// Its name, or its id where it has none.
std::string name_of(const AuditedToken& token);

/// `2026-12-07, in 14 days`, `2026-09-30, 54 days ago`, `not known`; with `all organizations` where it stops
/// for that reason.
std::string end_text(const Audit& audit, const AuditedToken& token);

/// The same in two or three words: `in 14 days`, `54 days ago`, `not known`.
std::string left_text(const Audit& audit, const AuditedToken& token);

/// Living tokens, those that stop first before all others; then dead ones, the last to die first.
std::vector<const AuditedToken*> tokens_by_end(const Audit& audit);

/// Living tokens that stop within 30 days or are for all organizations, the first to stop first.
std::vector<const AuditedToken*> urgent_tokens(const Audit& audit);

/// The most severe first, else in the order of the audit.
std::vector<const Excess*> excess_by_severity(const Audit& audit);

/// Gaps, those behind most findings first.
std::vector<const AuditedGap*> gaps_by_weight(const Audit& audit);

/// Gaps of an organization with one reason and one thing to do: what fills one fills all.
struct SharedCause {
  std::vector<const AuditedGap*> gaps;  ///< those behind most findings first
  std::size_t findings = 0;             ///< how many are inconclusive because of one of them
};

/// All gaps by what they share, those behind most findings first.
std::vector<SharedCause> causes_by_weight(const Audit& audit);

/// `Since the audit of 2026-11-16 09:00 UTC: 2 new, 1 worse, 3 better, 40 unchanged, 1 gone.`
std::string change_sentence(const Baseline& baseline);

}  // namespace patrol

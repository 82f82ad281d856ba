#pragma once

#include "auditor/model/audit.h"

#include <vector>

namespace patrol {

/// Findings of an audit, borrowed from it.
using Findings = std::vector<const Finding*>;

/// Failing and not waived; the most severe first, else in the order of the audit.
Findings failures(const Audit& audit);

/// Inconclusive; the most severe first, else in the order of the audit.
Findings inconclusive(const Audit& audit);

/// Failing and waived, in the order of the audit.
Findings waived(const Audit& audit);

/// The other verdicts, in the order of the audit.
Findings with_verdict(const Audit& audit, Verdict verdict);

/// Findings of one rule and integration that differ in their project or resource alone: whoever mends one
/// mends all.
struct Alike {
  const Finding* first = nullptr;
  std::size_t count = 0;
};

/// The findings in their order, those that stand beside others of their kind counted together. None of them
/// is of another kind than the first: all count or none does, and the same became of them since the baseline.
std::vector<Alike> alike(const Audit& audit, const Findings& findings);

}  // namespace patrol

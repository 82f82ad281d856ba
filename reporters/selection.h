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

}  // namespace patrol

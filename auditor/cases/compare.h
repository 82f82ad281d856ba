#pragma once

#include "auditor/cases/case.h"
#include "auditor/model/audit.h"
#include "auditor/model/trial.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace patrol::cases {

struct Comparison {
  std::vector<Difference> differences;
  std::set<std::pair<std::string, Verdict>> shown;  ///< rules with the verdicts that were wanted and found
};

/// Holds the audit of a case against what the case wants.
Comparison compare(const Case& one, const Audit& audit);

}  // namespace patrol::cases

#pragma once

#include "auditor/model/audit.h"
#include "auditor/model/change.h"

#include <span>
#include <string>

namespace patrol {

struct CompareOptions {
  bool only_new_counts = false;         ///< `--fail-on-new`
  std::span<const std::string> only{};  ///< `--only`: of other integrations nothing is gone; empty: of all
};

/// Says of each finding what became of it since the earlier audit, lists what is gone, and counts anew.
void compare(Audit& audit, const EarlierAudit& earlier, const CompareOptions& options = {});

/// What stays the same of a finding from audit to audit, as the audit writes it.
FindingName name_of(const Audit& audit, const Finding& finding);

/// The like, to compare by: Azure DevOps does not care for the letter case of what it names.
FindingName folded_name(const Audit& audit, const Finding& finding);

/// The audit as a later one is compared with it.
EarlierAudit as_earlier(const Audit& audit);

}  // namespace patrol

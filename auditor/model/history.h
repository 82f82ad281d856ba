#pragma once

#include "auditor/model/time.h"
#include "auditor/model/trend.h"
#include "auditor/model/words.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace patrol {

/// An audit as a history lists it.
struct PastAudit {
  std::int64_t id = 0;  ///< never given twice; of two audits of one time the later has the greater
  std::string tool;     ///< `patrol 0.1.0`
  TrendPoint numbers;
  std::size_t not_applicable = 0;

  friend bool operator==(const PastAudit&, const PastAudit&) = default;
};

/// A finding as an audit of the past told it.
struct PastFinding {
  FindingName name;
  std::string title;  ///< of the rule, as last told
  Severity severity = Severity::medium;
  Verdict verdict = Verdict::inconclusive;
  bool waived = false;
  std::string message;  ///< empty on pass and where the rule does not concern the integration

  friend bool operator==(const PastFinding&, const PastFinding&) = default;
};

/// What of a history a trend is about.
struct TrendScope {
  std::vector<std::string> integrations;  ///< by name; none: all
  Time since = Time::min();               ///< audits and changes before are known, but not listed

  friend bool operator==(const TrendScope&, const TrendScope&) = default;
};

}  // namespace patrol

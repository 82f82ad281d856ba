#pragma once

#include "auditor/model/time.h"
#include "auditor/model/words.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace patrol {

/// What stays the same of a finding from audit to audit.
struct FindingName {
  std::string organization;
  std::string integration;
  std::string policy;
  std::string rule;
  std::optional<std::string> project;
  std::optional<std::string> resource;

  friend auto operator<=>(const FindingName&, const FindingName&) = default;
};

/// One audit of the history, in numbers; they mean what they mean in Totals.
struct TrendPoint {
  Time at{};  ///< when the audit was made
  std::size_t integrations = 0;
  std::size_t pass = 0;
  std::size_t fail = 0;  ///< without waived ones
  std::size_t inconclusive = 0;
  std::size_t waived = 0;
  bool cut_short = false;

  friend bool operator==(const TrendPoint&, const TrendPoint&) = default;
};

/// How many of a thousand findings that concern the integrations pass. What was waived or could not be
/// decided does not: nothing counts as compliant but evidence. Nothing where there is no such finding.
std::optional<std::size_t> compliance_permille(const TrendPoint& point);

/// A failure from the audit that first told it to the one that told it gone.
struct FailureSpell {
  FindingName finding;
  std::string title;  ///< of the rule
  Severity severity = Severity::medium;
  Time since{};                ///< the first audit in a row that told it; an inconclusive one breaks no row
  std::optional<Time> mended;  ///< the audit that told a pass
  bool waived = false;         ///< where it was last told
  Time audited{};              ///< the newest audit of its integration

  friend bool operator==(const FailureSpell&, const FailureSpell&) = default;
};

/// A living token that ends soon.
struct ExpiringToken {
  std::string organization;
  std::string account;
  std::vector<std::string> integrations;  ///< that use it, sorted
  std::string name;                       ///< may be empty
  std::string id;
  Time expires{};
  std::size_t days_left = 0;  ///< whole days from the end of the trend
  std::size_t within = 30;    ///< the smallest of 30, 60 and 90 days that holds its end

  friend bool operator==(const ExpiringToken&, const ExpiringToken&) = default;
};

/// What a history of audits says. Audits need not cover the same integrations: a finding is only compared
/// over audits of its own integration. A failure that is told no more although its rule was decided (the
/// project was taken out, the feature switched off) is neither mended nor open, and so is one whose
/// integration was taken out of the files that an audit is made from.
struct Trend {
  std::vector<TrendPoint> points;      ///< by time; the last is the newest audit
  std::vector<FailureSpell> appeared;  ///< began after the first audit of their integration; the newest first
  std::vector<FailureSpell> mended;    ///< the newest end first
  std::vector<FailureSpell> open;      ///< all not known to be mended; the oldest first
  std::vector<ExpiringToken> expiring;     ///< by end
  std::optional<std::size_t> median_days;  ///< from first told to mended, over `mended`; nothing: none was

  friend bool operator==(const Trend&, const Trend&) = default;
};

}  // namespace patrol

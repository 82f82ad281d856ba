#pragma once

#include "auditor/model/audit.h"
#include "auditor/model/change.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace patrol {

/// What one side of a comparison says of a finding.
struct FindingSide {
  Verdict verdict = Verdict::inconclusive;
  Severity severity = Severity::medium;  ///< as this side's policy has it
  Need need = Need::required;
  bool is_waived = false;
  bool counts = false;  ///< moves the exit code of an audit
  std::string message;

  friend bool operator==(const FindingSide&, const FindingSide&) = default;
};

/// A finding that two sides do not tell alike. One of the sides is there at least.
struct ChangedFinding {
  FindingName name;
  std::string title;
  Severity severity = Severity::medium;  ///< as the later side has it, where it has the finding
  Change change = Change::worse;         ///< never unchanged
  std::optional<FindingSide> before;     ///< nothing: new
  std::optional<FindingSide> after;      ///< nothing: gone

  /// What the later side that is there says.
  FindingSide latest() const { return after ? *after : before.value_or(FindingSide{}); }
  friend bool operator==(const ChangedFinding&, const ChangedFinding&) = default;
};

/// How many integrations go from one verdict to another, where that of an integration is its worst finding
/// that counts: fail, inconclusive, else pass. Nothing: the integration is not there on that side.
struct IntegrationTurn {
  std::optional<Verdict> before;
  std::optional<Verdict> after;
  std::size_t integrations = 0;

  friend bool operator==(const IntegrationTurn&, const IntegrationTurn&) = default;
};

/// A waiver of which the two sides do not say the same.
struct ChangedWaiver {
  std::string integration;
  std::string rule;
  std::optional<std::string> project;
  std::string before;  ///< `in use`, `unused`, `expired`, `lapsed`, `too long`; empty: not there
  std::string after;

  friend bool operator==(const ChangedWaiver&, const ChangedWaiver&) = default;
};

/// What a change of policies, integrations or waivers does to an audit of the same facts.
struct WhatIf {
  std::string tool;
  Time generated_at{};
  Time collected_at{};
  Totals before;
  Totals after;
  std::vector<IntegrationTurn> turns;    ///< only of those that turn; the most first
  std::vector<ChangedFinding> findings;  ///< by integration, policy, rule, project and resource
  std::vector<ChangedWaiver> waivers;    ///< by integration, rule and project
  std::size_t unchanged = 0;             ///< findings that both sides tell alike

  bool nothing_changes() const { return findings.empty() && waivers.empty(); }
  std::size_t count(Change change) const;
  friend bool operator==(const WhatIf&, const WhatIf&) = default;
};

}  // namespace patrol

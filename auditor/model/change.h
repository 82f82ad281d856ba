#pragma once

#include "auditor/model/time.h"
#include "auditor/model/trend.h"
#include "auditor/model/words.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// What became of a finding since an earlier audit, the baseline. Worse and better go by the verdict: pass,
/// inconclusive, fail, each worse than the one before; a failure that is no longer waived is worse too. A
/// failure that stays one is worse where something is wrong that was not (Finding::facts), and better where
/// less is. What begins to count, because the policy gives the rule another severity or need, is worse in any
/// case, and what no longer counts is better where nothing else changed.
enum class Change {
  added,
  unchanged,
  worse,
  better,
  no_longer_applies,  ///< the integration no longer uses what the rule is about: neither worse nor better
  rated_differently,  ///< nothing but the severity or need of the rule is another, and it counts as before
  gone
};

inline constexpr std::array changes{Change::added,  Change::unchanged,         Change::worse,
                                    Change::better, Change::no_longer_applies, Change::rated_differently,
                                    Change::gone};

/// The word of every report: `new`, `unchanged`, `worse`, `better`, `no longer applies`, `rated differently`,
/// `gone`.
std::string_view to_word(Change change);
std::optional<Change> change_from(std::string_view word);

/// A finding of an earlier audit, as far as a later one is compared with it.
struct EarlierFinding {
  FindingName name;
  std::string title;
  Verdict verdict = Verdict::inconclusive;
  Severity severity = Severity::medium;
  Need need = Need::required;
  bool is_waived = false;
  std::vector<std::string> facts;  ///< as Finding::facts, sorted
  Time first_seen{};               ///< when an audit first told it with this verdict

  friend bool operator==(const EarlierFinding&, const EarlierFinding&) = default;
};

/// An earlier audit to compare with.
struct EarlierAudit {
  Time generated_at{};
  std::vector<EarlierFinding> findings;  ///< no two of the same name

  friend bool operator==(const EarlierAudit&, const EarlierAudit&) = default;
};

/// How a finding stands against the baseline.
struct SinceBaseline {
  Change change = Change::unchanged;  ///< never gone
  Time first_seen{};              ///< when an audit first told the finding with the verdict that it has now
  std::optional<Verdict> before;  ///< nothing where the finding is new

  friend bool operator==(const SinceBaseline&, const SinceBaseline&) = default;
};

/// A finding of the baseline that is told no more: its integration, rule or project was taken out.
struct GoneFinding {
  std::string integration;
  std::string organization;
  std::string policy;
  std::string rule;
  std::string title;
  std::optional<std::string> project;
  std::optional<std::string> resource;
  Verdict before = Verdict::inconclusive;
  Severity severity = Severity::medium;
  Time first_seen{};

  friend bool operator==(const GoneFinding&, const GoneFinding&) = default;
};

/// The earlier audit that this one is compared with.
struct Baseline {
  Time generated_at{};
  std::vector<GoneFinding> gone;  ///< in the order of the earlier audit
  std::size_t added = 0;          ///< how many findings are new
  std::size_t unchanged = 0;
  std::size_t worse = 0;
  std::size_t better = 0;
  std::size_t no_longer_applies = 0;
  std::size_t rated_differently = 0;
  bool only_new_counts = false;  ///< `--fail-on-new`: what is not new or worse does not count

  bool nothing_changed() const {
    return added + worse + better + no_longer_applies + rated_differently + gone.size() == 0;
  }
  friend bool operator==(const Baseline&, const Baseline&) = default;
};

}  // namespace patrol

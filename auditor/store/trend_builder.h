#pragma once

#include "auditor/model/history.h"
#include "auditor/model/trend.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace patrol {

/// What an audit of a history tells about one integration.
struct CoveredIntegration {
  std::size_t integration = 0;  ///< as `add_integration` gave it
  /// The living tokens that it uses, or nothing where they are not all known; `integrations` is left empty.
  std::optional<std::vector<ExpiringToken>> tokens;
};

/// Draws the trend from audits that it is told one by one, in their order in time. Whatever is out of scope
/// is not told. Its memory grows with different findings, not with audits.
class TrendBuilder {
 public:
  /// `audited_before`: whether there were audits of it before the first that is told.
  std::size_t add_integration(std::string name, bool audited_before = false);
  /// `failing_since`: what is known of the time before the first audit.
  std::size_t add_finding(std::size_t integration, PastFinding finding, std::optional<Time> failing_since);

  /// Begins an audit; the verdicts that follow are its own, at most one for each finding.
  void begin_audit(Time at, bool cut_short, std::vector<CoveredIntegration> covered);
  void add_verdict(std::size_t finding, Verdict verdict, bool waived);
  void end_audit();
  /// The integration is in no file any more: what was open of it is so no longer, and its tokens are
  /// forgotten.
  void take_out(std::size_t integration);

  /// Since when a finding is not known to be mended.
  std::optional<Time> failing_since(std::size_t finding) const;
  Trend finish(Time since) const;

 private:
  struct Integration {
    std::string name;
    bool audited_before = false;
    std::optional<std::size_t> first_audit;
    std::optional<Time> last_audit;
    std::vector<std::size_t> findings;
    std::vector<ExpiringToken> tokens;
  };
  struct Subject {
    PastFinding told;
    std::size_t integration = 0;
    std::size_t rule = 0;              ///< of one integration; place in `undecided_`
    std::optional<std::size_t> spell;  ///< that is not over; place in `spells_`
    std::optional<std::size_t> audit;  ///< that told it last
  };
  struct Spell {
    std::size_t subject = 0;
    Time since{};
    std::optional<Time> mended;
    bool appeared = false;  ///< not there when its integration was first audited
    bool waived = false;
    bool over = false;
  };
  using RuleKey = std::pair<std::size_t, std::pair<std::string, std::string>>;

  void forget_what_is_gone(const Integration& integration);
  FailureSpell describe(const Spell& spell) const;
  std::vector<ExpiringToken> expiring() const;

  std::vector<Integration> integrations_;
  std::vector<Subject> subjects_;
  std::map<RuleKey, std::size_t> rules_;
  std::vector<std::optional<std::size_t>> undecided_;  ///< by rule: the last audit that could not decide it
  std::vector<Spell> spells_;
  std::vector<TrendPoint> points_;
  std::vector<CoveredIntegration> covered_;  ///< of the audit that is told
};

}  // namespace patrol

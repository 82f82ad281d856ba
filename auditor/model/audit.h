#pragma once

#include "auditor/model/change.h"
#include "auditor/model/evidence.h"
#include "auditor/model/holdings.h"
#include "auditor/model/policy.h"
#include "auditor/model/rare.h"
#include "auditor/model/steps.h"
#include "auditor/model/time.h"
#include "auditor/model/trend.h"
#include "auditor/model/words.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace patrol {

/// How to mend a failure or fill a gap. `advice` is never empty on fail and inconclusive.
struct Remediation {
  Steps advice;     ///< what to do, the portal path included
  Steps call;       ///< exact `az` or REST calls; may be empty
  Steps may_break;  ///< what the change may break; may be empty

  /// The parts as lines of one text, for formats that have a single field.
  std::string text() const;
  friend bool operator==(const Remediation&, const Remediation&) = default;
};

/// An accepted failure: who excused it, why and until when.
struct Waiver {
  std::string reason;
  std::string owner;  ///< who sees to it that the failure ends
  std::string approved_by;
  std::string ticket;  ///< may be empty
  Time expires{};      ///< the last second that it excuses

  friend bool operator==(const Waiver&, const Waiver&) = default;
};

/// The answer for one rule, one integration and, where the rule is for each of them, one project.
struct Finding {
  std::uint32_t integration = 0;  ///< place in Audit::integrations
  std::uint32_t rule = 0;         ///< place in Audit::rules
  std::optional<std::string> project;
  Rare<std::string> resource;
  Verdict verdict = Verdict::inconclusive;
  std::string message;  ///< one sentence, no full stop
  std::string expected;
  std::string observed;
  std::vector<std::string> path;   ///< account → group → grant, or token → list → entry, as names
  std::vector<ReadId> reads;       ///< places in Audit::reads
  Rare<Remediation> remediation;   ///< only on fail and inconclusive
  std::optional<Grade> grade;      ///< of the evidence, where the rule is about a token and was decided
  std::vector<std::string> facts;  ///< on fail: what a waiver of it is bound to, hash_fact() of each fault
  Rare<Waiver> waiver;             ///< only on fail
  Rare<SinceBaseline> since;       ///< only where a baseline was given

  friend bool operator==(const Finding&, const Finding&) = default;
};

/// How to mend it; all parts empty where there is nothing to mend.
const Remediation& remediation_of(const Finding& finding);

/// A rule as reports need it.
struct AuditedRule {
  std::string policy;
  std::string id;
  std::string title;
  Severity severity = Severity::medium;
  Need need = Need::required;
  std::vector<std::string> controls;
  std::string file;  ///< of the policy, relative and safe to print (DESIGN 6, JUnit)
  std::size_t line = 0;

  friend bool operator==(const AuditedRule&, const AuditedRule&) = default;
};

struct AuditedIntegration {
  std::string name;
  std::string policy;
  std::string owner;
  std::string organization;
  std::string account;  ///< as the integration names it: the e-mail, descriptor or id
  std::string file;     ///< like AuditedRule::file
  std::size_t line = 0;

  friend bool operator==(const AuditedIntegration&, const AuditedIntegration&) = default;
};

struct AuditedPolicy {
  std::string id;
  std::string title;
  std::string file;
  std::string sha256;
  std::vector<Source> sources;

  friend bool operator==(const AuditedPolicy&, const AuditedPolicy&) = default;
};

struct AuditedOrganization {
  std::string name;
  std::string auditor;  ///< display name and account of the credential's owner; empty: not known

  friend bool operator==(const AuditedOrganization&, const AuditedOrganization&) = default;
};

/// A gap that stands behind findings, told once.
struct AuditedGap {
  std::string organization;
  Gap gap;
  std::size_t findings = 0;  ///< how many are inconclusive because of it
  /// Of these, how many have no gap of the same reason and grant before it. Added up over all gaps that share
  /// both, each finding counts once.
  std::size_t leads = 0;

  friend bool operator==(const AuditedGap&, const AuditedGap&) = default;
};

/// Something a person should know that is no finding: a dead namesake of a token, a snapshot cut short.
struct Notice {
  std::string organization;  ///< may be empty
  std::string integration;   ///< may be empty
  std::string text;

  friend auto operator<=>(const Notice&, const Notice&) = default;
};

/// How many findings there are of each kind.
struct Totals {
  std::size_t pass = 0;
  std::size_t fail = 0;  ///< without waived ones
  std::size_t inconclusive = 0;
  std::size_t not_applicable = 0;
  std::size_t waived = 0;
  std::size_t counting_failures = 0;      ///< of those, what makes the exit code 1
  std::size_t counting_inconclusive = 0;  ///< of those, what makes the exit code 2

  std::size_t all() const { return pass + fail + inconclusive + not_applicable + waived; }
  friend bool operator==(const Totals&, const Totals&) = default;
};

/// The whole result, in a fixed order: findings by integration name, rule in the order of the policy, project
/// and resource; all other lists sorted.
struct Audit {
  std::string tool;  ///< `patrol 0.1.0`
  Time generated_at{};
  Time collected_at{};
  Severity fail_on = Severity::low;
  bool cut_short = false;
  std::vector<AuditedOrganization> organizations;
  std::vector<AuditedPolicy> policies;
  std::vector<AuditedIntegration> integrations;
  std::vector<AuditedRule> rules;
  std::vector<Finding> findings;
  std::vector<AuditedGap> gaps;
  std::vector<Notice> notices;
  std::vector<AuditedAccount> accounts;
  std::vector<AuditedToken> tokens;  ///< by organization, account and end
  std::vector<Excess> excess;        ///< by organization and account, the most severe first
  std::optional<Baseline> baseline;  ///< only where an earlier audit was given to compare with
  std::optional<Trend> trend;        ///< only with `--history`: this audit and those before it
  std::vector<Read> reads;
  Totals totals;

  const AuditedRule& rule_of(const Finding& finding) const { return rules[finding.rule]; }
  const AuditedIntegration& integration_of(const Finding& finding) const {
    return integrations[finding.integration];
  }

  /// Whether a failing or inconclusive finding moves the exit code and is red in JUnit (DESIGN 3).
  bool counts(const Finding& finding) const;

  friend bool operator==(const Audit&, const Audit&) = default;
};

/// Whether `--fail-on-new` lets the finding be: the baseline knew it, and no better.
bool is_old_news(const Audit& audit, const Finding& finding);

/// Why a failing or inconclusive finding does not count: `waived until 2026-12-31 by …: reason`,
/// `recommended, not required`, `severity low is below the bar medium`, `not new: first seen on 2026-11-01`.
/// Empty where it counts.
std::string why_it_does_not_count(const Audit& audit, const Finding& finding);

/// Counts the findings; the one place that does.
Totals count(const Audit& audit);

/// The exit code that the findings give: 0, 1 or 2 (DESIGN 3); 2 also where an organization could not be read
/// at all, whatever counts.
int exit_code(const Audit& audit);

}  // namespace patrol

#pragma once

#include "auditor/checks/check.h"
#include "auditor/evaluate/evaluate.h"
#include "auditor/evaluate/subjects.h"

#include <map>
#include <optional>
#include <string>
#include <tuple>

namespace patrol {

/// Puts findings together into an Audit: tables without repetition, reads and gaps told once, all in order.
class AuditBuilder {
 public:
  AuditBuilder(const PolicySet& policies, const Snapshot& snapshot, const EvaluateOptions& options);

  /// Makes room, so that nothing is moved while it grows; more may come.
  void expect(std::size_t integrations, std::size_t findings);

  /// Everything that follows is of this integration; `organization` may be null.
  void begin(const Integration& integration, const Policy& policy, const std::string& organization_key);

  void add_not_applicable(std::size_t rule, std::string why);
  /// `subject` is what the rule was asked for under `for_each`.
  void add(std::size_t rule, const Subject& subject, Outcome outcome);
  /// Puts the findings of the last integration into the order of its rules, however they were added.
  void put_in_order();

  /// Place in Audit::reads of the first read of the organization (folded name).
  ReadId first_read_of(const std::string& organization) const;
  /// Something about the organization of the integration that begin() named; told once.
  void add_notice(std::string text);

  Audit finish();

 private:
  /// How often a gap was met, as AuditedGap has it.
  struct Met {
    std::size_t findings = 0;
    std::size_t leads = 0;
  };

  Finding& add_finding(std::size_t rule, const Subject& subject);
  void fill_gaps(Finding& finding, const Outcome& outcome, const Rule& rule);

  Audit audit_;
  std::map<std::string, std::uint32_t> first_rule_;                ///< by policy: where its rules begin
  std::map<std::string, ReadId, std::less<>> first_read_;          ///< by organization: where its reads begin
  std::map<std::string, AuditedOrganization, std::less<>> read_;   ///< by organization: all that were read
  std::map<std::string, AuditedOrganization, std::less<>> asked_;  ///< likewise: those of the integrations
  std::map<std::pair<std::string, Gap>, Met> gaps_;                ///< by organization
  std::set<Notice> notices_;
  const Policy* policy_ = nullptr;
  std::size_t first_finding_ = 0;  ///< of the last integration
  std::uint32_t rule_offset_ = 0;  ///< where the rules of `policy_` begin
  ReadId read_offset_ = 0;
};

}  // namespace patrol

#include "tests/reporters/sample_audit.h"

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <utility>

namespace patrol {
namespace {

/// What is true of an organization by its number: the second was not read, the third fails, the fourth was
/// read in part, all others are all right.
constexpr std::size_t unread = 1;
constexpr std::size_t failing = 2;
constexpr std::size_t half_read = 3;

std::uint32_t add_integration(Audit& audit, const std::string& name, const std::string& organization,
                              const std::string& policy) {
  AuditedIntegration integration = sample_audit().integrations[0];
  integration.name = name;
  integration.policy = policy;
  integration.organization = organization;
  audit.integrations.push_back(std::move(integration));
  return static_cast<std::uint32_t>(audit.integrations.size() - 1);
}

void add_finding(Audit& audit, const Finding& like, std::uint32_t integration, std::uint32_t rule) {
  Finding finding = like;
  finding.integration = integration;
  finding.rule = rule;
  if (like.verdict == Verdict::inconclusive) finding.reads = {3};
  audit.findings.push_back(std::move(finding));
}

void add_gap(Audit& audit, const std::string& organization, Gap::Kind kind) {
  AuditedGap gap = sample_audit().gaps[0];
  gap.organization = organization;
  gap.gap.kind = kind;
  audit.gaps.push_back(std::move(gap));
}

}  // namespace

Audit organizations_audit(std::size_t organizations) {
  const Audit sample = sample_audit();
  const Finding& passing = sample.findings[7];
  const Finding& failed = sample.findings[0];
  const Finding& undecided = sample.findings[4];
  Audit audit = sample;
  audit.organizations.clear();
  audit.integrations.clear();
  audit.findings.clear();
  audit.gaps.clear();
  audit.accounts.clear();
  audit.tokens.clear();
  audit.excess.clear();
  audit.notices.clear();
  audit.policies.push_back(audit.policies.front());
  audit.policies.back().id = "jira";
  audit.policies.back().title = "Jira";
  audit.rules.push_back(audit.rules.front());
  audit.rules.back().policy = "jira";
  const auto jira_rule = static_cast<std::uint32_t>(audit.rules.size() - 1);
  for (std::size_t i = 0; i < organizations; ++i) {
    const std::string name = fmt::format("organization-{:03}", i + 1);
    audit.organizations.push_back({.name = name, .auditor = i == unread ? "" : "Audit Bot"});
    const std::uint32_t flow = add_integration(audit, name + "-flow", name, "pluralsight-flow");
    add_finding(audit, i == failing ? failed : i == unread ? undecided : passing, flow, 0);
    add_finding(audit, i == unread || i == half_read ? undecided : passing, flow, 1);
    if (i == unread) add_gap(audit, name, Gap::Kind::unauthorized);
    if (i == half_read) add_gap(audit, name, Gap::Kind::forbidden);
    if (i % 2 == 1) continue;
    const std::uint32_t jira = add_integration(audit, fmt::format("tickets-{}", i), name, "jira");
    add_finding(audit, passing, jira, jira_rule);
  }
  audit.totals = count(audit);
  return audit;
}

}  // namespace patrol

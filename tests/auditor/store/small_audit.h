#pragma once

#include "auditor/model/audit.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace patrol {

/// What an audit says of one rule.
struct Told {
  std::string integration;
  std::string rule;
  Verdict verdict = Verdict::pass;
  std::optional<std::string> project;
  bool waived = false;
};

/// An audit of the organization `contoso` that says this; its messages are `RULE VERDICT`.
inline Audit audit_at(const std::string& time, const std::vector<Told>& all) {
  Audit audit;
  audit.tool = "patrol test";
  audit.generated_at = *parse_time(time);
  audit.collected_at = audit.generated_at;
  audit.organizations = {{"contoso", "Auditor"}};
  const auto place_of = [](auto& list, const auto& matches, auto item) {
    const auto found = std::ranges::find_if(list, matches);
    if (found != list.end()) return static_cast<std::uint32_t>(found - list.begin());
    list.push_back(std::move(item));
    return static_cast<std::uint32_t>(list.size() - 1);
  };
  for (const Told& told : all) {
    Finding finding;
    finding.integration = place_of(
        audit.integrations, [&](const AuditedIntegration& known) { return known.name == told.integration; },
        AuditedIntegration{.name = told.integration,
                           .policy = "policy",
                           .owner = "owner@contoso.com",
                           .organization = "contoso",
                           .account = "svc-" + told.integration});
    finding.rule = place_of(
        audit.rules, [&](const AuditedRule& known) { return known.id == told.rule; },
        AuditedRule{.policy = "policy", .id = told.rule, .title = "Title of " + told.rule});
    finding.verdict = told.verdict;
    finding.project = told.project;
    finding.message = told.rule + " " + std::string(to_word(told.verdict));
    if (told.waived) finding.waiver = Waiver{.reason = "accepted", .owner = "owner@contoso.com"};
    audit.findings.push_back(std::move(finding));
  }
  for (const AuditedIntegration& integration : audit.integrations) {
    audit.accounts.push_back({.organization = "Contoso",
                              .account = integration.account,
                              .name = integration.name,
                              .integrations = {integration.name},
                              .compared = {"scopes", "groups"}});
  }
  audit.totals = count(audit);
  return audit;
}

/// Gives an integration a living token.
inline void add_token(Audit& audit, const std::string& integration, const std::string& name,
                      const std::string& end) {
  audit.tokens.push_back({.organization = "Contoso",
                          .account = "svc-" + integration,
                          .integrations = {integration},
                          .name = name,
                          .id = "id-" + name,
                          .valid_to = parse_time(end),
                          .is_alive = true});
}

}  // namespace patrol

#include "tests/reporters/sample_audit.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <string>
#include <utility>

namespace patrol {

namespace {

/// What an integration of a large audit signs in with, and what it holds too much.
void add_account(Audit& audit, const Audit& sample, const AuditedIntegration& integration, int number) {
  AuditedAccount account = sample.accounts[0];
  account.account = integration.account;
  account.integrations = {integration.name};
  AuditedToken token = sample.tokens[2];
  token.account = integration.account;
  token.integrations = {integration.name};
  token.name = integration.name;
  *token.valid_to += std::chrono::days(number % 300);
  Excess excess = sample.excess[1];
  excess.account = integration.account;
  excess.integrations = {integration.name};
  excess.path[0] = integration.account;
  audit.accounts.push_back(std::move(account));
  audit.tokens.push_back(std::move(token));
  audit.excess.push_back(std::move(excess));
}

}  // namespace

Audit large_audit(std::size_t findings) {
  constexpr std::size_t findings_each = 100;
  const Audit sample = sample_audit();
  const std::array kinds{sample.findings[7], sample.findings[0], sample.findings[9], sample.findings[10],
                         sample.findings[8], sample.findings[1], sample.findings[4], sample.findings[2],
                         sample.findings[9], sample.findings[10]};
  Audit audit = sample;
  audit.integrations.clear();
  audit.findings.clear();
  audit.accounts.clear();
  audit.tokens.clear();
  audit.excess.clear();
  for (std::size_t i = 0; i < findings; ++i) {
    if (i % findings_each == 0) {
      AuditedIntegration integration = sample.integrations[0];
      integration.name = fmt::format("integration-{:05}", i / findings_each);
      integration.account = fmt::format("svc-{:05}@contoso.com", i / findings_each);
      integration.line = i + 1;
      add_account(audit, sample, integration, static_cast<int>(i / findings_each));
      audit.integrations.push_back(std::move(integration));
    }
    Finding next = kinds[i % kinds.size()];
    next.integration = static_cast<std::uint32_t>(audit.integrations.size() - 1);
    next.project = fmt::format("Project {:03}", i % findings_each);
    audit.findings.push_back(std::move(next));
  }
  audit.totals = count(audit);
  return audit;
}

}  // namespace patrol

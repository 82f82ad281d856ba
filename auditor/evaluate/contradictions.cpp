#include "auditor/evaluate/contradictions.h"

#include "auditor/consistency/contradictions.h"
#include "auditor/consistency/remarks.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace patrol {
namespace {

/// Integrations that sign in with one account.
struct Users {
  const Facts* facts = nullptr;
  std::vector<const Integration*> integrations;
};

/// With the names of the projects that its patterns select, so that two patterns can be compared.
Integration with_projects(const Integration& integration, const Facts& facts) {
  Integration named = integration;
  const Organization* organization = facts.view().organization();
  if (organization == nullptr || !organization->projects) return named;
  for (const Project& project : organization->projects->known.items) {
    const bool is_selected = std::ranges::any_of(integration.projects, [&](const std::string& pattern) {
      return matches_pattern(pattern, project.name);
    });
    if (is_selected) named.projects.push_back(project.name);
  }
  return named;
}

void tell(const Users& users, const std::set<std::string_view>& audited, const PolicySet& policies,
          const Catalogue& catalogue, std::vector<Notice>& notices) {
  std::vector<Integration> named;
  named.reserve(users.integrations.size());
  for (const Integration* each : users.integrations) named.push_back(with_projects(*each, *users.facts));
  std::vector<const Integration*> places;
  places.reserve(named.size());
  for (const Integration& each : named) places.push_back(&each);
  for (Contradiction& each : contradictions_between(places, policies, catalogue)) {
    // Memberships may settle it, and the verdicts tell whether they do.
    if (each.weight == Contradiction::Weight::unlikely) continue;
    const auto asked_about = std::ranges::find_if(
        each.rules, [&](const AskedRule& asked) { return audited.contains(asked.integration->name); });
    if (asked_about == each.rules.end()) continue;
    notices.push_back({.organization = users.facts->view().organization_name(),
                       .integration = asked_about->integration->name,
                       .text = std::move(each.text)});
  }
}

/// Whether the integration is asked all of these rules of its policy.
bool is_asked_all(const Contradiction& contradiction, const Integration& integration) {
  return std::ranges::all_of(contradiction.rules,
                             [&](const AskedRule& asked) { return is_active(*asked.rule, integration); });
}

/// What a policy says against itself, once for all integrations of it in an organization, and what an
/// integration itself brings about.
void add_own(const std::vector<const Integration*>& integrations, const std::set<std::string_view>& audited,
             const PolicySet& policies, const Catalogue& catalogue, std::vector<Notice>& notices) {
  std::map<std::string_view, std::vector<Contradiction>> by_policy;
  std::set<Notice> told;
  for (const Integration* integration : integrations) {
    const auto policy = policies.find(integration->policy);
    if (policy == policies.end() || !audited.contains(integration->name)) continue;
    const auto [known, is_new] = by_policy.try_emplace(integration->policy);
    if (is_new) known->second = contradictions_in(policy->second, catalogue);
    for (const Contradiction& each : known->second) {
      const Position& at = each.rules.front().rule->position;
      if (each.weight == Contradiction::Weight::unlikely || !is_asked_all(each, *integration)) continue;
      told.insert(
          {integration->organization, "",
           at.file + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + ": " + each.text});
    }
    for (std::string& remark : remarks_on(*integration, policy->second)) {
      told.insert({integration->organization, integration->name, std::move(remark)});
    }
    for (Contradiction& each : contradictions_of(*integration, policy->second, catalogue)) {
      if (each.weight == Contradiction::Weight::unlikely) continue;
      told.insert({integration->organization, integration->name, std::move(each.text)});
    }
  }
  std::ranges::copy(told, std::back_inserter(notices));
}

}  // namespace

std::vector<Notice> contradiction_notices(const Audit& audit,
                                          const std::vector<const Integration*>& integrations,
                                          const PolicySet& policies, const Catalogue& catalogue,
                                          const FactsOf& facts_of) {
  std::set<std::string_view> audited;
  for (const AuditedIntegration& each : audit.integrations) audited.insert(each.name);
  std::vector<Notice> notices;
  add_own(integrations, audited, policies, catalogue, notices);

  std::map<std::pair<std::string, std::string>, Users> by_account;
  for (const Integration* integration : integrations) {
    const std::string organization = fold_case(integration->organization);
    const Facts* facts = facts_of(organization).facts;
    if (facts == nullptr) continue;
    const Identity* identity = facts->account(integration->account).identity;
    Users& users =
        by_account[{organization, identity == nullptr ? account_key(integration->account) : identity->id}];
    users.facts = facts;
    users.integrations.push_back(integration);
  }
  for (const auto& [account, users] : by_account) {
    if (users.integrations.size() > 1) tell(users, audited, policies, catalogue, notices);
  }
  return notices;
}

}  // namespace patrol

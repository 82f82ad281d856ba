#include "auditor/evaluate/preflight.h"

#include "auditor/evaluate/take_apart.h"
#include "auditor/facts/tokens.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace patrol {
namespace {

constexpr int days_left = 14;
constexpr const char* token_title = "Its token lasts, and holds no more than these rules need";

using Answer = PreflightRule::Answer;

/// The part of a finding's gap in the answer; the worst of a rule's gaps decides.
Answer answer_for(Gap::Kind kind) {
  switch (kind) {
    case Gap::Kind::unauthorized:
    case Gap::Kind::forbidden:
    case Gap::Kind::not_found: return Answer::refused;
    case Gap::Kind::not_collected:
    case Gap::Kind::unreachable:
    case Gap::Kind::throttled:
    case Gap::Kind::bad_answer:
    case Gap::Kind::cut_short: return Answer::failed;
    case Gap::Kind::not_expandable:
    case Gap::Kind::not_decidable: return Answer::depends;
  }
  return Answer::failed;
}

int weight_of(Answer answer) {
  switch (answer) {
    case Answer::refused: return 3;
    case Answer::failed: return 2;
    case Answer::depends: return 1;
    case Answer::decided:
    case Answer::not_switched_on: return 0;
  }
  return 0;
}

PreflightRule try_rule(const Policy& policy, std::size_t place, const Integration& integration,
                       const Catalogue& catalogue, const Snapshot& snapshot, const EvaluateOptions& options) {
  PolicySet one;
  one.emplace(policy.id, take_apart(policy, place).policy);
  const Audit audit = evaluate(one, {integration}, catalogue, snapshot, options);
  PreflightRule tried{.policy = policy.id,
                      .rule = policy.rules[place].id,
                      .integration = integration.name,
                      .answer = Answer::decided,
                      .gaps = {}};
  const bool is_open = std::ranges::any_of(audit.findings, [](const Finding& finding) {
    return finding.rule == 0 && finding.verdict == Verdict::inconclusive;
  });
  if (!is_open) return tried;
  tried.answer = Answer::depends;
  for (const AuditedGap& gap : audit.gaps) {
    tried.gaps.push_back(gap.gap);
    const Answer answer = answer_for(gap.gap.kind);
    if (weight_of(answer) > weight_of(tried.answer)) tried.answer = answer;
  }
  return tried;
}

Rule auditor_rule(const std::string& id, const std::string& title, Rule::Mode mode, Requirement requirement) {
  Rule rule;
  rule.id = id;
  rule.title = title;
  rule.mode = mode;
  rule.requirement = std::move(requirement);
  return rule;
}

}  // namespace

std::vector<Integration> preflight_samples(const PolicySet& policies,
                                           const std::vector<Integration>& integrations) {
  std::vector<const Integration*> sorted;
  sorted.reserve(integrations.size());
  for (const Integration& integration : integrations) sorted.push_back(&integration);
  std::ranges::sort(sorted, {},
                    [](const Integration* integration) -> const std::string& { return integration->name; });
  std::set<std::tuple<std::string, std::string, std::string>> shown;  // organization, policy, rule
  std::vector<Integration> samples;
  for (const Integration* integration : sorted) {
    const auto policy = policies.find(integration->policy);
    if (policy == policies.end()) continue;
    bool shows_more = false;
    for (const Rule& rule : policy->second.rules) {
      if (!is_active(rule, *integration)) continue;
      shows_more |= shown.emplace(fold_case(integration->organization), policy->first, rule.id).second;
    }
    if (!shows_more) continue;
    samples.emplace_back(*integration).is_trial = true;
  }
  return samples;
}

std::vector<PreflightRule> preflight_rules(const PolicySet& policies, const std::vector<Integration>& samples,
                                           const std::string& organization, const Catalogue& catalogue,
                                           const Snapshot& snapshot, const EvaluateOptions& options) {
  std::vector<const Integration*> here;
  std::set<std::string, std::less<>> used;
  for (const Integration& sample : samples) {
    if (!same_name(sample.organization, organization)) continue;
    here.push_back(&sample);
    used.insert(sample.policy);
  }
  std::vector<PreflightRule> rules;
  for (const auto& [id, policy] : policies) {
    if (!used.contains(id)) continue;
    for (std::size_t place = 0; place < policy.rules.size(); ++place) {
      const auto sample = std::ranges::find_if(here, [&, policy_id = std::string_view(id)](const auto* one) {
        return one->policy == policy_id && is_active(policies.find(policy_id)->second.rules[place], *one);
      });
      if (sample != here.end()) {
        rules.push_back(try_rule(policy, place, **sample, catalogue, snapshot, options));
        continue;
      }
      rules.push_back({.policy = id,
                       .rule = policy.rules[place].id,
                       .integration = "",
                       .answer = Answer::not_switched_on,
                       .gaps = {}});
    }
  }
  return rules;
}

AuditorToken find_auditor_token(const Organization& organization, Time now) {
  AuditorToken found;
  if (!organization.connection || !organization.connection->known) return found;
  const auto listed = organization.tokens.find(organization.connection->known.value().subject_descriptor);
  if (listed == organization.tokens.end() || listed->second.known.rest) return found;
  std::vector<const Token*> living;
  for (const Token& token : listed->second.known.items) {
    if (!is_over(token, now)) living.push_back(&token);
  }
  if (living.size() == 1) found.id = living.front()->authorization_id;
  if (living.size() < 2) return found;
  std::vector<std::string> names;
  names.reserve(living.size());
  for (const Token* token : living) names.push_back(token_name(*token));
  found.doubt = AuditorCheck{
      .title = token_title,
      .verdict = Verdict::inconclusive,
      .message = "which of these the credential is, the service does not tell: " + join_words(names),
      .advice = "revoke those that nothing uses, or audit with an account that has one"};
  return found;
}

AuditorCheck no_token_check(const std::string& credential) {
  return {.title = token_title,
          .verdict = Verdict::not_applicable,
          .message = credential +
                     " is no personal access token: it has no scopes to choose, and may what its "
                     "owner may",
          .advice = ""};
}

AuditorCheck graph_check() {
  return {.title = "The credential for Microsoft Graph holds no more than is needed",
          .verdict = Verdict::not_applicable,
          .message =
              "what PATROL_GRAPH_BEARER may do, only Microsoft Entra tells: no more than "
              "GroupMember.Read.All and User.ReadBasic.All is needed, and Application.Read.All where "
              "service principals are asked about",
          .advice = ""};
}

Policy auditor_policy(const std::string& organization, const AuditorNeeds& needs) {
  Policy policy;
  policy.id = "auditor of " + organization;
  policy.title = "The auditor's own account";
  if (needs.signs_in_with_pat) {
    PatState state;
    state.valid = true;
    state.min_days_left = Amount{.number = days_left};
    policy.rules.push_back(auditor_rule("auditor.token", "Its token lasts", Rule::Mode::require, {state}));
    PatScopes scopes;
    scopes.ids = needs.scopes;
    policy.rules.push_back(auditor_rule("auditor.scopes", "Its token holds no more than these rules need",
                                        Rule::Mode::at_most, {scopes}));
  }
  if (!needs.administrator) {
    Roles roles;
    roles.roles.push_back({.place = {}, .role = RoleHeld::Role::admin});
    policy.rules.push_back(auditor_rule("auditor.administrator",
                                        "It is no administrator, which these rules do not need",
                                        Rule::Mode::forbid, {roles}));
  }
  return policy;
}

Integration auditor_integration(const std::string& organization, const Connection& connection) {
  Integration integration;
  integration.name = "auditor of " + organization;
  integration.policy = integration.name;
  integration.organization = organization;
  integration.account = {AccountSelector::Kind::descriptor, connection.identity_descriptor};
  return integration;
}

}  // namespace patrol

#include "auditor/evaluate/evaluate.h"

#include "auditor/checks/check.h"
#include "auditor/evaluate/assemble.h"
#include "auditor/evaluate/contradictions.h"
#include "auditor/evaluate/holdings.h"
#include "auditor/evaluate/holdings_of_some.h"
#include "auditor/evaluate/live_catalogue.h"
#include "auditor/evaluate/needs.h"
#include "auditor/evaluate/required_here.h"
#include "auditor/evaluate/rules.h"
#include "auditor/evaluate/subjects.h"
#include "auditor/evaluate/waivers.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <memory>
#include <optional>

namespace patrol {
namespace {

std::vector<const Integration*> in_order(const std::vector<Integration>& integrations) {
  std::vector<const Integration*> sorted;
  sorted.reserve(integrations.size());
  for (const Integration& integration : integrations) sorted.push_back(&integration);
  std::ranges::sort(sorted, {},
                    [](const Integration* integration) -> const std::string& { return integration->name; });
  return sorted;
}

/// How many findings there are at the least.
std::size_t rules_to_decide(const PolicySet& policies, const std::vector<Integration>& integrations) {
  std::size_t rules = 0;
  for (const Integration& integration : integrations) {
    const auto policy = policies.find(integration.policy);
    if (policy != policies.end()) rules += policy->second.rules.size();
  }
  return rules;
}

/// Whether a rule of the policy says `required` of groups, permissions or the access level.
bool says_required(const Policy& policy) {
  return std::ranges::any_of(policy.rules,
                             [](const Rule& rule) { return needs_required_here(rule.requirement); });
}

/// Walks over all rules of all integrations and decides each; the same walk for the audit and for what is
/// still to be read.
class Walk {
 public:
  Walk(const PolicySet& policies, const Catalogue& catalogue, const Snapshot& snapshot,
       const EvaluateOptions& options)
      : policies_(policies), catalogue_(catalogue), snapshot_(snapshot), options_(options) {}

  /// `missing` and `builder` may be null.
  void run(const std::vector<Integration>& integrations, std::map<std::string, std::set<FactKey>>* missing,
           AuditBuilder* builder) {
    const std::vector<const Integration*> sorted = in_order(integrations);
    Requirers requirers(policies_, sorted, catalogue_, needs_, options_.now);
    for (const Integration* integration : sorted) {
      if (!options_.asks_about(*integration)) continue;
      const auto policy = policies_.find(integration->policy);
      if (policy == policies_.end()) continue;
      const std::string key = fold_case(integration->organization);
      const Facts& facts = facts_of(key, integration->organization, missing);
      if (builder != nullptr) begin(*builder, *integration, policy->second, key);
      run_one(*integration, policy->second, facts, requirers, builder);
    }
  }

  /// What run() looked at; null: nothing of that organization.
  const Facts* find_facts(const std::string& organization) const {
    const auto found = facts_.find(organization);
    return found == facts_.end() ? nullptr : found->second.get();
  }

  /// What the accounts of the integrations were seen to need by the rules that a builder was given.
  const Needs& needs() const { return needs_; }

 private:
  const Facts& facts_of(const std::string& key, const std::string& name,
                        std::map<std::string, std::set<FactKey>>* missing) {
    const auto known = facts_.find(key);
    if (known != facts_.end()) return *known->second;
    const auto found = snapshot_.organizations.find(key);
    const Organization* organization = found == snapshot_.organizations.end() ? nullptr : &found->second;
    View view(organization, organization == nullptr ? name : organization->name,
              missing == nullptr ? nullptr : &(*missing)[key], options_.ask_graph);
    if (options_.ask_auditor) view.connection();
    auto facts = std::make_unique<Facts>(std::move(view), catalogue_, options_.accept_materialised);
    return *facts_.emplace(key, std::move(facts)).first->second;
  }

  void begin(AuditBuilder& builder, const Integration& integration, const Policy& policy,
             const std::string& key) {
    builder.begin(integration, policy, key);
    const auto found = snapshot_.organizations.find(key);
    if (found == snapshot_.organizations.end() || !compared_.emplace(&policy, key).second) return;
    for (std::string& difference : live_differences(policy, catalogue_, found->second)) {
      builder.add_notice(std::move(difference));
    }
  }

  /// What is the same for all rules of one integration.
  struct Asking {
    const Integration& integration;
    const Facts& facts;
    std::vector<ScopeNeed> scopes;
    bool gathers_needs = false;
    std::map<std::pair<Rule::ForEach, bool>, std::vector<Subject>> subjects{};
  };

  void run_one(const Integration& integration, const Policy& policy, const Facts& facts, Requirers& requirers,
               AuditBuilder* builder) {
    Asking asking{integration, facts, requirers.scopes_for(integration, policy, facts),
                  builder != nullptr || says_required(policy)};
    std::vector<std::size_t> ceilings;
    for (std::size_t i = 0; i < policy.rules.size(); ++i) {
      const Rule& rule = policy.rules[i];
      if (!is_active(rule, integration)) {
        if (builder != nullptr) builder->add_not_applicable(i, why_not_active(rule, integration));
      } else if (needs_required_here(rule.requirement)) {
        ceilings.push_back(i);
      } else {
        ask(i, rule, asking, requirers, builder);
      }
    }
    if (asking.gathers_needs) needs_.finish(integration);
    if (ceilings.empty()) return;
    // What `required` stands for is known once all that requires anything was asked.
    for (const std::size_t i : ceilings) ask(i, policy.rules[i], asking, requirers, builder);
    if (builder != nullptr) builder->put_in_order();
  }

  /// Asks a rule for all that it is for.
  void ask(std::size_t number, const Rule& rule, Asking& asking, Requirers& requirers,
           AuditBuilder* builder) {
    const bool needs_required = needs_required_here(rule.requirement);
    const auto decide_for = [&](const Subject& subject) {
      const auto required = needs_required
                                ? std::optional(requirers.at(asking.integration, rule, subject, asking.facts))
                                : std::nullopt;
      const std::vector<AllowedBelow> below =
          requirers.named_below(asking.integration, rule, subject, asking.facts);
      const Question question{.rule = rule,
                              .integration = asking.integration,
                              .project = subject.project,
                              .repository = subject.repository,
                              .pipeline = subject.pipeline,
                              .scope_needs = asking.scopes,
                              .facts = asking.facts,
                              .catalogue = catalogue_,
                              .now = options_.now,
                              .accept_declared = options_.accept_declared,
                              .required = required ? &*required : nullptr,
                              .named_below = below,
                              .in_words = builder != nullptr};
      Outcome outcome = decide(rule.requirement, question);
      if (asking.gathers_needs) needs_.add(question, outcome);
      return outcome;
    };
    if (rule.for_each == Rule::ForEach::nothing) {
      Outcome outcome = decide_for({});
      if (builder != nullptr) builder->add(number, {}, std::move(outcome));
      return;
    }
    for (const Subject& subject : subjects_for(rule, asking)) {
      const bool is_open = subject.instead && subject.instead->holds == Truth::unknown;
      if (is_open && asking.gathers_needs) needs_.add_open(rule, asking.integration);
      Outcome outcome = subject.instead ? *subject.instead : decide_for(subject);
      outcome.support.add_reads(subject.reads);
      outcome.notices.insert(outcome.notices.end(), subject.notices.begin(), subject.notices.end());
      if (builder != nullptr) builder->add(number, subject, std::move(outcome));
    }
    // What every subject's question needs is asked for while the subjects are still unknown.
    ask_ahead(asking.integration, asking.facts);
  }

  static const std::vector<Subject>& subjects_for(const Rule& rule, Asking& asking) {
    const std::pair selection{rule.for_each, rule.of_others};
    const auto known = asking.subjects.find(selection);
    if (known != asking.subjects.end()) return known->second;
    return asking.subjects.emplace(selection, subjects_of(rule, asking.integration, asking.facts))
        .first->second;
  }

  static void ask_ahead(const Integration& integration, const Facts& facts) {
    facts.account(integration.account);
    facts.view().group_names();
  }

  const PolicySet& policies_;
  const Catalogue& catalogue_;
  const Snapshot& snapshot_;
  const EvaluateOptions& options_;
  std::map<std::string, std::unique_ptr<Facts>, std::less<>> facts_;
  Needs needs_;
  std::set<std::pair<const Policy*, std::string>> compared_;  ///< policies with the live namespaces
};

}  // namespace

bool EvaluateOptions::asks_about(const Integration& integration) const {
  return only.empty() || only.contains(integration.name);
}

Audit evaluate(const PolicySet& policies, const std::vector<Integration>& integrations,
               const Catalogue& catalogue, const Snapshot& snapshot, const EvaluateOptions& options) {
  AuditBuilder builder(policies, snapshot, options);
  builder.expect(integrations.size(), rules_to_decide(policies, integrations));
  Walk walk(policies, catalogue, snapshot, options);
  walk.run(integrations, nullptr, &builder);
  Audit audit = builder.finish();
  const FactsOf facts_of = [&](const std::string& organization) {
    return OrganizationFacts{walk.find_facts(organization), builder.first_read_of(organization)};
  };
  apply_waivers(audit, options.waivers, options.now);
  const std::vector<const Integration*> sorted = in_order(integrations);
  for (Notice& notice : contradiction_notices(audit, sorted, policies, catalogue, facts_of)) {
    audit.notices.push_back(std::move(notice));
  }
  std::ranges::sort(audit.notices);
  if (options.only.empty()) {
    add_holdings(audit, sorted, policies, catalogue, facts_of, walk.needs(), options.now);
  } else {
    EvaluateOptions all = options;
    all.only.clear();
    take_holdings(evaluate(policies, integrations, catalogue, snapshot, all), audit);
  }
  return audit;
}

std::map<std::string, std::set<FactKey>> missing_facts(const PolicySet& policies,
                                                       const std::vector<Integration>& integrations,
                                                       const Catalogue& catalogue, const Snapshot& snapshot,
                                                       const EvaluateOptions& options) {
  std::map<std::string, std::set<FactKey>> missing;
  Walk(policies, catalogue, snapshot, options).run(integrations, &missing, nullptr);
  std::erase_if(missing, [](const auto& entry) { return entry.second.empty(); });
  return missing;
}

}  // namespace patrol

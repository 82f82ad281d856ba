#include "auditor/cases/run.h"

#include "auditor/cases/answers.h"
#include "auditor/cases/compare.h"
#include "auditor/cases/unread.h"
#include "auditor/evaluate/evaluate.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace patrol::cases {
namespace {

EvaluateOptions options_of(const Case& one) {
  return {.now = one.now,
          .tool = {},
          .accept_materialised = one.accept_materialised,
          .accept_declared = one.accept_declared};
}

using Place = std::pair<std::string, std::string>;  // policy and rule

std::map<Place, RuleCoverage*> index(std::vector<RuleCoverage>& rules) {
  std::map<Place, RuleCoverage*> places;
  for (RuleCoverage& rule : rules) places.emplace(Place{rule.policy, rule.rule}, &rule);
  return places;
}

/// Whether all that the rule asks for is a person's word.
bool is_attested_alone(const Requirement& requirement) {
  if (const auto* all = std::get_if<AllOf>(&requirement.kind)) {
    return std::ranges::all_of(all->branches, is_attested_alone);
  }
  if (const auto* any = std::get_if<AnyOf>(&requirement.kind)) {
    return std::ranges::any_of(any->branches, is_attested_alone);
  }
  return std::holds_alternative<Attested>(requirement.kind);
}

std::size_t& count_of(RuleCoverage& rule, Verdict verdict) {
  switch (verdict) {
    case Verdict::pass: return rule.pass;
    case Verdict::fail: return rule.fail;
    case Verdict::inconclusive: return rule.inconclusive;
    case Verdict::not_applicable: break;
  }
  return rule.not_applicable;
}

}  // namespace

Snapshot make_snapshot(const Case& one, const Catalogue& catalogue) {
  const std::string key = fold_case(one.organization.name);
  Snapshot snapshot;
  snapshot.collected_at = one.now;
  Organization& organization = snapshot.organizations[key];
  organization.name = one.organization.name;

  // Asked as a collection asks, so that a case has to tell nothing that no rule looks at.
  std::set<FactKey> asked;
  for (bool goes_on = true; goes_on;) {
    goes_on = false;
    auto missing = missing_facts(one.policies, one.integrations, catalogue, snapshot, options_of(one));
    for (const FactKey& fact : missing[key]) {
      if (!asked.insert(fact).second) continue;
      const Unread* unread = find_unread(one.unread, fact, one.organization);
      if (unread != nullptr && unread->because == Gap::Kind::not_collected) continue;
      goes_on = true;
      answer(fact, one.organization, organization);
      if (unread != nullptr) hide(fact, *unread, organization);
    }
  }
  return snapshot;
}

Trial run(const std::vector<Case>& cases, const PolicySet& policies, const Catalogue& catalogue) {
  Trial trial;
  for (const auto& [id, policy] : policies) {
    for (const Rule& rule : policy.rules) {
      trial.rules.push_back({.policy = id,
                             .rule = rule.id,
                             .file = rule.position.file,
                             .line = rule.position.line,
                             .can_fail = !is_attested_alone(rule.requirement)});
    }
  }
  const auto places = index(trial.rules);
  for (const Case& one : cases) {
    const Audit audit =
        evaluate(one.policies, one.integrations, catalogue, make_snapshot(one, catalogue), options_of(one));
    Comparison comparison = compare(one, audit);
    for (const auto& [rule, verdict] : comparison.shown) {
      const auto place = places.find({one.tested_policy, rule});
      if (place != places.end()) ++count_of(*place->second, verdict);
    }
    trial.cases.push_back({.sentence = one.sentence,
                           .why = one.why,
                           .file = one.position.file,
                           .line = one.position.line,
                           .differences = std::move(comparison.differences)});
  }
  return trial;
}

}  // namespace patrol::cases

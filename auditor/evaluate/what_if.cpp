#include "auditor/evaluate/what_if.h"

#include "auditor/evaluate/compare.h"
#include "auditor/evaluate/waivers.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>
#include <utility>

namespace patrol {
namespace {

FindingSide side_of(const Audit& audit, const Finding& finding) {
  const AuditedRule& rule = audit.rule_of(finding);
  return {.verdict = finding.verdict,
          .severity = rule.severity,
          .need = rule.need,
          .is_waived = finding.waiver.has_value(),
          .counts = audit.counts(finding),
          .message = finding.message};
}

/// Findings of a side by their name, letter case of what Azure DevOps names aside.
using ByName = std::map<FindingName, const Finding*>;

ByName by_name(const Audit& audit) {
  ByName findings;
  for (const Finding& finding : audit.findings) findings.emplace(folded_name(audit, finding), &finding);
  return findings;
}

Severity severity_of(const Audit& audit, const Finding& finding) {
  return audit.rule_of(finding).severity;
}

ChangedFinding changed(const Audit& audit, const Finding& finding, Change change) {
  ChangedFinding result;
  result.name = name_of(audit, finding);
  result.title = audit.rule_of(finding).title;
  result.severity = severity_of(audit, finding);
  result.change = change;
  return result;
}

void add_findings(const Audit& before, Audit after, WhatIf& result) {
  compare(after, as_earlier(before));
  ByName known = by_name(before);
  std::map<FindingName, ChangedFinding> sorted;
  for (const Finding& finding : after.findings) {
    const auto earlier = known.find(folded_name(after, finding));
    const FindingSide now = side_of(after, finding);
    if (earlier == known.end()) {
      ChangedFinding added = changed(after, finding, Change::added);
      added.after = now;
      sorted.emplace(added.name, added);
      continue;
    }
    const FindingSide was = side_of(before, *earlier->second);
    known.erase(earlier);
    const Change change = finding.since ? finding.since->change : Change::unchanged;
    if (change == Change::unchanged) {
      ++result.unchanged;
      continue;
    }
    ChangedFinding other = changed(after, finding, change);
    other.before = was;
    other.after = now;
    sorted.emplace(other.name, other);
  }
  for (const auto& [name, finding] : known) {
    ChangedFinding gone = changed(before, *finding, Change::gone);
    gone.before = side_of(before, *finding);
    sorted.emplace(gone.name, gone);
  }
  for (auto& [name, finding] : sorted) result.findings.push_back(std::move(finding));
  std::ranges::stable_sort(result.findings, {}, [](const ChangedFinding& finding) {
    return std::tie(finding.name.integration, finding.name.policy, finding.name.rule);
  });
}

std::map<std::string, Verdict> worst_by_integration(const Audit& audit) {
  std::map<std::string, Verdict> worst;
  for (const AuditedIntegration& integration : audit.integrations) worst[integration.name] = Verdict::pass;
  for (const Finding& finding : audit.findings) {
    if (!audit.counts(finding)) continue;
    Verdict& verdict = worst[audit.integration_of(finding).name];
    if (verdict != Verdict::fail) verdict = finding.verdict;
  }
  return worst;
}

void add_turns(const Audit& before, const Audit& after, WhatIf& result) {
  const auto was = worst_by_integration(before);
  const auto is = worst_by_integration(after);
  std::map<std::pair<std::optional<Verdict>, std::optional<Verdict>>, std::size_t> turns;
  const auto find = [](const std::map<std::string, Verdict>& all, const std::string& name) {
    const auto found = all.find(name);
    return found == all.end() ? std::nullopt : std::optional{found->second};
  };
  for (const auto& [name, verdict] : is) {
    if (find(was, name) != verdict) ++turns[{find(was, name), verdict}];
  }
  for (const auto& [name, verdict] : was) {
    if (!is.contains(name)) ++turns[{verdict, std::nullopt}];
  }
  for (const auto& [turn, number] : turns) result.turns.push_back({turn.first, turn.second, number});
  std::ranges::stable_sort(result.turns, std::greater{}, &IntegrationTurn::integrations);
}

using WaiverName = std::tuple<std::string, std::string, std::optional<std::string>>;

/// The state of each waiver by what it is for.
std::map<WaiverName, std::string> states_of(const WhatIfSide& side) {
  const auto states = judge_waivers(side.audit, side.waivers, side.audit.generated_at);
  std::map<WaiverName, std::string> named;
  for (std::size_t i = 0; i < states.size(); ++i) {
    const WrittenWaiver& written = side.waivers[i];
    named[{written.integration, written.rule, written.project}] = to_word(states[i]);
  }
  return named;
}

void add_waivers(const WhatIfSide& before, const WhatIfSide& after, WhatIf& result) {
  const auto was = states_of(before);
  const auto is = states_of(after);
  std::map<WaiverName, ChangedWaiver> all;
  const auto place = [&](const WaiverName& name) -> ChangedWaiver& {
    ChangedWaiver& waiver = all[name];
    std::tie(waiver.integration, waiver.rule, waiver.project) = name;
    return waiver;
  };
  for (const auto& [name, state] : was) place(name).before = state;
  for (const auto& [name, state] : is) place(name).after = state;
  for (auto& [name, waiver] : all) {
    if (waiver.before != waiver.after) result.waivers.push_back(std::move(waiver));
  }
}

}  // namespace

WhatIf what_if(const WhatIfSide& before, const WhatIfSide& after) {
  WhatIf result;
  result.tool = after.audit.tool;
  result.generated_at = after.audit.generated_at;
  result.collected_at = after.audit.collected_at;
  result.before = before.audit.totals;
  result.after = after.audit.totals;
  add_findings(before.audit, after.audit, result);
  add_turns(before.audit, after.audit, result);
  add_waivers(before, after, result);
  return result;
}

}  // namespace patrol

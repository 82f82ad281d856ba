#include "auditor/evaluate/draft_choice.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <string>

namespace patrol {
namespace {

using Why = LeftOut::Why;

std::string trial_id(std::size_t topic, std::size_t way, std::size_t rule) {
  return "t" + std::to_string(topic) + "." + std::to_string(way) + "." + std::to_string(rule);
}

struct Told {
  Verdict verdict = Verdict::pass;
  std::string message;
  std::string advice;
};
using ToldOfRules = std::map<std::string, Told>;

/// The worst that an audit says of each rule.
ToldOfRules worst_of(const Audit& audit) {
  ToldOfRules told;
  for (const Finding& finding : audit.findings) {
    Told& rule = told[audit.rule_of(finding).id];
    const bool is_worse = finding.verdict == Verdict::fail
                              ? rule.verdict != Verdict::fail
                              : finding.verdict != Verdict::pass && rule.verdict == Verdict::pass;
    if (!is_worse) continue;
    rule = {finding.verdict, finding.message, remediation_of(finding).advice.in_one_line()};
  }
  return told;
}

/// What keeps the rules of a way from passing; nothing: they pass.
std::optional<Told> hindrance_of(std::size_t topic, std::size_t way, std::size_t rules,
                                 const ToldOfRules& told) {
  for (std::size_t rule = 0; rule < rules; ++rule) {
    const auto found = told.find(trial_id(topic, way, rule));
    if (found == told.end()) return Told{Verdict::inconclusive, "no audit decides it", ""};
    if (found->second.verdict != Verdict::pass) return found->second;
  }
  return std::nullopt;
}

/// One project or thing after the other was asked about; one rule says it of all that passed.
void add_rule(const Rule& rule, std::vector<Rule>& rules) {
  const auto same = std::ranges::find(rules, rule.id, &Rule::id);
  const auto* more = std::get_if<Roles>(&rule.requirement.kind);
  auto* roles = same == rules.end() ? nullptr : std::get_if<Roles>(&same->requirement.kind);
  if (more == nullptr || roles == nullptr) {
    rules.push_back(rule);
    return;
  }
  std::ranges::copy(more->roles, std::back_inserter(roles->roles));
  std::ranges::copy(more->assigned, std::back_inserter(roles->assigned));
}

void choose_way(std::size_t place, const DraftTopic& topic, const ToldOfRules& told, DraftChoice& choice) {
  std::optional<Told> first_hindrance;
  for (std::size_t way = 0; way < topic.ways.size(); ++way) {
    const std::optional<Told> hindrance = hindrance_of(place, way, topic.ways[way].size(), told);
    if (!first_hindrance) first_hindrance = hindrance;
    if (hindrance) continue;
    if (topic.is_only_asked) break;
    for (const Rule& rule : topic.ways[way]) add_rule(rule, choice.rules);
    break;
  }
  if (!first_hindrance) return;
  const bool is_unread = first_hindrance->verdict == Verdict::inconclusive;
  if (!is_unread && topic.is_quiet) return;
  choice.left_out.push_back({.why = is_unread ? Why::unread : Why::not_so,
                             .what = topic.what,
                             .reason = first_hindrance->message,
                             .grant = is_unread ? first_hindrance->advice : ""});
}

}  // namespace

Policy trial_of(const std::vector<DraftTopic>& topics) {
  Policy all;
  for (std::size_t i = 0; i < topics.size(); ++i) {
    for (std::size_t j = 0; j < topics[i].ways.size(); ++j) {
      for (std::size_t k = 0; k < topics[i].ways[j].size(); ++k) {
        all.rules.push_back(topics[i].ways[j][k]);
        all.rules.back().id = trial_id(i, j, k);
      }
    }
  }
  return all;
}

DraftChoice choose(const std::vector<DraftTopic>& topics, const Audit& audit) {
  DraftChoice choice;
  const ToldOfRules told = worst_of(audit);
  for (std::size_t i = 0; i < topics.size(); ++i) choose_way(i, topics[i], told, choice);
  return choice;
}

}  // namespace patrol

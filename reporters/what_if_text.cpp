#include "reporters/headline.h"
#include "reporters/what_if.h"

#include <fmt/format.h>

#include <map>
#include <utility>

namespace patrol {
namespace {

std::string finding_sentence(const WhatIf& result) {
  const std::string rest =
      counted(result.unchanged, "stays", "stay") + " as " + (result.unchanged == 1 ? "it is." : "they are.");
  if (result.findings.empty()) return "No finding changes; " + rest;
  return fmt::format("{}: {} worse, {} better, {} new, {} gone; {}",
                     counted(result.findings.size(), "finding changes", "findings change"),
                     result.count(Change::worse), result.count(Change::better), result.count(Change::added),
                     result.count(Change::gone), rest);
}

std::string turn_sentence(const IntegrationTurn& turn) {
  const std::string number = counted(turn.integrations, "integration", "integrations");
  const bool is_one = turn.integrations == 1;
  const std::string_view before = turn.before ? to_word(*turn.before) : "";
  const std::string_view after = turn.after ? to_word(*turn.after) : "";
  if (before.empty()) return fmt::format("{} {} new: {}.", number, is_one ? "is" : "are", after);
  if (after.empty()) return fmt::format("{} {} gone: {}.", number, is_one ? "is" : "are", before);
  return fmt::format("{} {} from {} to {}.", number, is_one ? "turns" : "turn", before, after);
}

}  // namespace

std::vector<std::string> what_if_sentences(const WhatIf& result) {
  if (result.nothing_changes())
    return {"Nothing changes: " +
            counted(result.unchanged, "finding stays as it is.", "findings stay as they are.")};
  std::vector<std::string> sentences{finding_sentence(result)};
  sentences.reserve(1 + result.turns.size() + result.waivers.size());
  for (const IntegrationTurn& turn : result.turns) sentences.push_back(turn_sentence(turn));
  std::map<std::string, std::size_t> waivers;
  for (const ChangedWaiver& waiver : result.waivers) ++waivers[waiver.after];
  for (const auto& [state, number] : waivers) {
    const bool is_one = number == 1;
    const std::string verb = state.empty() ? (is_one ? "is taken out" : "are taken out")
                                           : std::string(is_one ? "becomes " : "become ") + state;
    sentences.push_back(counted(number, "waiver", "waivers") + " " + verb + ".");
  }
  return sentences;
}

std::string turn_text(const ChangedFinding& finding) {
  const auto words = [](const FindingSide& side) {
    std::string text(to_word(side.verdict));
    if (side.is_waived) return text + " (waived)";
    const bool could_count = side.verdict == Verdict::fail || side.verdict == Verdict::inconclusive;
    return could_count && !side.counts ? text + " (not counted)" : text;
  };
  const std::string before = finding.before ? words(*finding.before) : "";
  const std::string after = finding.after ? words(*finding.after) : "";
  if (before.empty()) return "new: " + after;
  if (after.empty()) return "gone: " + before;
  if (before != after) return before + " → " + after;
  return after + (finding.change == Change::worse ? ", more is wrong" : ", less is wrong");
}

std::string turn_text(const ChangedWaiver& waiver) {
  std::string text = "the waiver of " + waiver.rule;
  if (waiver.project) text += " in " + *waiver.project;
  text += ": ";
  if (waiver.before.empty()) return text + "new, " + waiver.after;
  if (waiver.after.empty()) return text + "taken out, was " + waiver.before;
  return text + waiver.before + " → " + waiver.after;
}

}  // namespace patrol

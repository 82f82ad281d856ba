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
  std::string rare;
  if (const std::size_t number = result.count(Change::no_longer_applies); number > 0) {
    rare += ", " + counted(number, "no longer applies", "no longer apply");
  }
  if (const std::size_t number = result.count(Change::rated_differently); number > 0) {
    rare += fmt::format(", {} rated differently", number);
  }
  return fmt::format("{}: {} worse, {} better, {} new, {} gone{}; {}",
                     counted(result.findings.size(), "finding changes", "findings change"),
                     result.count(Change::worse), result.count(Change::better), result.count(Change::added),
                     result.count(Change::gone), rare, rest);
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

/// `, severity critical → low, required → recommended`
std::string rating_text(const FindingSide& before, const FindingSide& after) {
  std::string text;
  if (before.severity != after.severity) {
    text += fmt::format(", severity {} → {}", to_word(before.severity), to_word(after.severity));
  }
  if (before.need != after.need) text += fmt::format(", {} → {}", to_word(before.need), to_word(after.need));
  return text;
}

/// Of waivers that are new, changed or taken out: what is said of them after their number.
std::string waiver_verb(const ChangedWaiver& waiver, bool is_one) {
  if (waiver.after.empty()) return is_one ? "is taken out" : "are taken out";
  if (waiver.before.empty()) return (is_one ? "is new and " : "are new and ") + waiver.after;
  if (waiver.after == "unused") return is_one ? "becomes unused" : "become unused";
  return (is_one ? "is now " : "are now ") + waiver.after;
}

}  // namespace

std::vector<std::string> what_if_sentences(const WhatIf& result) {
  if (result.nothing_changes())
    return {"Nothing changes: " +
            counted(result.unchanged, "finding stays as it is.", "findings stay as they are.")};
  std::vector<std::string> sentences{finding_sentence(result)};
  sentences.reserve(1 + result.turns.size() + result.waivers.size());
  for (const IntegrationTurn& turn : result.turns) sentences.push_back(turn_sentence(turn));
  // The words for many are the key, because those of one differ only by their grammar.
  std::map<std::string, std::vector<const ChangedWaiver*>> waivers;
  for (const ChangedWaiver& waiver : result.waivers) waivers[waiver_verb(waiver, false)].push_back(&waiver);
  for (const auto& [verb, alike] : waivers) {
    sentences.push_back(fmt::format("{} {}.", counted(alike.size(), "waiver", "waivers"),
                                    alike.size() == 1 ? waiver_verb(*alike[0], true) : verb));
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
  if (!finding.before) return finding.after ? "new: " + words(*finding.after) : "";
  if (!finding.after) return "gone: " + words(*finding.before);
  const std::string before = words(*finding.before);
  const std::string after = words(*finding.after);
  if (before != after) return before + " → " + after;
  if (finding.change == Change::rated_differently) {
    return after + rating_text(*finding.before, *finding.after);
  }
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

#include "auditor/cases/compare.h"

#include "auditor/cases/matching.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace patrol::cases {
namespace {

/// `Website` or `Website/storefront`; empty where the rule is asked once.
std::string place_of(const Finding& finding) {
  std::string place = finding.project.value_or("");
  if (finding.resource) place += (place.empty() ? "" : "/") + *finding.resource;
  return place;
}

/// How a case names what a rule says beside its places: of those that are not known.
constexpr std::string_view nowhere = "no project";

/// Whether the case means what is said of this place.
bool is_about(const Wanted& wanted, const std::string& place) {
  return !wanted.place || same_name(*wanted.place, place.empty() ? nowhere : std::string_view(place));
}

std::string name_of(const std::string& rule, const std::string& place) {
  return place.empty() ? rule : rule + " · " + place;
}

/// The verdict with what goes with it, as a person reads it.
std::string words_of(const Wanted& wanted) {
  std::string words(to_word(wanted.verdict));
  if (!wanted.says.empty()) words += ", saying “" + join_words(wanted.says) + "”";
  if (!wanted.through.empty()) words += ", through " + join_words(wanted.through);
  return words;
}

/// Whether the steps hold these parts, one after the other.
bool goes_through(const std::vector<std::string>& path, const std::vector<std::string>& parts) {
  auto step = path.begin();
  for (const std::string& part : parts) {
    step = std::find_if(step, path.end(),
                        [&](const std::string& name) { return name.find(part) != std::string::npos; });
    if (step == path.end()) return false;
    ++step;
  }
  return true;
}

std::string joined_path(const Finding& finding) {
  std::string text;
  for (const std::string& step : finding.path) text += (text.empty() ? "" : " → ") + step;
  return text;
}

/// What is not as wanted; nothing where all is.
std::optional<std::string> what_differs(const Wanted& wanted, const Finding& finding) {
  if (finding.verdict != wanted.verdict) return std::string(to_word(finding.verdict));
  for (const std::string& part : wanted.says) {
    if (finding.message.find(part) == std::string::npos) return "a message without “" + part + "”";
  }
  if (!goes_through(finding.path, wanted.through)) {
    return finding.path.empty() ? "no path" : "the path " + joined_path(finding);
  }
  return std::nullopt;
}

class Comparing {
 public:
  Comparing(const Case& one, const Audit& audit) : one_(one), audit_(audit) {
    for (const Finding& finding : audit.findings) {
      if (audit.integration_of(finding).name == one.integrations.front().name) findings_.push_back(&finding);
    }
  }

  Comparison run() {
    for (const Wanted& wanted : one_.wanted) hold(wanted);
    if (one_.others_pass) hold_others();
    for (const std::string& part : one_.notices) hold_notice(part);
    if (one_.excess) hold_excess(*one_.excess);
    return std::move(comparison_);
  }

 private:
  const std::string& rule_of(const Finding& finding) const { return audit_.rule_of(finding).id; }

  void hold(const Wanted& wanted) {
    std::vector<std::string> places;
    bool is_met = false;
    for (const Finding* finding : findings_) {
      if (rule_of(*finding) != wanted.rule) continue;
      const std::string place = place_of(*finding);
      places.push_back(place.empty() ? std::string(nowhere) : place);
      if (!is_about(wanted, place)) continue;
      is_met = true;
      if (const auto got = what_differs(wanted, *finding)) {
        comparison_.differences.push_back(
            {name_of(wanted.rule, place), words_of(wanted), *got, finding->message});
      } else {
        comparison_.shown.insert({wanted.rule, wanted.verdict});
      }
    }
    if (is_met) return;
    comparison_.differences.push_back({name_of(wanted.rule, wanted.place.value_or("")), words_of(wanted),
                                       "no such finding", "there are findings for: " + join_words(places)});
  }

  bool is_wanted(const Finding& finding) const {
    return std::ranges::any_of(one_.wanted, [&](const Wanted& wanted) {
      return wanted.rule == rule_of(finding) && is_about(wanted, place_of(finding));
    });
  }

  void hold_others() {
    for (const Finding* finding : findings_) {
      if (is_wanted(*finding)) continue;
      if (finding->verdict == Verdict::pass || finding->verdict == Verdict::not_applicable) {
        comparison_.shown.insert({rule_of(*finding), finding->verdict});
        continue;
      }
      comparison_.differences.push_back({name_of(rule_of(*finding), place_of(*finding)),
                                         "pass, as all others", std::string(to_word(finding->verdict)),
                                         finding->message});
    }
  }

  void hold_notice(const std::string& part) {
    std::string told;
    for (const Notice& notice : audit_.notices) {
      if (notice.text.find(part) != std::string::npos) return;
      told += (told.empty() ? "" : "; ") + notice.text;
    }
    comparison_.differences.push_back(
        {"", "a notice saying “" + part + "”", told.empty() ? "no notice" : "others", told});
  }

  /// Each part has to be of one excess, and no excess without one.
  void hold_excess(const std::vector<std::string>& parts) {
    std::vector<std::string> told;
    told.reserve(audit_.excess.size());
    for (const Excess& excess : audit_.excess) told.push_back(excess.what);
    if (are_paired(parts, told)) return;
    comparison_.differences.push_back({"",
                                       parts.empty() ? "no excess" : "the excess “" + join_words(parts) + "”",
                                       told.empty() ? "none" : join_words(told), ""});
  }

  const Case& one_;
  const Audit& audit_;
  std::vector<const Finding*> findings_;
  Comparison comparison_;
};

}  // namespace

Comparison compare(const Case& one, const Audit& audit) {
  return Comparing(one, audit).run();
}

}  // namespace patrol::cases

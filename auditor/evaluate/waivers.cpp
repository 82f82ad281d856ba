#include "auditor/evaluate/waivers.h"

#include "auditor/model/text.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {
namespace {

using std::chrono::days;

/// How long before its end a waiver is told to end.
constexpr days soon{14};

/// Every hash as the waiver's file takes it: `[h0123456789abcdef, …]`.
std::string as_list(const std::set<std::string>& facts) {
  std::string text;
  for (const std::string& fact : facts) text += (text.empty() ? "[" : ", ") + fact;
  return text + "]";
}

/// One waiver against the findings that it is for.
class Trial {
 public:
  Trial(const Audit& audit, const WrittenWaiver& written, Time now)
      : audit_(audit), written_(written), now_(now), excused_(written.facts.begin(), written.facts.end()) {}

  bool is_for(const Finding& finding) const {
    if (audit_.integration_of(finding).name != written_.integration) return false;
    if (audit_.rule_of(finding).id != written_.rule) return false;
    return !written_.project || (finding.project && same_name(*finding.project, *written_.project));
  }

  /// Looks at one of those, and answers whether it is excused.
  bool look(const Finding& finding) {
    met_.insert(finding.verdict);
    if (finding.verdict != Verdict::fail) return false;
    facts_.insert(finding.facts.begin(), finding.facts.end());
    if (now_ > written_.waiver.expires) return false;
    const Severity severity = audit_.rule_of(finding).severity;
    const days longest = written_.longest_lives.at(static_cast<std::size_t>(severity));
    if (written_.waiver.expires >= std::chrono::floor<days>(now_) + longest + days{1}) {
      is_too_long_ = true;
      severity_ = severity;
      return false;
    }
    const bool is_same = std::ranges::includes(excused_, finding.facts);
    if (!is_same) has_lapsed_ = true;
    return is_same;
  }

  WaiverState state() const {
    if (!met_.contains(Verdict::fail)) return WaiverState::unused;
    if (now_ > written_.waiver.expires) return WaiverState::expired;
    if (is_too_long_) return WaiverState::too_long;
    return has_lapsed_ ? WaiverState::lapsed : WaiverState::in_use;
  }

  std::vector<std::string> notices() const {
    std::vector<std::string> texts;
    const std::string day = format_date(written_.waiver.expires);
    const auto say = [&](const std::string& text) { texts.push_back(name() + " " + text); };
    switch (state()) {
      case WaiverState::unused: say("is unused: " + why_unused()); break;
      case WaiverState::expired:
        say("expired on " + day + " and excuses no longer: mend the failure, or have it approved again");
        break;
      case WaiverState::too_long: {
        const days longest = written_.longest_lives.at(static_cast<std::size_t>(severity_));
        say("excuses nothing yet: it expires on " + day + ", and a failure of severity " +
            std::string(to_word(severity_)) + " is waived for at most " + std::to_string(longest.count()) +
            " days before its end, from " +
            format_date(std::chrono::floor<days>(written_.waiver.expires) - longest) + " on");
        break;
      }
      case WaiverState::lapsed:
        say("has lapsed: not everything that is wrong now is what was waived; mend what was added, or "
            "approve "
            "all of it by `facts: " +
            as_list(facts_) + "`");
        break;
      case WaiverState::in_use: tell_what_ends(say); break;
    }
    return texts;
  }

 private:
  void tell_what_ends(const auto& say) const {
    const auto left = std::chrono::floor<days>(written_.waiver.expires) - std::chrono::floor<days>(now_);
    if (left <= soon) {
      const auto number = left.count();
      say("expires on " + format_date(written_.waiver.expires) + ", " +
          (number == 0 ? "today" : "in " + std::to_string(number) + (number == 1 ? " day" : " days")));
    }
    const bool is_narrower =
        std::ranges::any_of(written_.facts, [&](const std::string& fact) { return !facts_.contains(fact); });
    if (is_narrower) {
      say("excuses more than is wrong now; write `facts: " + as_list(facts_) + "`");
    }
  }

  /// `the waiver of org.pca in Website (waivers.yaml:3)`
  std::string name() const {
    std::string text = "the waiver of " + written_.rule;
    if (written_.project) text += " in " + *written_.project;
    return text + " (" + written_.position.file + ":" + std::to_string(written_.position.line) + ")";
  }

  std::string why_unused() const {
    if (met_.contains(Verdict::inconclusive)) {
      return "the rule could not be decided, and a waiver excuses only what is known";
    }
    if (met_.contains(Verdict::pass)) return "nothing fails any more; take it out";
    if (met_.contains(Verdict::not_applicable))
      return "the rule does not concern the integration; take it out";
    const auto integration =
        std::ranges::find(audit_.integrations, written_.integration, &AuditedIntegration::name);
    if (integration == audit_.integrations.end()) {
      std::vector<std::string> names;
      names.reserve(audit_.integrations.size());
      for (const AuditedIntegration& known : audit_.integrations) names.push_back(known.name);
      return "there is no integration " + written_.integration + did_you_mean(written_.integration, names);
    }
    std::vector<std::string> ids;
    for (const AuditedRule& rule : audit_.rules) {
      if (rule.policy == integration->policy) ids.push_back(rule.id);
    }
    if (std::ranges::find(ids, written_.rule) == ids.end()) {
      return "the policy " + integration->policy + " has no such rule" + did_you_mean(written_.rule, ids);
    }
    return "the rule is not asked in the project " + written_.project.value_or("?");
  }

  static std::string did_you_mean(const std::string& word, const std::vector<std::string>& known) {
    const std::string_view near = nearest_word(word, known);
    return near.empty() ? "" : "; did you mean " + std::string(near) + "?";
  }

  const Audit& audit_;
  const WrittenWaiver& written_;
  Time now_;
  std::set<std::string> excused_;
  std::set<Verdict> met_;        ///< the verdicts of the findings that it is for
  std::set<std::string> facts_;  ///< of those that fail
  bool has_lapsed_ = false;
  bool is_too_long_ = false;
  Severity severity_ = Severity::info;  ///< for which it is too long
};

std::string organization_of(const Audit& audit, const std::string& integration) {
  const auto found = std::ranges::find(audit.integrations, integration, &AuditedIntegration::name);
  return found == audit.integrations.end() ? "" : found->organization;
}

/// Waivers by what they are for, so that an audit of thousands of findings asks each only about its own.
using ByRule = std::map<std::pair<std::string_view, std::string_view>, std::vector<const WrittenWaiver*>>;

}  // namespace

std::string_view to_word(WaiverState state) {
  switch (state) {
    case WaiverState::in_use: return "in use";
    case WaiverState::unused: return "unused";
    case WaiverState::expired: return "expired";
    case WaiverState::too_long: return "too long";
    case WaiverState::lapsed: return "lapsed";
  }
  return "?";
}

std::vector<WaiverState> judge_waivers(const Audit& audit, std::span<const WrittenWaiver> waivers, Time now) {
  std::vector<WaiverState> states;
  states.reserve(waivers.size());
  for (const WrittenWaiver& written : waivers) {
    Trial trial(audit, written, now);
    for (const Finding& finding : audit.findings) {
      if (trial.is_for(finding)) trial.look(finding);
    }
    states.push_back(trial.state());
  }
  return states;
}

void apply_waivers(Audit& audit, std::span<const WrittenWaiver> waivers, Time now) {
  if (waivers.empty()) return;
  std::map<const WrittenWaiver*, Trial> trials;
  ByRule by_rule;
  for (const WrittenWaiver& written : waivers) {
    trials.emplace(&written, Trial(audit, written, now));
    by_rule[{written.integration, written.rule}].push_back(&written);
  }
  // Those of a project are looked at last, so that they have the last word on whose reason is told.
  for (auto& [rule, own] : by_rule) {
    std::ranges::stable_sort(own, {},
                             [](const WrittenWaiver* written) { return written->project.has_value(); });
  }
  for (Finding& finding : audit.findings) {
    const auto own = by_rule.find({audit.integration_of(finding).name, audit.rule_of(finding).id});
    if (own == by_rule.end()) continue;
    for (const WrittenWaiver* written : own->second) {
      Trial& trial = trials.at(written);
      if (trial.is_for(finding) && trial.look(finding)) finding.waiver = written->waiver;
    }
  }
  for (const WrittenWaiver& written : waivers) {
    const std::string organization = organization_of(audit, written.integration);
    for (std::string& text : trials.at(&written).notices()) {
      audit.notices.push_back(
          {organization, organization.empty() ? "" : written.integration, std::move(text)});
    }
  }
  std::ranges::sort(audit.notices);
  audit.totals = count(audit);
}

}  // namespace patrol

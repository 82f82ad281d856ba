#include "auditor/checks/join.h"

#include "auditor/checks/ways_out.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <string>
#include <tuple>
#include <utility>

namespace patrol {
namespace {

void append(std::string& text, const std::string& more, std::string_view separator) {
  if (more.empty() || text == more) return;
  if (!text.empty()) text += separator;
  text += more;
}

/// What does not hold, and what is not known to hold: who excuses the one does not excuse the other unseen.
void add_faults(const Outcome& outcome, std::vector<std::string>& faults) {
  if (outcome.holds == Truth::no) std::ranges::copy(outcome.all_faults(), std::back_inserter(faults));
  if (outcome.holds != Truth::unknown) return;
  if (outcome.support.gaps.empty()) faults.push_back("not known: " + outcome.expected);
  for (const Gap& gap : outcome.support.gaps) faults.push_back("not known: " + gap.what);
}

/// What is less comes first: the smaller reach, of these what can be done by exact calls, in the fewest
/// steps. What says nothing of how to mend it comes last.
auto weight_of(const Outcome& outcome) {
  const Remediation& remedy = outcome.remediation;
  const Steps& steps = remedy.call.empty() ? remedy.advice : remedy.call;
  return std::tuple(remedy.advice.empty(), outcome.reach, remedy.call.empty(), steps.size());
}

/// One of several that is enough. No call but its own: whoever copies all of them would do too much.
void keep_least(std::span<const Outcome> failed, Outcome& joint) {
  if (failed.empty()) return;
  const auto least = std::ranges::min_element(failed, {}, weight_of);
  joint.remediation = least->remediation;
  joint.reach = least->reach;
  for (const Outcome& other : failed) {
    const Steps& advice = other.remediation.advice;
    if (advice.empty() || other.reach > least->reach || advice == least->remediation.advice) continue;
    const Steps& breaks = other.remediation.may_break;
    const std::string warning = breaks.empty() ? "" : " (may break: " + breaks.in_one_line() + ")";
    joint.remediation.advice.add("or: " + advice.in_one_line() + warning);
  }
}

/// Puts the parts of those outcomes together that carry the joint answer.
Outcome merge(std::vector<Outcome>& outcomes, Truth holds, std::string_view between_expected, bool needs_all,
              auto carries) {
  Outcome joint;
  joint.holds = holds;
  for (Outcome& outcome : outcomes) {
    append(joint.expected, outcome.expected, between_expected);
    joint.notices.insert(joint.notices.end(), outcome.notices.begin(), outcome.notices.end());
    if (holds == Truth::no) add_faults(outcome, joint.faults);
    if (!carries(outcome)) continue;
    // A chain is as strong as its weakest link.
    if (outcome.grade && (!joint.grade || *outcome.grade < *joint.grade)) joint.grade = outcome.grade;
    append(joint.message, outcome.message, "; ");
    append(joint.observed, outcome.observed, "; ");
    if (joint.path.empty()) joint.path = std::move(outcome.path);
    // Of several ways that are open the first is enough.
    if (needs_all || joint.held_through.empty()) {
      std::ranges::move(outcome.held_through, std::back_inserter(joint.held_through));
    }
    joint.support.add_reads(outcome.support.reads);
    if (holds == Truth::unknown) joint.support.add(outcome.support);
    if (!needs_all) continue;
    add_steps(joint.remediation, outcome.remediation);
    joint.reach = std::max(joint.reach, outcome.reach);
  }
  // Where one is enough and none holds, all have failed.
  if (!needs_all && holds == Truth::no) keep_least(outcomes, joint);
  return joint;
}

Outcome join(std::vector<Outcome> outcomes, Truth holds, std::string_view between_expected, bool needs_all) {
  if (outcomes.size() == 1) return std::move(outcomes.front());
  return merge(outcomes, holds, between_expected, needs_all,
               [holds](const Outcome& outcome) { return outcome.holds == holds; });
}

}  // namespace

Outcome join_all(std::vector<Outcome> outcomes) {
  Truth holds = Truth::yes;
  for (const Outcome& outcome : outcomes) holds = holds & outcome.holds;
  return join(std::move(outcomes), holds, "; ", true);
}

Outcome join_any(std::vector<Outcome> outcomes) {
  Truth holds = Truth::no;
  for (const Outcome& outcome : outcomes) holds = holds | outcome.holds;
  return join(std::move(outcomes), holds, " or ", false);
}

}  // namespace patrol

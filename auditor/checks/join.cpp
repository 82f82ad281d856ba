#include "auditor/checks/join.h"

#include <iterator>
#include <utility>

namespace patrol {
namespace {

void append(std::string& text, const std::string& more, std::string_view separator) {
  if (more.empty() || text == more) return;
  if (!text.empty()) text += separator;
  text += more;
}

/// Puts the parts of those outcomes together that carry the joint answer.
Outcome merge(std::vector<Outcome>& outcomes, Truth holds, std::string_view between_expected, auto carries) {
  Outcome joint;
  joint.holds = holds;
  for (Outcome& outcome : outcomes) {
    append(joint.expected, outcome.expected, between_expected);
    joint.notices.insert(joint.notices.end(), outcome.notices.begin(), outcome.notices.end());
    if (!carries(outcome)) continue;
    append(joint.message, outcome.message, "; ");
    append(joint.observed, outcome.observed, "; ");
    if (joint.path.empty()) joint.path = std::move(outcome.path);
    joint.support.add_reads(outcome.support.reads);
    if (holds == Truth::unknown) joint.support.add(outcome.support);
    append(joint.remediation.advice, outcome.remediation.advice, "\n");
    append(joint.remediation.call, outcome.remediation.call, "\n");
    append(joint.remediation.may_break, outcome.remediation.may_break, "\n");
  }
  return joint;
}

Outcome join(std::vector<Outcome> outcomes, Truth holds, std::string_view between_expected) {
  if (outcomes.size() == 1) return std::move(outcomes.front());
  return merge(outcomes, holds, between_expected,
               [holds](const Outcome& outcome) { return outcome.holds == holds; });
}

}  // namespace

Outcome join_all(std::vector<Outcome> outcomes) {
  Truth holds = Truth::yes;
  for (const Outcome& outcome : outcomes) holds = holds & outcome.holds;
  return join(std::move(outcomes), holds, "; ");
}

Outcome join_any(std::vector<Outcome> outcomes) {
  Truth holds = Truth::no;
  for (const Outcome& outcome : outcomes) holds = holds | outcome.holds;
  return join(std::move(outcomes), holds, " or ");
}

}  // namespace patrol

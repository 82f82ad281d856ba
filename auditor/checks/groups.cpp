#include "auditor/checks/join.h"
#include "auditor/checks/memberships.h"
#include "auditor/checks/rows.h"

namespace patrol {
namespace {

Outcome decide_groups(const Groups& wanted, const Question& question) {
  std::vector<Outcome> outcomes;
  for (const GroupMembership& membership : wanted.groups) {
    const WantedGroup group{membership.place, membership.group};
    switch (question.mode()) {
      case Rule::Mode::require: outcomes.push_back(decide_membership(group, question)); break;
      case Rule::Mode::forbid: outcomes.push_back(decide_absence(group, question)); break;
      case Rule::Mode::at_most:
      case Rule::Mode::exactly: {
        Outcome outcome;
        outcome.expected = std::string(to_word(question.mode())) + " " + membership.group;
        outcome.support.add_gap({Gap::Kind::not_decidable, "groups beyond those that the rule names",
                                 "this version of patrol decides `groups` under `require` and `forbid` only",
                                 "name the groups that must not be under `forbid`"});
        outcomes.push_back(std::move(outcome));
        break;
      }
    }
  }
  return join_all(std::move(outcomes));
}

}  // namespace

constexpr Check groups_check =
    make_check<Groups, decide_groups>("groups", "membership of groups, nested ones included");

}  // namespace patrol

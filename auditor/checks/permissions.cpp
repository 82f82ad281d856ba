#include "auditor/checks/join.h"
#include "auditor/checks/one_permission.h"
#include "auditor/checks/permission_ceiling.h"
#include "auditor/checks/rows.h"
#include "auditor/model/rule_mode.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace patrol {
namespace {

/// What a rule names at two levels it allows at the upper one in all that is under it, and at the lower one
/// on the things that it is asked of. What another part of the rule names this one does not allow.
std::vector<AllowedBelow> named_below(const std::vector<Permission>& named, const Question& question) {
  std::vector<AllowedBelow> below;
  std::ranges::copy_if(question.named_below, std::back_inserter(below), [&](const AllowedBelow& each) {
    return std::ranges::find(named, *each.permission) != named.end();
  });
  return below;
}

Outcome decide_permissions(const Permissions& wanted, const Question& question) {
  if (wanted.required_only) {
    // Nobody asks without having looked at the other rules; if somebody did, it would not be known.
    if (question.required == nullptr) return {};
    return decide_required_only(*question.required, question);
  }
  std::vector<Outcome> outcomes;
  if (question.mode() != Rule::Mode::at_most) {
    for (const Permission& permission : wanted.permissions) {
      outcomes.push_back(decide_one_permission(
          permission, question,
          question.mode() == Rule::Mode::forbid ? Asking::forbidden : Asking::required));
    }
  }
  if (is_ceiling(question.mode())) {
    const std::vector<AllowedBelow> below = named_below(wanted.permissions, question);
    std::vector<Outcome> others =
        decide_nothing_beyond({wanted.permissions, wanted.permissions, below}, question);
    std::ranges::move(others, std::back_inserter(outcomes));
  }
  return join_all(std::move(outcomes));
}

}  // namespace

constexpr Check permissions_check = make_check<Permissions, decide_permissions>(
    "permissions",
    "allow and deny on security namespaces, as the entries of the account and its groups give it");

}  // namespace patrol

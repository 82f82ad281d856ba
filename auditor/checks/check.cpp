#include "auditor/checks/check.h"

#include "auditor/checks/join.h"
#include "auditor/checks/rows.h"
#include "auditor/model/sort_unique.h"

#include <algorithm>
#include <array>
#include <utility>

namespace patrol {
namespace {

Outcome undecidable(const Question& question, std::string reason, std::string grant) {
  Outcome outcome;
  outcome.support.add_gap({Gap::Kind::not_decidable, "a requirement of the rule " + question.rule.id,
                           std::move(reason), std::move(grant)});
  return outcome;
}

}  // namespace

std::vector<std::string> Outcome::all_faults() const {
  std::vector<std::string> all = faults.empty() ? std::vector{observed} : faults;
  sort_unique(all);
  return all;
}

std::span<const Check> checks() {
  static const std::array all{access_level_check, account_check,      attest_check,     connection_check,
                              groups_check,       pat_check,          pat_scopes_check, permissions_check,
                              roles_check,        service_hooks_check};
  return all;
}

Outcome decide(const Requirement& requirement, const Question& question) {
  const auto branches = [&](const std::vector<Requirement>& requirements) {
    std::vector<Outcome> outcomes;
    outcomes.reserve(requirements.size());
    for (const Requirement& branch : requirements) outcomes.push_back(decide(branch, question));
    return outcomes;
  };
  // Under `forbid` a branch holds where what it names is not there. Not one of any may be, so all have to
  // hold; not all of them at once may be, so one that holds is enough.
  const bool forbids = question.mode() == Rule::Mode::forbid;
  if (const auto* all = std::get_if<AllOf>(&requirement.kind)) {
    return forbids ? join_any(branches(all->branches)) : join_all(branches(all->branches));
  }
  if (const auto* any = std::get_if<AnyOf>(&requirement.kind)) {
    return forbids ? join_all(branches(any->branches)) : join_any(branches(any->branches));
  }
  const auto rows = checks();
  const auto row = std::ranges::find_if(rows, [&](const Check& check) { return check.is_for(requirement); });
  if (row == rows.end()) {
    return undecidable(question, "this version of patrol has no check for it", "update patrol");
  }
  if (row->only_required && question.mode() != Rule::Mode::require) {
    return undecidable(question,
                       "`" + std::string(row->word) + "` can only be required, not used under `" +
                           std::string(to_word(question.mode())) + "`",
                       "put it under `require`");
  }
  return row->decide(requirement, question);
}

}  // namespace patrol

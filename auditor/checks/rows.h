#pragma once

#include "auditor/checks/check.h"

namespace patrol {

// Each file of a check ends in the definition of its row.
extern const Check access_level_check;
extern const Check account_check;
extern const Check attest_check;
extern const Check connection_check;
extern const Check groups_check;
extern const Check pat_check;
extern const Check pat_scopes_check;
extern const Check permissions_check;
extern const Check roles_check;
extern const Check service_hooks_check;

/// Makes a row out of a function on the kind's own struct.
template <class Kind, Outcome (*decide_kind)(const Kind&, const Question&)>
constexpr Check make_check(std::string_view word, std::string_view summary, bool only_required = false) {
  return {word, summary, only_required,
          [](const Requirement& requirement) { return std::holds_alternative<Kind>(requirement.kind); },
          [](const Requirement& requirement, const Question& question) {
            return decide_kind(std::get<Kind>(requirement.kind), question);
          }};
}

}  // namespace patrol

#include "auditor/model/preflight.h"

#include <algorithm>

namespace patrol {

std::string_view to_word(PreflightRule::Answer answer) {
  switch (answer) {
    case PreflightRule::Answer::decided: return "decided";
    case PreflightRule::Answer::refused: return "refused";
    case PreflightRule::Answer::failed: return "failed";
    case PreflightRule::Answer::depends: return "depends";
    case PreflightRule::Answer::not_switched_on: return "not switched on";
  }
  return "?";
}

bool Preflight::is_good() const {
  return std::ranges::all_of(organizations, [](const PreflightOrganization& organization) {
    return organization.is_accepted &&
           std::ranges::none_of(organization.rules, [](const PreflightRule& rule) {
             return rule.answer == PreflightRule::Answer::refused ||
                    rule.answer == PreflightRule::Answer::failed;
           });
  });
}

}  // namespace patrol

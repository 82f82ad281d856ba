#include "auditor/model/trial.h"

#include <algorithm>

namespace patrol {

std::size_t Trial::failed_cases() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(cases, [](const CaseResult& one) { return !one.differences.empty(); }));
}

std::size_t Trial::incomplete_rules() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(rules, [](const RuleCoverage& rule) { return !rule.is_complete(); }));
}

std::string missing_cases(const RuleCoverage& rule) {
  std::string words;
  const auto add = [&](std::size_t count, const char* word) {
    if (count > 0) return;
    if (!words.empty()) words += ", ";
    words += word;
  };
  add(rule.pass, "pass");
  if (rule.can_fail) add(rule.fail, "fail");
  add(rule.inconclusive, "evidence missing");
  return words;
}

}  // namespace patrol

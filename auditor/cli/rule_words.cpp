#include "auditor/cli/rule_words.h"

#include <fmt/format.h>

#include <vector>

namespace patrol::cli {
namespace {

/// `a or b`
std::string any_of(const std::vector<std::string>& names) {
  return fmt::format("{}", fmt::join(names, " or "));
}

}  // namespace

std::string condition_of(const Rule& rule) {
  std::string text;
  const auto append = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  if (!rule.when.empty()) append("with " + any_of(rule.when));
  if (!rule.unless.empty()) append("without " + any_of(rule.unless));
  switch (rule.for_each) {
    case Rule::ForEach::nothing: break;
    case Rule::ForEach::project:
    case Rule::ForEach::repository:
    case Rule::ForEach::pipeline:
      append((rule.of_others ? "for each other " : "for each ") + std::string(to_word(rule.for_each)));
  }
  return text;
}

}  // namespace patrol::cli

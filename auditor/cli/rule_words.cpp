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
    case Rule::ForEach::project: append("for each project"); break;
    case Rule::ForEach::repository: append("for each repository"); break;
    case Rule::ForEach::pipeline: append("for each pipeline"); break;
  }
  return text;
}

}  // namespace patrol::cli

#include "auditor/cli/suggestion.h"

#include "auditor/model/text.h"

#include <vector>

namespace patrol::cli {
namespace {

/// So many are still read by somebody who made a slip.
constexpr std::size_t most_listed = 20;

}  // namespace

std::string did_you_mean(std::string_view word, std::span<const std::string> known, std::string_view prefix) {
  const auto quoted = [&](std::string_view name) {
    return "`" + std::string(prefix) + std::string(name) + "`";
  };
  if (const std::string_view near = nearest_word(word, known); !near.empty()) {
    return ", did you mean " + quoted(near) + "?";
  }
  if (known.empty() || known.size() > most_listed) return "";
  std::vector<std::string> names;
  for (const std::string& name : known) names.push_back(quoted(name));
  return "; known: " + join_words(names);
}

}  // namespace patrol::cli

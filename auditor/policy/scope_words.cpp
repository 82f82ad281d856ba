#include "auditor/policy/scope_words.h"

#include "auditor/model/text.h"

#include <algorithm>
#include <set>

namespace patrol {
namespace {

/// The words of the token page without what people write in different ways: `Read, write & manage` and
/// `read, write, and manage` both give `read write manage`.
std::string plain(std::string_view words) {
  std::string spaced = fold_case(words);
  std::ranges::replace_if(
      spaced, [](char c) { return c == '&' || c == ',' || c == '\t' || c == '\n'; }, ' ');
  std::string joined;
  for (const std::string& word : split(spaced, ' ')) {
    if (word.empty() || word == "and") continue;
    if (!joined.empty()) joined += ' ';
    joined += word;
  }
  return joined;
}

}  // namespace

std::vector<const Scope*> scopes_of_area(const Catalogue& catalogue, std::string_view area) {
  const std::string wanted = plain(area);
  std::vector<const Scope*> found;
  for (const auto& [id, scope] : catalogue.scopes) {
    if (!scope.area.empty() && plain(scope.area) == wanted) found.push_back(&scope);
  }
  return found;
}

const Scope* scope_of_level(const std::vector<const Scope*>& scopes, std::string_view level) {
  const std::string wanted = plain(level);
  const auto found =
      std::ranges::find_if(scopes, [&](const Scope* scope) { return plain(scope->level) == wanted; });
  return found == scopes.end() ? nullptr : *found;
}

std::vector<std::string> scope_areas(const Catalogue& catalogue) {
  std::set<std::string> areas;
  for (const auto& [id, scope] : catalogue.scopes) {
    if (!scope.area.empty()) areas.insert(scope.area);
  }
  return {areas.begin(), areas.end()};
}

}  // namespace patrol

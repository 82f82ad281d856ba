#include "auditor/model/integration.h"

#include "auditor/model/text.h"

#include <algorithm>

namespace patrol {
namespace {

bool any_on(const std::vector<std::string>& words, const Integration& integration) {
  return std::ranges::any_of(words,
                             [&](const std::string& word) { return is_switched_on(word, integration); });
}

std::string plain(std::string_view statement) {
  std::string folded = fold_case(trim(statement));
  std::ranges::replace_if(
      folded, [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  const auto is_second_space = [](char a, char b) { return a == ' ' && b == ' '; };
  folded.erase(std::unique(folded.begin(), folded.end(), is_second_space), folded.end());
  if (folded.ends_with('.')) folded.pop_back();
  return folded;
}

}  // namespace

bool is_switched_on(const std::string& word, const Integration& integration) {
  return word == integration.variant ||
         std::ranges::find(integration.features, word) != integration.features.end();
}

bool leaves_no_others(const Rule& rule, const Integration& integration) {
  return rule.of_others && integration.all_projects &&
         (rule.for_each == Rule::ForEach::project || integration.repositories.empty());
}

bool is_active(const Rule& rule, const Integration& integration) {
  return !leaves_no_others(rule, integration) && (rule.when.empty() || any_on(rule.when, integration)) &&
         !any_on(rule.unless, integration);
}

int number_for(const Amount& amount, const Integration& integration) {
  const auto own = integration.parameters.find(amount.parameter);
  return own == integration.parameters.end() ? amount.number : own->second;
}

const std::string& name_for(const ThingName& name, const Integration& integration) {
  const auto own = integration.names.find(name.parameter);
  return own == integration.names.end() ? name.text : own->second;
}

bool same_statement(std::string_view a, std::string_view b) {
  return plain(a) == plain(b);
}

}  // namespace patrol

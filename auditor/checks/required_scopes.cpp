#include "auditor/checks/required_scopes.h"

#include "auditor/checks/token_subject.h"
#include "auditor/model/sort_unique.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <functional>

namespace patrol {
namespace {

/// Whether two files mean one token by their own words.
bool is_same_token(const PatSelector& one, const PatSelector& other) {
  if (!one.secret_env.empty() && one.secret_env == other.secret_env) return true;
  if (!one.id.empty() || !other.id.empty()) return same_name(one.id, other.id);
  return one.name == other.name;
}

std::vector<const Token*> chosen_by(const PatSelector& selector, const Question& question) {
  const Identity* account = question.account().identity;
  if (account == nullptr || owns_no_token(*account) || account->subject_descriptor.empty()) return {};
  return find_tokens(question.facts.view(), account->subject_descriptor, selector, question.now).chosen;
}

std::vector<std::string> sum(const Question& question,
                             const std::function<bool(const Integration&)>& counts) {
  std::vector<std::string> ids;
  for (const ScopeNeed& need : question.scope_needs) {
    const bool is_own = need.integration == &question.integration;
    if (is_own || counts(*need.integration)) ids.insert(ids.end(), need.ids.begin(), need.ids.end());
  }
  sort_unique(ids);
  return ids;
}

}  // namespace

std::vector<std::string> required_of(const Token& token, const Question& question) {
  const std::vector<const Token*> own = chosen_by(question.integration.pat, question);
  const bool is_listed = std::ranges::find(own, &token) != own.end();
  return sum(question, [&](const Integration& other) {
    if (!is_listed) return is_same_token(question.integration.pat, other.pat);
    const std::vector<const Token*> chosen = chosen_by(other.pat, question);
    return std::ranges::find(chosen, &token) != chosen.end();
  });
}

std::vector<std::string> required_of_all(const Question& question) {
  const std::vector<const Token*> own = chosen_by(question.integration.pat, question);
  return sum(question, [&](const Integration& other) {
    if (own.empty()) return is_same_token(question.integration.pat, other.pat);
    return std::ranges::any_of(chosen_by(other.pat, question), [&](const Token* token) {
      return std::ranges::find(own, token) != own.end();
    });
  });
}

}  // namespace patrol

#include "auditor/checks/required_scopes.h"

#include "auditor/checks/token_subject.h"
#include "auditor/facts/tokens.h"
#include "auditor/facts/truth.h"
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

bool is_elsewhere(const Integration& other, const Question& question) {
  return !same_name(other.organization, question.integration.organization);
}

/// The like of an integration of another organization; who names one token by its id may name it otherwise
/// there.
Truth is_same_token_elsewhere(const Integration& one, const Integration& other) {
  if (!one.pat.id.empty() && !other.pat.id.empty()) return truth_of(same_name(one.pat.id, other.pat.id));
  const bool name_both = !one.pat.name.empty() && !other.pat.name.empty();
  const bool is_one_name = name_both && one.pat.name == other.pat.name;
  using Kind = AccountSelector::Kind;
  if (one.account.kind != Kind::email || other.account.kind != Kind::email) {
    // Descriptors and ids of two organizations can not be compared.
    return is_one_name ? Truth::unknown : Truth::no;
  }
  const bool is_one_account = same_name(one.account.value, other.account.value);
  return is_one_account && (is_one_name || !name_both) ? Truth::unknown : Truth::no;
}

Truth uses_elsewhere(const Integration& other, const Token& token, const Question& question) {
  const Identity* account = question.account().identity;
  if (account == nullptr) return Truth::no;
  return is_used_elsewhere(token, account->mail, account->account, other);
}

/// `uses`: whether another integration uses the token.
RequiredScopes sum(const Question& question, const std::function<Truth(const Integration&)>& uses) {
  RequiredScopes sum;
  for (const ScopeNeed& need : question.scope_needs) {
    const Truth counts = need.integration == &question.integration ? Truth::yes : uses(*need.integration);
    if (counts == Truth::no) continue;
    sum.possible.insert(sum.possible.end(), need.ids.begin(), need.ids.end());
    if (counts == Truth::yes) sum.ids.insert(sum.ids.end(), need.ids.begin(), need.ids.end());
    if (counts == Truth::unknown) sum.open.push_back(need.integration->name);
  }
  sort_unique(sum.ids);
  sort_unique(sum.possible);
  return sum;
}

}  // namespace

RequiredScopes required_of(const Token& token, const Question& question) {
  const std::vector<const Token*> own = chosen_by(question.integration.pat, question);
  const bool is_listed = std::ranges::find(own, &token) != own.end();
  return sum(question, [&](const Integration& other) {
    if (is_elsewhere(other, question)) {
      return is_listed ? uses_elsewhere(other, token, question)
                       : is_same_token_elsewhere(question.integration, other);
    }
    if (!is_listed) return truth_of(is_same_token(question.integration.pat, other.pat));
    const std::vector<const Token*> chosen = chosen_by(other.pat, question);
    return truth_of(std::ranges::find(chosen, &token) != chosen.end());
  });
}

RequiredScopes required_of_all(const Question& question) {
  const std::vector<const Token*> own = chosen_by(question.integration.pat, question);
  return sum(question, [&](const Integration& other) {
    if (is_elsewhere(other, question)) {
      Truth uses = own.empty() ? is_same_token_elsewhere(question.integration, other) : Truth::no;
      for (const Token* token : own) uses = uses | uses_elsewhere(other, *token, question);
      return uses;
    }
    if (own.empty()) return truth_of(is_same_token(question.integration.pat, other.pat));
    return truth_of(std::ranges::any_of(chosen_by(other.pat, question), [&](const Token* token) {
      return std::ranges::find(own, token) != own.end();
    }));
  });
}

}  // namespace patrol

#include "auditor/facts/tokens.h"

#include "auditor/model/concat.h"
#include "auditor/model/redact.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace patrol {
namespace {

std::string names_of(const std::vector<Token>& tokens) {
  std::vector<std::string> names;
  names.reserve(tokens.size());
  for (const Token& token : tokens) names.push_back(token_name(token));
  std::ranges::sort(names);
  return names.empty() ? "no token was seen" : "seen: " + join_words(names);
}

std::string wanted(const PatSelector& selector) {
  if (!selector.id.empty()) return "the token with the id " + selector.id;
  if (!selector.name.empty()) return "the token `" + selector.name + "`";
  return "the tokens of the account";
}

/// The service need not tell names (API.md 3.7): such an entry may be the token that is looked for.
bool is_nameless(const Token& token) {
  return token.display_name.empty();
}

/// Takes those out that are over and share their name with exactly one living token. That a token of another
/// name lives says nothing of a dead one. Nameless ones are nobody's namesakes, nor are those whose name was
/// masked: it may have been another secret.
void set_namesakes_aside(TokenAnswer& answer, Time now) {
  std::map<std::string_view, std::size_t> living;
  for (const Token* token : answer.chosen) {
    if (is_alive(*token, now)) ++living[token->display_name];
  }
  std::erase_if(answer.chosen, [&](const Token* token) {
    if (!is_over(*token, now) || is_nameless(*token) || is_masked(token->display_name)) return false;
    const auto namesakes = living.find(token->display_name);
    if (namesakes == living.end() || namesakes->second != 1) return false;
    answer.notices.push_back("set aside as no longer valid: " + token_name(*token));
    return true;
  });
}

}  // namespace

TokenAnswer find_tokens(const View& view, const std::string& subject_descriptor, const PatSelector& selector,
                        Time now) {
  const auto& fact = view.tokens(subject_descriptor);
  const auto& listed = fact.known.items;
  TokenAnswer answer;
  answer.support.add_reads(fact.reads);

  for (const Token& token : listed) {
    const bool is_wanted = !selector.id.empty()     ? same_name(token.authorization_id, selector.id)
                           : !selector.name.empty() ? token.display_name == selector.name
                                                    : true;
    if (is_wanted) answer.chosen.push_back(&token);
  }

  // An id names one token for good: whatever else the list may hold, that one was seen.
  const bool settled = !selector.id.empty() && !answer.chosen.empty();
  if (fact.known.rest && !settled) {
    Gap gap = *fact.known.rest;
    gap.what = wanted(selector);
    // The service's own words often end with a full stop.
    if (gap.reason.ends_with('.')) gap.reason.pop_back();
    gap.reason += "; " + names_of(listed);
    answer.support.add_gap(gap);
    return answer;
  }
  if (answer.chosen.empty() && !selector.name.empty() && std::ranges::any_of(listed, is_nameless)) {
    answer.support.add_gap({Gap::Kind::not_decidable, wanted(selector),
                            "the service lists tokens without their names; " + names_of(listed),
                            "name the token by its id in the integration file: `pat: {id: …}`"});
    return answer;
  }
  if (answer.chosen.empty()) {
    answer.none = true;
    return answer;
  }
  if (selector.id.empty()) set_namesakes_aside(answer, now);
  return answer;
}

bool is_alive(const Token& token, Time now) {
  return token.is_valid && (!token.valid_from || *token.valid_from <= now) && token.valid_to &&
         now < *token.valid_to;
}

bool is_over(const Token& token, Time now) {
  return !token.is_valid || (token.valid_to && *token.valid_to <= now);
}

Truth is_used_elsewhere(const Token& token, std::string_view mail, std::string_view account,
                        const Integration& integration) {
  const bool is_for_one = token.target_accounts && token.target_accounts->size() < 2;
  const PatSelector& pat = integration.pat;
  if (is_for_one) return Truth::no;
  if (!pat.id.empty()) return truth_of(same_name(pat.id, token.authorization_id));
  const bool is_called_so = !pat.name.empty() && pat.name == token.display_name;
  if (integration.account.kind != AccountSelector::Kind::email) {
    return is_called_so ? Truth::unknown : Truth::no;
  }
  const std::string& address = integration.account.value;
  const bool is_of_account = same_name(address, mail) || same_name(address, account);
  const bool may_be_called_so =
      is_called_so || pat.name.empty() || is_nameless(token) || is_masked(token.display_name);
  return is_of_account && may_be_called_so ? Truth::unknown : Truth::no;
}

std::string token_name(const Token& token) {
  if (token.display_name.empty()) return token.authorization_id;
  return concat({token.display_name, " (", token.authorization_id, ")"});
}

}  // namespace patrol

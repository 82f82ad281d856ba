#include "auditor/evaluate/draft_token.h"

#include "auditor/evaluate/draft_rules.h"
#include "auditor/facts/tokens.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace patrol {
namespace {

using Tokens = std::vector<const Token*>;

Tokens living_of(const Tokens& tokens, Time now) {
  Tokens living;
  std::ranges::copy_if(tokens, std::back_inserter(living),
                       [&](const Token* each) { return !is_over(*each, now); });
  return living;
}

std::string names_of(const Tokens& tokens) {
  std::vector<std::string> names;
  names.reserve(tokens.size());
  for (const Token* token : tokens) names.push_back(token_name(*token));
  std::ranges::sort(names);
  return join_words(names);
}

TokenChoice unknown(std::string reason, std::string grant) {
  return {.unknown = Gap{.kind = Gap::Kind::not_decidable,
                         .what = {},
                         .reason = std::move(reason),
                         .grant = std::move(grant)}};
}

/// Of those that have the name or id that was asked for.
TokenChoice choose_among(const Tokens& named, Time now) {
  const Tokens living = living_of(named, now);
  if (living.size() > 1) {
    return unknown("several of that name are alive: " + names_of(living),
                   "say which one the integration uses by its id: --pat ID");
  }
  return {.token = living.empty() ? named.front() : living.front()};
}

TokenChoice choose(const Listing<Token>& listed, const std::string& wanted, Time now) {
  Tokens all;
  Tokens named;
  for (const Token& token : listed.items) {
    all.push_back(&token);
    if (same_name(token.authorization_id, wanted) || token.display_name == wanted) named.push_back(&token);
  }
  const Tokens living = living_of(all, now);
  if (!wanted.empty() && !named.empty()) return choose_among(named, now);
  if (wanted.empty() && living.size() == 1 && listed.complete()) return {.token = living.front()};
  if (listed.rest) return {.unknown = listed.rest};
  if (!wanted.empty()) {
    return unknown("none of its tokens has that name or id" +
                       (living.empty() ? std::string() : "; alive: " + names_of(living)),
                   "correct --pat");
  }
  if (living.empty()) {
    return {.note = listed.items.empty() ? "It holds no personal access token"
                                         : "None of its personal access tokens is alive"};
  }
  return unknown("several are alive: " + names_of(living),
                 "say which one the integration uses: --pat NAME or ID");
}

PatSelector selector_of(const Token& token, const Listing<Token>& listed, Time now) {
  const auto is_other = [&](const Token& other) {
    return other.authorization_id != token.authorization_id && other.display_name == token.display_name &&
           !is_over(other, now);
  };
  const bool is_nameless_somewhere =
      std::ranges::any_of(listed.items, [](const Token& other) { return other.display_name.empty(); });
  const bool is_clear = !token.display_name.empty() && !is_nameless_somewhere && listed.complete() &&
                        is_sayable(token.display_name) && std::ranges::none_of(listed.items, is_other);
  return is_clear ? PatSelector{.name = token.display_name, .id = ""}
                  : PatSelector{.name = "", .id = token.authorization_id};
}

}  // namespace

TokenChoice choose_token(const Listing<Token>& listed, const std::string& wanted, Time now) {
  TokenChoice choice = choose(listed, wanted, now);
  if (choice.token != nullptr) choice.selector = selector_of(*choice.token, listed, now);
  return choice;
}

}  // namespace patrol

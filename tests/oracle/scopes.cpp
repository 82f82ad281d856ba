#include "tests/oracle/known.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

namespace patrol::oracle {
namespace {

/// API.md 6: what a scope brings with it, one step at a time.
const std::multimap<std::string, std::string>& implications() {
  static const std::multimap<std::string, std::string> all{
      {"vso.code_full", "vso.code_manage"},
      {"vso.code_manage", "vso.code_write"},
      {"vso.code_write", "vso.code"},
      {"vso.build_execute", "vso.build"},
      {"vso.work_full", "vso.work_write"},
      {"vso.work_write", "vso.work"},
      {"vso.project_manage", "vso.project_write"},
      {"vso.project_write", "vso.project"},
      {"vso.graph_manage", "vso.graph"},
      {"vso.identity_manage", "vso.identity"},
      {"vso.release_manage", "vso.release_execute"},
      {"vso.release_execute", "vso.release"},
      {"vso.environment_manage", "vso.agentpools_manage"},
      {"vso.machinegroup_manage", "vso.agentpools_manage"},
      {"vso.agentpools_manage", "vso.agentpools"},
      {"vso.code", "vso.hooks_write"},
      {"vso.build", "vso.hooks_write"},
      {"vso.work", "vso.hooks_write"},
      {"vso.hooks_write", "vso.hooks"},
      {"vso.hooks", "vso.profile"},
      {"vso.release", "vso.profile"}};
  return all;
}

/// The scope and all that come with it.
std::set<std::string> closure(const std::string& scope) {
  std::set<std::string> all{scope};
  for (bool grew = true; grew;) {
    grew = false;
    for (const auto& [from, to] : implications()) {
      if (all.contains(from)) grew |= all.insert(to).second;
    }
  }
  return all;
}

/// What no list of scopes tells may imply anything.
bool is_known(const std::string& scope) {
  return scope != "vso.mystery";
}

Answer holds(const Token& token, const std::string& wanted, PatScopes::Match match) {
  Answer answer = Answer::no;
  for (const std::string& scope : token.scopes) {
    if (scope == wanted) return Answer::yes;
    if (match == PatScopes::Match::literal) continue;
    if (scope == "app_token" || closure(scope).contains(wanted)) return Answer::yes;
    if (!is_known(scope)) answer = Answer::unknown;
  }
  return answer;
}

/// What a scope allows that is in no list can not be bounded.
bool is_within(const std::string& scope, const PatScopes& most) {
  if (!is_known(scope)) return false;
  return std::ranges::any_of(most.ids, [&](const std::string& id) {
    if (id == scope) return true;
    return most.match == PatScopes::Match::effective && (id == "app_token" || closure(id).contains(scope));
  });
}

Answer holds_for(const Token& token, const PatScopes& scopes, Rule::Mode mode) {
  Answer all = Answer::yes, any = Answer::no;
  for (const std::string& id : scopes.ids) {
    all = both(all, holds(token, id, scopes.match));
    any = either(any, holds(token, id, scopes.match));
  }
  const bool no_more =
      std::ranges::all_of(token.scopes, [&](const std::string& scope) { return is_within(scope, scopes); });
  const Answer at_most = no_more ? Answer::yes : Answer::no;
  switch (mode) {
    case Rule::Mode::require: return all;
    case Rule::Mode::at_most: return at_most;
    case Rule::Mode::exactly: return both(all, at_most);
    case Rule::Mode::forbid: return any;
  }
  return Answer::unknown;
}

bool is_living(const Token& token, Time now) {
  return token.is_valid && token.valid_from <= now && token.valid_to > now;
}

}  // namespace

namespace {

/// What all tokens say that may be the integration's, if they agree; `without` where there is none.
template <class Ask>
Answer of_tokens(const Known& known, Answer without, const Ask& ask) {
  if (!known.account) return Answer::unknown;
  const auto found = known.organization.tokens.find(known.account->subject_descriptor);
  if (found == known.organization.tokens.end() || !found->second.known.complete()) return Answer::unknown;
  std::vector<Token> tokens;
  for (const Token& token : found->second.known.items) {
    if (token.display_name == known.integration.pat.name) tokens.push_back(token);
  }
  const auto living = [&](const Token& token) { return is_living(token, known.now); };
  if (std::ranges::count_if(tokens, living) == 1)
    std::erase_if(tokens, [&](const Token& t) { return !living(t); });
  // Tokens for some organizations name them by id.
  if (!known.organization.connection || !known.organization.connection->known) {
    const auto names_some = [](const Token& token) { return token.target_accounts.has_value(); };
    if (std::ranges::any_of(tokens, names_some)) return Answer::unknown;
  }
  if (tokens.empty()) return without;
  const Answer first = ask(tokens.front());
  const bool agree = std::ranges::all_of(tokens, [&](const Token& token) { return ask(token) == first; });
  return agree ? first : Answer::unknown;
}

Answer is_as_wanted(const Token& token, const PatState& wanted, Time now) {
  using Days = std::chrono::days;
  bool is = true;
  if (wanted.valid) is = is && is_living(token, now);
  if (wanted.max_lifetime_days) {
    is = is && *token.valid_to - *token.valid_from <= Days{wanted.max_lifetime_days->number};
  }
  if (wanted.one_organization) is = is && token.target_accounts && token.target_accounts->size() == 1;
  return is ? Answer::yes : Answer::no;
}

}  // namespace

Answer has_scopes(const Known& known, const PatScopes& scopes, Rule::Mode mode) {
  // Without its token an integration has no scope, and no policy about scopes is kept (DESIGN 2, Which
  // token).
  const Answer without = mode == Rule::Mode::forbid ? Answer::yes : Answer::no;
  return of_tokens(known, without, [&](const Token& token) { return holds_for(token, scopes, mode); });
}

Answer has_token(const Known& known, const PatState& wanted) {
  const Answer told = of_tokens(known, Answer::no,
                                [&](const Token& token) { return is_as_wanted(token, wanted, known.now); });
  // API.md 8: a token dies with its owner; 3.5: who is not active today may be so again.
  const bool may_be_dead = wanted.valid && known.account && !known.account->is_active;
  return may_be_dead && told == Answer::yes ? Answer::unknown : told;
}

Answer is_account(const Known& known, const AccountState& wanted) {
  if (!known.account) return Answer::unknown;
  const Identity& account = *known.account;
  bool is = true;
  if (wanted.active) is = is && account.is_active;
  if (wanted.email_exact) {
    is = is && (account.mail.empty() ? account.account : account.mail) == known.integration.email;
  }
  // Only users are made up here (API.md 4.3).
  if (wanted.kind) is = is && *wanted.kind == AccountState::Kind::user;
  return is ? Answer::yes : Answer::no;
}

bool comes_with(const std::string& scope, const std::vector<std::string>& ids) {
  return std::ranges::find(ids, "app_token") != ids.end() || is_within(scope, PatScopes{.ids = ids});
}

std::optional<std::vector<Token>> living_tokens(const Known& known) {
  if (!known.account) return std::nullopt;
  const auto found = known.organization.tokens.find(known.account->subject_descriptor);
  if (found == known.organization.tokens.end() || !found->second.known.complete()) return std::nullopt;
  std::vector<Token> living;
  for (const Token& token : found->second.known.items) {
    if (token.display_name == known.integration.pat.name && is_living(token, known.now))
      living.push_back(token);
  }
  return living;
}

std::optional<AccessLevel> access_of(const Known& known) {
  static const std::map<std::string, AccessLevel> levels{{"none", AccessLevel::none},
                                                         {"stakeholder", AccessLevel::stakeholder},
                                                         {"express", AccessLevel::basic},
                                                         {"advanced", AccessLevel::basic_and_test_plans}};
  if (!known.account) return std::nullopt;
  const auto found = known.organization.entitlements.find(known.account->id);
  if (found == known.organization.entitlements.end() || !found->second.known) return std::nullopt;
  return levels.at(found->second.known.value().account_license_type);
}

Answer has_access(const Known& known, AccessLevel level, Rule::Mode mode) {
  const auto held = access_of(known);
  if (!held) return Answer::unknown;
  bool holds = *held >= level;
  if (mode == Rule::Mode::at_most) holds = *held <= level;
  if (mode == Rule::Mode::exactly) holds = *held == level;
  return holds ? Answer::yes : Answer::no;
}

}  // namespace patrol::oracle

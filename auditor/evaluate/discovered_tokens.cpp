#include "auditor/evaluate/discovered_tokens.h"

#include "auditor/facts/tokens.h"
#include "auditor/facts/truth.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

namespace patrol {
namespace {

/// Names of the integrations that use each token.
using UsersByToken = std::map<const Token*, std::set<std::string>>;

struct TokenUsers {
  UsersByToken sure;
  UsersByToken possible;
};

/// Those that sign in with the account.
void add_own(const TokenOwner& owner, const View& view, Time now, TokenUsers& users) {
  const std::string& descriptor = owner.principal.descriptor;
  for (const Integration* integration : owner.sure) {
    const TokenAnswer answer = find_tokens(view, descriptor, integration->pat, now);
    for (const Token* token : answer.chosen) users.sure[token].insert(integration->name);
    if (!answer.chosen.empty() || answer.none) continue;
    // It is one that the service lists without its name, or one that was not listed.
    for (const Token& token : view.tokens(descriptor).known.items) {
      if (token.display_name.empty()) users.possible[&token].insert(integration->name);
    }
  }
  for (const Integration* integration : owner.possible) {
    const TokenAnswer answer = find_tokens(view, descriptor, integration->pat, now);
    for (const Token* token : answer.chosen) users.possible[token].insert(integration->name);
  }
}

/// Those of other organizations.
void add_elsewhere(const Principal& owner, const std::vector<Token>& tokens, const std::string& organization,
                   const TokenSharers& sharers, TokenUsers& users) {
  const std::array<std::string_view, 2> addresses{owner.mail, owner.principal_name};
  for (const Token& token : tokens) {
    const std::array<std::string_view, 2> words{token.authorization_id, token.display_name};
    for (const Integration* integration : sharers.elsewhere(organization, addresses, words)) {
      const Truth uses = is_used_elsewhere(token, owner.mail, owner.principal_name, *integration);
      if (uses == Truth::yes) users.sure[&token].insert(integration->name);
      if (uses == Truth::unknown) users.possible[&token].insert(integration->name);
    }
  }
}

}  // namespace

std::vector<DiscoveredToken> tokens_of(const TokenOwner& owner, const View& view,
                                       const std::string& organization, const TokenSharers& sharers,
                                       Time now) {
  const std::vector<Token>& listed = view.tokens(owner.principal.descriptor).known.items;
  TokenUsers users;
  add_own(owner, view, now, users);
  add_elsewhere(owner.principal, listed, organization, sharers, users);
  std::vector<DiscoveredToken> tokens;
  tokens.reserve(listed.size());
  for (const Token& token : listed) {
    const bool is_claimed = users.sure.contains(&token);
    const std::set<std::string>& names = is_claimed ? users.sure[&token] : users.possible[&token];
    tokens.push_back({.id = token.authorization_id,
                      .name = token.display_name,
                      .scopes = token.scopes,
                      .valid_from = token.valid_from,
                      .valid_to = token.valid_to,
                      .is_alive = is_alive(token, now),
                      .all_organizations = !token.target_accounts.has_value(),
                      .claim = is_claimed      ? DiscoveredToken::Claim::claimed
                               : names.empty() ? DiscoveredToken::Claim::unclaimed
                                               : DiscoveredToken::Claim::unknown,
                      .integrations = {names.begin(), names.end()}});
  }
  std::ranges::sort(tokens, {}, [](const DiscoveredToken& token) {
    return std::tuple(!token.is_alive, std::string_view(token.name), std::string_view(token.id));
  });
  return tokens;
}

}  // namespace patrol

#include "auditor/model/discovery.h"

#include "auditor/model/may_live.h"

#include <algorithm>

namespace patrol {

std::string_view to_word(DiscoveredToken::Claim claim) {
  switch (claim) {
    case DiscoveredToken::Claim::claimed: return "claimed";
    case DiscoveredToken::Claim::unclaimed: return "unclaimed";
    case DiscoveredToken::Claim::unknown: return "unknown";
  }
  return "?";
}

std::string_view to_word(DiscoveredAccount::Sign sign) {
  switch (sign) {
    case DiscoveredAccount::Sign::service_principal: return "service_principal";
    case DiscoveredAccount::Sign::hooks: return "hooks";
    case DiscoveredAccount::Sign::product: return "product";
    case DiscoveredAccount::Sign::name: return "name";
    case DiscoveredAccount::Sign::tokens: return "tokens";
  }
  return "?";
}

bool DiscoveredAccount::is_likely() const {
  return std::ranges::any_of(signs, [](Sign sign) { return sign != Sign::tokens; });
}

const std::string& DiscoveredAccount::selector() const {
  if (!application_id.empty()) return application_id;
  return name.find('@') != std::string::npos ? name : descriptor;
}

std::size_t Discovery::unclaimed_tokens() const {
  std::size_t count = 0;
  for (const DiscoveredAccount& account : accounts) {
    if (account.is_auditor) continue;
    count +=
        static_cast<std::size_t>(std::ranges::count_if(account.tokens, [&](const DiscoveredToken& token) {
          return may_live(token, generated_at) && token.claim != DiscoveredToken::Claim::claimed;
        }));
  }
  return count;
}

std::size_t Discovery::unclaimed_accounts() const {
  return static_cast<std::size_t>(std::ranges::count_if(accounts, [](const DiscoveredAccount& account) {
    return account.is_likely() && !account.is_claimed() && !account.is_auditor;
  }));
}

}  // namespace patrol

#include "auditor/model/holdings.h"

#include <algorithm>

namespace patrol {

std::optional<Time> AuditedToken::end() const {
  if (!all_organizations) return valid_to;
  return std::min(valid_to.value_or(global_tokens_end), global_tokens_end);
}

bool is_compared(const AuditedAccount& account, std::string_view what) {
  return std::ranges::find(account.compared, what) != account.compared.end();
}

std::string_view to_word(Excess::Kind kind) {
  switch (kind) {
    case Excess::Kind::scope: return "scope";
    case Excess::Kind::token: return "token";
    case Excess::Kind::group: return "group";
    case Excess::Kind::role: return "role";
    case Excess::Kind::access_level: return "access_level";
  }
  return "?";
}

}  // namespace patrol

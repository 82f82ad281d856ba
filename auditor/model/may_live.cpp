#include "auditor/model/may_live.h"

namespace patrol {

bool may_live(const DiscoveredToken& token, Time now) {
  if (token.is_alive) return true;
  if (!token.valid_to) return true;
  return token.valid_from && now < *token.valid_from && now < *token.valid_to;
}

}  // namespace patrol

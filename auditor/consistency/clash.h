#pragma once

#include "auditor/consistency/claims.h"
#include "auditor/model/catalogue.h"

#include <cstddef>

namespace patrol {

/// What two claims have to be about to exclude each other: claims of different topics never do.
enum class Topic { scopes, token, account, groups, permissions, access, roles, hooks, connection };
inline constexpr std::size_t number_of_topics = 9;
Topic topic_of(const Claim& claim);

enum class Clash {
  none,
  certain,  ///< whatever the organization is, one of both is not so
  unlikely  ///< only where the organization has it in a way that a person hardly means
};

/// Whether both can be so at once, of one account and, where they are about a token, of the token that the
/// installations name. What only an organization can tell is no clash.
Clash clash_of(const Made& a, const Made& b, const Catalogue& catalogue);

}  // namespace patrol

#pragma once

#include "auditor/consistency/claims.h"
#include "auditor/model/catalogue.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace patrol {

/// A claim and the rule that makes it.
struct Made {
  AskedRule by;
  const Claim* claim = nullptr;
};

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

/// The gate (API.md 5, rule 11) of what one of both requires that the other, which bounds it, does not allow:
/// `Collection/GENERIC_READ`; empty where there is none.
std::string_view gate_left_out(const Made& a, const Made& b, const Catalogue& catalogue);

/// The level above that of what one of both requires at which the other forbids it, or bounds it and leaves
/// it out; nothing where that is at the same place.
std::optional<Permission::Level> level_above(const Made& a, const Made& b, const Catalogue& catalogue);

}  // namespace patrol

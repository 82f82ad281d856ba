#pragma once

#include <string_view>

namespace patrol {

/// Words of an AuditedAccount that more than the reader of a report goes by.

/// In `unknown`: it says nothing of tokens.
inline constexpr std::string_view unseen_groups = "groups that it may be in through Entra";
/// In `not_compared`, where its tokens were read all the same.
inline constexpr std::string_view scopes_not_required = "its scopes: no rule of its policies requires one";

}  // namespace patrol

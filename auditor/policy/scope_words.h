#pragma once

#include "auditor/model/catalogue.h"

#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// The scopes of an area of the token page, such as `Project and Team`. Letter case, spaces and `&` for `and`
/// do not count.
std::vector<const Scope*> scopes_of_area(const Catalogue& catalogue, std::string_view area);

/// The one of these that has the level, such as `Read, write, & manage`; commas do not count either.
const Scope* scope_of_level(const std::vector<const Scope*>& scopes, std::string_view level);

/// All areas, for suggestions.
std::vector<std::string> scope_areas(const Catalogue& catalogue);

}  // namespace patrol

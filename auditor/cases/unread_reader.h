#pragma once

#include "auditor/cases/description.h"
#include "auditor/policy/fields.h"

#include <string>
#include <vector>

namespace patrol::cases {

/// The lists `unread` and `cut`: what could not be read at all, and lists of which only a part was seen.
/// `account` is whose tokens, access level and identity are meant where nobody is named.
std::vector<Unread> take_unread(Fields& fields, const std::string& account, Problems& problems);

}  // namespace patrol::cases

#pragma once

#include <string_view>

namespace patrol {

// The service names a group with the project or organization that it is of: `[Shop]\Readers` (API.md 4.5).
// The parts point into the name.

/// `Readers` of `[Shop]\Readers`; the whole name where no scope stands in front.
std::string_view local_name(std::string_view principal_name);

/// `Shop` of `[Shop]\Readers`; empty where no scope stands in front.
std::string_view scope_name(std::string_view principal_name);

}  // namespace patrol

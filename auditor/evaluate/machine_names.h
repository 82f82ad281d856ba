#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// The part of a name that no person's has: `svc` of `svc-flow`, `bot` of `Release Bot`; empty where there is
/// none. A hint and no more: some people are called so.
std::string machine_part(std::string_view name);

/// Of ids such as `snyk` and `pluralsight-flow` the longest that the name holds, hyphens and letter case
/// aside; empty where there is none.
std::string product_in(std::string_view name, const std::vector<std::string>& products);

}  // namespace patrol

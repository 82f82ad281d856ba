#pragma once

#include "auditor/cli/arguments.h"
#include "auditor/cli/flag.h"
#include "auditor/model/result.h"

#include <string>
#include <vector>

namespace patrol::cli {

namespace flags {
inline constexpr Flag organization{"organization", "NAME", Flag::Takes::one,
                                   "the organization: `contoso` of https://dev.azure.com/contoso"};
}  // namespace flags

/// The organization that a command is about, which has to be named; adds what is wrong with it.
std::string read_organization(const Arguments& arguments, std::vector<Error>& mistakes);

}  // namespace patrol::cli

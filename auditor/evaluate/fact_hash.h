#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace patrol {

/// What a waiver is bound to: `h` and the first 16 hexadecimal digits of the SHA-256 of a fault and of whose
/// it is. The letter keeps YAML from taking it for a number. Names count without regard to letter case, as
/// Azure DevOps compares them; the policy, the rule's id and all dates are left out, so that neither a rename
/// of a rule nor time alone changes it.
std::string hash_fact(std::string_view organization, std::string_view account,
                      const std::optional<std::string>& project, std::string_view fault);

}  // namespace patrol

#pragma once

#include "examples/emulator/catalogue.h"
#include "examples/emulator/organization.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace patrol::emulator {

/// How a token is compared: without regard to letter case or trailing separators (API.md 5.1).
std::string fold_token(const Namespace& name_space, std::string_view token);

/// The folded token and every one above it, nearest first; a flat namespace knows only the token itself.
std::vector<std::string> token_path(const Namespace& name_space, std::string_view token);

/// The list of exactly this token, or nothing.
const AccessList* find_list(const Organization& organization, const Namespace& name_space,
                            std::string_view token);

/// What `extendedInfo` says of one descriptor: its own entries only, never those of its groups (API.md 5,
/// 12).
struct EffectiveEntry {
  Entry effective;
  Entry inherited;
};
EffectiveEntry effective_entry(const Organization& organization, const Namespace& name_space,
                               std::string_view token, SubjectId subject);

/// Whether the subject may do it, groups and the exception for administrators included (API.md 5).
bool is_allowed(const Organization& organization, const Namespace& name_space, std::string_view token,
                std::uint32_t bits, SubjectId subject, bool always_allow_administrators = true);

}  // namespace patrol::emulator

#pragma once

#include <cstdint>
#include <span>
#include <string_view>

/// What every organization of Azure DevOps is born with: groups, and what they may do.
namespace patrol::emulator {

struct StandardGroup {
  std::string_view name;
  std::string_view sid_tail;  ///< empty: random, as Readers and Contributors have it (API.md 4.4)
  std::string_view description;
};

std::span<const StandardGroup> organization_groups();
std::span<const StandardGroup> project_groups();  ///< without the team, which bears the project's name

/// All bits that people can set.
constexpr std::uint32_t everything = 0xffffffff;

struct StandardGrant {
  std::string_view name_space;  ///< id or name
  std::string_view token;       ///< with `{project}`, `{area}`, `{iteration}`; without any: once for all
  std::string_view group;       ///< one of the project where the grant is per project and it has such
  std::uint32_t allow;
};

std::span<const StandardGrant> standard_grants();

}  // namespace patrol::emulator

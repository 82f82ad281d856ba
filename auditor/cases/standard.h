#pragma once

#include <cstdint>
#include <span>
#include <string_view>

/// What every organization and project is born with (API.md 4.4, 5), as far as policies ask about it. The
/// emulator keeps a list of its own: it is what patrol is held against.
namespace patrol::cases {

inline constexpr std::string_view administrators = "Project Collection Administrators";
inline constexpr std::string_view service_accounts = "Project Collection Service Accounts";
inline constexpr std::string_view everybody = "Project Collection Valid Users";
inline constexpr std::string_view build_services = "Project Collection Build Service Accounts";
inline constexpr std::string_view project_valid_users = "Project Valid Users";
inline constexpr std::string_view contributors = "Contributors";

struct StandardGroup {
  std::string_view name;
  std::string_view tail;  ///< of its SID; empty: random, as people's groups have it
};

std::span<const StandardGroup> organization_groups();
std::span<const StandardGroup> project_groups();

/// All bits of the namespace.
inline constexpr std::int64_t everything = -1;

struct StandardGrant {
  std::string_view name_space;  ///< name, or id where two share the name
  std::string_view token;       ///< `{project}`, `{area}` and `{iteration}` stand for each project's ids
  std::string_view group;       ///< of the project where it has one of that name, else of the organization
  std::int64_t allow = 0;
};

std::span<const StandardGrant> standard_grants();

/// What the service tells of a namespace beside its actions, and the catalogue does not.
struct NamespaceTrait {
  std::string_view name;
  std::string_view separator;
};

/// `/` for all that is not listed.
std::span<const NamespaceTrait> namespace_traits();

}  // namespace patrol::cases

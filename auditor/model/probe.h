#pragma once

#include <span>
#include <string_view>

namespace patrol {

/// A GET that the service answers only to a token with one of these scopes, or with one that includes one
/// (API.md 3.12): answered, one of them is there; 401 to a token that works elsewhere, none of them is.
/// Whatever else comes shows nothing: the account may lack a permission.
struct Probe {
  std::string_view name;    ///< `repositories`
  std::string_view scopes;  ///< ids, separated by spaces
  std::string_view host;    ///< API.md 1.1
  std::string_view path;    ///< after the organization; `{project}` is the id of one
  std::string_view api_version;
  std::string_view query{};  ///< `name=value&…`, not encoded

  bool needs_project() const noexcept { return path.starts_with("{project}"); }
};

/// The one list of probes. The first is asked whenever a token is tried; it also tells a project.
std::span<const Probe> probes();

/// By its name, or null.
const Probe* find_probe(std::string_view name);

}  // namespace patrol

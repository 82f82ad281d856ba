#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What Azure DevOps brings along in every organization: security namespaces and scopes.
namespace patrol::emulator {

struct Action {
  std::uint32_t bit = 0;
  std::string name;
  std::string title;
};

struct Namespace {
  std::string id;
  std::string name;
  std::string title;
  std::string separator;  ///< empty for a flat namespace
  std::uint32_t read = 0;
  std::uint32_t write = 0;
  std::uint32_t system = 0;
  std::string dataspace;
  std::string extension;
  bool remotable = false;
  bool translated = false;
  std::vector<Action> actions;
};

const std::vector<Namespace>& namespaces();

/// By id, or by the first of that name (two are called ReleaseManagement; API.md 10, 15).
const Namespace* find_namespace(std::string_view id_or_name);

/// Every bit of the namespace that people can set.
std::uint32_t all_bits(const Namespace& name_space);

bool is_scope(std::string_view id);

/// Whether one of the held scopes is the wanted one, implies it, or is full access (API.md 6).
bool holds_scope(const std::vector<std::string>& held, std::string_view wanted);

}  // namespace patrol::emulator

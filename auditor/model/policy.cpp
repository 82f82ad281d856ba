#include "auditor/model/policy.h"

#include <algorithm>

namespace patrol {
namespace {

template <class Enum, std::size_t N>
std::optional<Enum> from_word(const std::array<Enum, N>& all, std::string_view word) {
  const auto* const found = std::ranges::find_if(all, [&](Enum each) { return to_word(each) == word; });
  return found == all.end() ? std::nullopt : std::optional{*found};
}

}  // namespace

std::string_view to_word(Rule::Mode mode) {
  switch (mode) {
    case Rule::Mode::require: return "require";
    case Rule::Mode::at_most: return "at_most";
    case Rule::Mode::exactly: return "exactly";
    case Rule::Mode::forbid: return "forbid";
  }
  return "?";
}

std::string_view to_word(RoleHeld::Role role) {
  switch (role) {
    case RoleHeld::Role::reader: return "reader";
    case RoleHeld::Role::contributor: return "contributor";
    case RoleHeld::Role::admin: return "admin";
  }
  return "?";
}

std::string_view to_word(Permission::Level level) {
  switch (level) {
    case Permission::Level::organization: return "organization";
    case Permission::Level::project: return "project";
    case Permission::Level::repository: return "repository";
    case Permission::Level::pipeline: return "pipeline";
    case Permission::Level::area: return "area";
    case Permission::Level::iteration: return "iteration";
    case Permission::Level::service_hooks: return "service_hooks";
    case Permission::Level::tagging: return "tagging";
    case Permission::Level::analytics: return "analytics";
    case Permission::Level::release: return "release";
    case Permission::Level::query: return "query";
  }
  return "?";
}

std::string_view to_word(AccessLevel level) {
  switch (level) {
    case AccessLevel::none: return "none";
    case AccessLevel::stakeholder: return "stakeholder";
    case AccessLevel::basic: return "basic";
    case AccessLevel::basic_and_test_plans: return "basic_and_test_plans";
  }
  return "?";
}

std::string_view to_word(Rule::ForEach for_each) {
  switch (for_each) {
    case Rule::ForEach::nothing: return "";
    case Rule::ForEach::project: return "project";
    case Rule::ForEach::repository: return "repository";
    case Rule::ForEach::pipeline: return "pipeline";
  }
  return "?";
}

std::string for_each_word(Rule::ForEach for_each, bool of_others) {
  return (of_others ? "other_" : "") + std::string(to_word(for_each));
}

std::optional<Permission::Level> permission_level_from(std::string_view word) {
  return from_word(permission_levels, word);
}

std::optional<AccessLevel> access_level_from(std::string_view word) {
  return from_word(access_levels, word);
}

}  // namespace patrol

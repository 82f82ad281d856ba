#include "tests/oracle/generator.h"

#include <variant>

namespace patrol::oracle {
namespace {

std::string to_text(const Place& place) {
  switch (place.kind) {
    case Place::Kind::organization: return "organization";
    case Place::Kind::each_project: return "project";
    case Place::Kind::named_project: return "project " + place.project;
  }
  return "?";
}

std::string to_text(const Requirement& requirement);

struct Words {
  std::string operator()(const Groups& groups) const {
    std::string text = "groups: [";
    for (const GroupMembership& group : groups.groups) {
      text += "{" + to_text(group.place) + ": " + group.group + "}";
    }
    return text + "]";
  }
  std::string operator()(const Roles& roles) const {
    std::string text = "roles: [";
    for (const RoleHeld& role : roles.roles) {
      text += "{" + to_text(role.place) + ": " + std::string(to_word(role.role)) +
              (role.at_least ? ", at_least: true}" : "}");
    }
    for (const AssignedRole& role : roles.assigned) {
      text += "{" + to_text(role.place) + ", " + role.resource + ": " +
              (role.of_all    ? "all"
               : role.of_each ? "each"
                              : role.name.text) +
              ", role: " + role.role + "}";
    }
    return text + "]";
  }
  std::string operator()(const Permissions& permissions) const {
    std::string text = "permissions: [";
    for (const Permission& permission : permissions.permissions) {
      text += "{" + std::string(to_word(permission.level)) + ": " + permission.namespace_name + "/" +
              permission.action + "}";
    }
    return text + "]";
  }
  std::string operator()(const PatScopes& scopes) const {
    std::string text =
        scopes.match == PatScopes::Match::literal ? "pat_scopes: {literal: [" : "pat_scopes: [";
    for (const std::string& id : scopes.ids) text += id + " ";
    return text + (scopes.match == PatScopes::Match::literal ? "]}" : "]");
  }
  std::string operator()(const AccessAtLeast& access) const {
    return "access_level: " + std::string(to_word(access.level));
  }
  std::string operator()(const PatState& state) const {
    std::string text = "pat: {";
    if (state.valid) text += "valid ";
    if (state.max_lifetime_days) {
      text += "max_lifetime_days: " + std::to_string(state.max_lifetime_days->number) + " ";
    }
    if (state.one_organization) text += "organizations: one ";
    return text + "}";
  }
  std::string operator()(const AccountState& state) const {
    std::string text = "account: {";
    if (state.active) text += "active ";
    if (state.email_exact) text += "email: exact ";
    if (state.unique) text += "unique ";
    if (state.kind) text += *state.kind == AccountState::Kind::user ? "user" : "service-principal";
    return text + "}";
  }
  std::string operator()(const ServiceHooks& hooks) const {
    std::string text = "service_hooks: [";
    for (const std::string& event : hooks.events) text += event + " ";
    return text + (hooks.by_anyone ? "] by anyone" : "]");
  }
  std::string operator()(const AnyOf& any) const { return "any_of: " + branches(any.branches); }
  std::string operator()(const AllOf& all) const { return "all_of: " + branches(all.branches); }
  template <class Other>
  std::string operator()(const Other& /*not asked here*/) const {
    return "?";
  }
  static std::string branches(const std::vector<Requirement>& list) {
    std::string text = "[";
    for (const Requirement& branch : list) text += "{" + to_text(branch) + "}";
    return text + "]";
  }
};

std::string to_text(const Requirement& requirement) {
  return std::visit(Words{}, requirement.kind);
}

}  // namespace

std::string to_text(const Rule& rule) {
  std::string each;
  if (rule.for_each != Rule::ForEach::nothing)
    each = "for_each: " + for_each_word(rule.for_each, rule.of_others) + ", ";
  return each + std::string(to_word(rule.mode)) + ": {" + to_text(rule.requirement) + "}";
}

}  // namespace patrol::oracle

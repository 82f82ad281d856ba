#pragma once

#include "auditor/policy/requirement_parser.h"

namespace patrol {

// What the rows of requirement_kinds() call; nothing where the value is a mistake, which is then told.

std::optional<Requirement> read_pat_scopes(const YamlNode& node, const RuleContext& context);
std::optional<Requirement> read_pat(const YamlNode& node, const RuleContext& context);
std::optional<Requirement> read_groups(const YamlNode& node, const RuleContext& context);
std::optional<Requirement> read_roles(const YamlNode& node, const RuleContext& context);
std::optional<Requirement> read_permissions(const YamlNode& node, const RuleContext& context);
std::optional<Requirement> read_access_level(const YamlNode& node, const RuleContext& context);
std::optional<Requirement> read_account(const YamlNode& node, const RuleContext& context);
std::optional<Requirement> read_connection(const YamlNode& node, const RuleContext& context);
std::optional<Requirement> read_service_hooks(const YamlNode& node, const RuleContext& context);
std::optional<Requirement> read_attest(const YamlNode& node, const RuleContext& context);

/// Whether an entry of `roles` is about a thing on which roles are assigned, and no built-in group.
bool is_assigned_role(const YamlNode& node);
/// Reads `{<kind>: NAME, role: ROLE}`, where the rule is not for each project with `project: NAME` beside it.
std::optional<AssignedRole> read_assigned_role(const YamlNode& node, const RuleContext& context);

/// Whether `required` stands in the place of a list; elsewhere than under `at_most` that is told.
bool is_required_word(const YamlNode& node, std::string_view what, const RuleContext& context);

/// Tells a mapping that asks for nothing.
bool asks_for_something(const YamlNode& node, std::string_view what, Problems& problems);

/// Tells that a kind which the language knows can not be decided by this version.
void tell_not_supported(TextPosition at, std::string_view word, Problems& problems);

}  // namespace patrol

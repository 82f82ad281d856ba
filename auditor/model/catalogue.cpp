#include "auditor/model/catalogue.h"

#include "auditor/model/concat.h"
#include "auditor/model/text.h"

#include <algorithm>

namespace patrol {
namespace {

template <class Row, class Predicate>
const Row* find_row(const std::vector<Row>& rows, Predicate is_it) {
  const auto found = std::ranges::find_if(rows, is_it);
  return found == rows.end() ? nullptr : &*found;
}

std::string without_spaces(std::string_view text) {
  std::string rest(text);
  std::erase(rest, ' ');
  return rest;
}

}  // namespace

const Catalogue::TokenForm* Catalogue::SecurityNamespace::form_at(Permission::Level level) const {
  return find_row(tokens, [&](const TokenForm& form) {
    return std::ranges::find(form.levels, level) != form.levels.end();
  });
}

const Catalogue::Action* Catalogue::SecurityNamespace::find_action(std::string_view action_name) const {
  return find_row(actions, [&](const Action& action) { return same_name(action.name, action_name); });
}

Catalogue::Effect Catalogue::SecurityNamespace::effect_of(std::string_view action_name) const {
  const auto is_it = [&](const std::string& each) { return same_name(each, action_name); };
  if (std::ranges::any_of(administering_actions, is_it)) return Effect::administering;
  return std::ranges::any_of(reading_actions, is_it) ? Effect::reading : Effect::changing;
}

const Scope* Catalogue::find_scope(std::string_view id) const {
  const auto found = scopes.find(id);
  return found == scopes.end() ? nullptr : &found->second;
}

const Catalogue::SecurityNamespace* Catalogue::find_namespace(std::string_view id) const {
  return find_row(namespaces, [&](const SecurityNamespace& space) { return space.id == id; });
}

bool Catalogue::is_one_token(const Permission& one, const Permission& other) const {
  if (one.namespace_id != other.namespace_id) return false;
  if (one.level == other.level) return true;
  const SecurityNamespace* space = find_namespace(one.namespace_id);
  const TokenForm* form = space == nullptr ? nullptr : space->form_at(one.level);
  return form != nullptr && form == space->form_at(other.level);
}

bool Catalogue::is_below(const Permission& one, const Permission& other) const {
  if (one.namespace_id != other.namespace_id) return false;
  const SecurityNamespace* space = find_namespace(one.namespace_id);
  const TokenForm* inner = space == nullptr ? nullptr : space->form_at(one.level);
  const TokenForm* outer = space == nullptr ? nullptr : space->form_at(other.level);
  // They stand from the root down, each under the one before.
  return inner != nullptr && outer != nullptr && outer->has_more_below && outer < inner;
}

const Catalogue::ResourceKind* Catalogue::find_resource_kind(std::string_view word) const {
  return find_row(resource_kinds, [&](const ResourceKind& kind) { return kind.word == word; });
}

const Catalogue::ResourceKind::Role* Catalogue::ResourceKind::find_role(std::string_view name) const {
  const std::string wanted = without_spaces(name);
  return find_row(roles, [&](const Role& role) { return same_name(without_spaces(role.name), wanted); });
}

bool Catalogue::holds(std::string_view held, std::string_view wanted) const {
  if (held == wanted || held == full_access) return true;
  const Scope* scope = find_scope(held);
  return scope != nullptr && std::ranges::find(scope->implies_all, wanted) != scope->implies_all.end();
}

std::string Catalogue::describe_scope(std::string_view id) const {
  const Scope* scope = find_scope(id);
  if (scope == nullptr || scope->area.empty()) return std::string(id);
  return concat({scope->area, scope->level.empty() ? "" : ": ", scope->level, " (", id, ")"});
}

Catalogue::AccessLevelNames Catalogue::names_of(AccessLevel level) const {
  const auto* const names =
      find_row(access_levels, [&](const AccessLevelNames& row) { return row.level == level; });
  if (names != nullptr) return *names;
  const std::string word(to_word(level));
  return {.level = level, .title = word, .licences = {}, .subscriptions = {}, .license_type = word};
}

}  // namespace patrol

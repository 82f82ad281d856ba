#include "auditor/model/catalogue.h"

#include <algorithm>

namespace patrol {

const Scope* Catalogue::find_scope(std::string_view id) const {
  const auto found = scopes.find(id);
  return found == scopes.end() ? nullptr : &found->second;
}

bool Catalogue::holds(std::string_view held, std::string_view wanted) const {
  if (held == wanted || held == full_access) return true;
  const Scope* scope = find_scope(held);
  return scope != nullptr && std::ranges::find(scope->implies_all, wanted) != scope->implies_all.end();
}

std::string Catalogue::describe_scope(std::string_view id) const {
  const Scope* scope = find_scope(id);
  if (scope == nullptr || scope->area.empty()) return std::string(id);
  return scope->words() + " (" + std::string(id) + ")";
}

}  // namespace patrol

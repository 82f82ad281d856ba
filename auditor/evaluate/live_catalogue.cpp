#include "auditor/evaluate/live_catalogue.h"

#include "auditor/model/parts.h"
#include "auditor/model/sort_unique.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <optional>

namespace patrol {
namespace {

std::optional<std::string> difference(const Permission& permission, const Catalogue& catalogue,
                                      const Listing<SecurityNamespace>& live) {
  const auto* const known = catalogue.find_namespace(permission.namespace_id);
  const auto* const action = known == nullptr ? nullptr : known->find_action(permission.action);
  if (action == nullptr) return std::nullopt;
  const std::string name = permission.namespace_name + "/" + permission.action;
  const auto space = std::ranges::find(live.items, permission.namespace_id, &SecurityNamespace::id);
  if (space == live.items.end()) {
    if (live.rest) return std::nullopt;
    return "the service has no security namespace " + permission.namespace_name +
           ", which the catalogue of this patrol knows; what asks for " + name + " is inconclusive";
  }
  const auto found = std::ranges::find_if(
      space->actions, [&](const auto& each) { return same_name(each.name, permission.action); });
  if (found == space->actions.end()) {
    return "the service has no action " + name +
           ", which the catalogue of this patrol knows; what asks for it is inconclusive";
  }
  if (found->bit == action->bit) return std::nullopt;
  return "the service has the action " + name + " at bit " + std::to_string(found->bit) +
         ", the catalogue of this patrol at bit " + std::to_string(action->bit) +
         "; the service's own bit was taken";
}

}  // namespace

std::vector<std::string> live_differences(const Policy& policy, const Catalogue& catalogue,
                                          const Organization& organization) {
  std::vector<std::string> differences;
  if (!organization.namespaces) return differences;
  for (const Rule& rule : policy.rules) {
    each_part(rule.requirement, [&](const Requirement& part) {
      const auto* permissions = std::get_if<Permissions>(&part.kind);
      if (permissions == nullptr) return;
      for (const Permission& permission : permissions->permissions) {
        if (auto told = difference(permission, catalogue, organization.namespaces->known)) {
          differences.push_back(std::move(*told));
        }
      }
    });
  }
  sort_unique(differences);
  return differences;
}

}  // namespace patrol

#include "auditor/evaluate/live_catalogue.h"

#include "auditor/model/concat.h"
#include "auditor/model/parts.h"
#include "auditor/model/rule_mode.h"
#include "auditor/model/sort_unique.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

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

/// Whether each token of the catalogue is one step below the one before it, as the service parts its tokens.
bool fits_the_tokens(const Catalogue::SecurityNamespace& known, const SecurityNamespace& live) {
  if (!live.hierarchical) return known.tokens.size() < 2;
  for (std::size_t i = 1; i < known.tokens.size(); ++i) {
    const std::string_view above = known.tokens[i - 1].token;
    std::string_view token = known.tokens[i].token;
    // Kinds of things stand side by side, as folders and what is in none.
    if (!token.starts_with(above)) continue;
    token.remove_prefix(above.size());
    const bool is_parted = above.ends_with(live.separator) || token.starts_with(live.separator);
    if (!token.empty() && !is_parted) return false;
  }
  return true;
}

/// Actions of which a ceiling is decided by the service's own list, and that stand there otherwise.
std::vector<std::string> other_actions(const Catalogue::SecurityNamespace& known,
                                       const SecurityNamespace& live) {
  std::vector<std::string> others;
  for (const SecurityNamespace::Action& action : live.actions) {
    const Catalogue::Action* const one = known.find_action(action.name);
    if (one == nullptr) {
      others.push_back("has the action " + action.name + " too");
    } else if (one->bit != action.bit) {
      others.push_back("has " + action.name + " at bit " + std::to_string(action.bit) + " in place of " +
                       std::to_string(one->bit));
    }
  }
  for (const Catalogue::Action& action : known.actions) {
    const bool is_there = std::ranges::any_of(
        live.actions, [&](const auto& each) { return same_name(each.name, action.name); });
    if (!is_there) others.push_back("has no action " + action.name);
  }
  return others;
}

/// In one sentence what the namespace has otherwise; `is_bounded`: whether a rule bounds all of its actions.
std::optional<std::string> difference(const Catalogue::SecurityNamespace& known,
                                      const SecurityNamespace& live, bool is_bounded) {
  std::vector<std::string> others;
  if (is_bounded) others = other_actions(known, live);
  if (live.system_bits != known.system_bits) {
    others.push_back("keeps the bits " + std::to_string(live.system_bits) + " for the service in place of " +
                     std::to_string(known.system_bits));
  }
  if (!fits_the_tokens(known, live)) {
    others.push_back(live.hierarchical ? "parts its tokens by `" + live.separator + "`"
                                       : std::string("has tokens that do not inherit from each other"));
  }
  if (others.empty()) return std::nullopt;
  return concat({"the security namespace ", known.name,
                 " is not as the catalogue of this patrol knows it: it ", join_words(others),
                 "; see whether the rules still say what they are meant to"});
}

}  // namespace

std::vector<std::string> live_differences(const Policy& policy, const Catalogue& catalogue,
                                          const Organization& organization) {
  std::vector<std::string> differences;
  if (!organization.namespaces) return differences;
  const Listing<SecurityNamespace>& live = organization.namespaces->known;
  std::map<std::string, bool> touched;  // ids; whether a rule bounds it
  for (const Rule& rule : policy.rules) {
    each_part(rule.requirement, [&](const Requirement& part) {
      const auto* permissions = std::get_if<Permissions>(&part.kind);
      if (permissions == nullptr) return;
      for (const Permission& permission : permissions->permissions) {
        if (auto told = difference(permission, catalogue, live)) differences.push_back(std::move(*told));
        bool& is_bounded = touched[permission.namespace_id];
        is_bounded = is_bounded || is_ceiling(rule.mode);
      }
    });
  }
  for (const auto& [id, is_bounded] : touched) {
    const auto* const known = catalogue.find_namespace(id);
    const auto space = std::ranges::find(live.items, id, &SecurityNamespace::id);
    if (known == nullptr || space == live.items.end()) continue;
    if (auto told = difference(*known, *space, is_bounded)) differences.push_back(std::move(*told));
  }
  sort_unique(differences);
  return differences;
}

}  // namespace patrol

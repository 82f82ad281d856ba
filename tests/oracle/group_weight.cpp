#include "tests/oracle/group_weight.h"

#include "auditor/model/text.h"
#include "auditor/policy/catalogue.h"

#include <algorithm>
#include <cstdint>

namespace patrol::oracle {
namespace {

std::int64_t administering_bits(const Catalogue::SecurityNamespace& space) {
  std::int64_t bits = 0;
  for (const Catalogue::Action& action : space.actions) {
    const bool administers =
        std::ranges::find(space.administering_actions, action.name) != space.administering_actions.end();
    if (administers) bits |= action.bit;
  }
  return bits;
}

ByLists allowed_by(const AccessControlList& list, const std::string& namespace_id, const std::string& group) {
  std::int64_t allowed = 0;
  std::int64_t denied = 0;
  for (const AccessControlEntry& entry : list.entries) {
    if (fold_case(entry.descriptor) != group) continue;
    allowed |= entry.allow;
    denied |= entry.deny;
  }
  const Catalogue::SecurityNamespace* const space = built_in_catalogue().find_namespace(namespace_id);
  const std::int64_t left = allowed & ~denied & ~(space == nullptr ? 0 : space->system_bits);
  if (left == 0) return ByLists::nothing;
  const bool administers = space != nullptr && (left & administering_bits(*space)) != 0;
  return administers ? ByLists::administering : ByLists::something;
}

}  // namespace

ByLists allowed_by_lists(const Organization& organization, const std::string& group) {
  ByLists worst = ByLists::nothing;
  for (const auto& [place, fact] : organization.access_control) {
    if (!fact.known || !fact.known.value()) continue;
    worst = std::max(worst, allowed_by(*fact.known.value(), place.first, group));
  }
  for (const auto& [name, fact] : organization.lists_below) {
    const std::string namespace_id = name.substr(0, name.find(':'));
    for (const AccessControlList& list : fact.known.items) {
      worst = std::max(worst, allowed_by(list, namespace_id, group));
    }
  }
  return worst;
}

}  // namespace patrol::oracle

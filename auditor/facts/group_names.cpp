#include "auditor/facts/group_names.h"

#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"

namespace patrol {
namespace {

/// Most who ask have folded the descriptor already, which costs more than to look twice.
template <class Groups>
auto find(const Groups& groups, std::string_view descriptor) {
  const auto found = groups.find(std::string(descriptor));
  return found != groups.end() ? found : groups.find(fold_case(descriptor));
}

}  // namespace

GroupNames::GroupNames(const View& view, const Catalogue& catalogue) {
  const Organization* organization = view.organization();
  if (organization == nullptr) return;
  for (const auto& [key, fact] : organization->groups) {
    if (!fact.known) continue;
    const Identity& group = fact.known.value();
    groups_.insert_or_assign(key, Known{group.display_name, fold_case(group.domain)});
  }
  if (organization->group_names) {
    for (const GroupName& group : organization->group_names->known.items) {
      if (const auto descriptor = group_identity_descriptor(group.descriptor)) {
        Known& known = groups_[fold_case(*descriptor)];
        known.name = group.principal_name;
        if (!group.domain.empty()) known.domain = fold_case(group.domain);
      }
    }
  }
  // Whose id the SIDs of its built-in groups hold, so that they are known although no list could be read.
  if (!organization->connection || !organization->connection->known) return;
  const std::string& id = organization->connection->known.value().instance_id;
  for (const Catalogue::FixedGroup& group : catalogue.groups) {
    const auto descriptor = well_known_group_descriptor(id, group.sid_end);
    if (group.in_project || !descriptor) continue;
    Known& known = groups_[fold_case(*descriptor)];
    if (known.name.empty()) known.name = "[" + view.organization_name() + "]\\" + group.name;
    if (known.domain.empty()) known.domain = "vstfs:///framework/identitydomain/" + fold_case(id);
  }
}

std::string GroupNames::label(std::string_view descriptor) const {
  const auto found = find(groups_, descriptor);
  return found == groups_.end() || found->second.name.empty() ? std::string(descriptor) : found->second.name;
}

const std::string& GroupNames::domain(std::string_view descriptor) const {
  static const std::string none;
  const auto found = find(groups_, descriptor);
  return found == groups_.end() ? none : found->second.domain;
}

}  // namespace patrol

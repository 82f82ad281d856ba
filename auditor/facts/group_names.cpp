#include "auditor/facts/group_names.h"

#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"

namespace patrol {

GroupNames::GroupNames(const View& view) {
  const Organization* organization = view.organization();
  if (organization == nullptr) return;
  for (const auto& [key, fact] : organization->groups) {
    if (fact.known) names_.insert_or_assign(key, fact.known.value().display_name);
  }
  if (!organization->group_names) return;
  for (const GroupName& group : organization->group_names->known.items) {
    if (const auto descriptor = group_identity_descriptor(group.descriptor)) {
      names_.insert_or_assign(fold_case(*descriptor), group.principal_name);
    }
  }
}

std::string GroupNames::label(std::string_view descriptor) const {
  const auto found = names_.find(fold_case(descriptor));
  return found == names_.end() || found->second.empty() ? std::string(descriptor) : found->second;
}

}  // namespace patrol

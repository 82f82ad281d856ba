#include "auditor/facts/group_scopes.h"

#include "auditor/facts/support.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"

namespace patrol {
bool is_of_scope(std::string_view descriptor, std::string_view domain, const Project* project) {
  if (project == nullptr) {
    return domain.starts_with(domain_of_organizations) || entra_group_object_id(descriptor).has_value();
  }
  return domain.starts_with(domain_of_projects) &&
         same_name(domain.substr(domain_of_projects.size()), project->id);
}

GroupScopes::Listing GroupScopes::read_list() const {
  Listing listing;
  for (const GroupName& group : view_.group_names().known.items) {
    const auto descriptor = group_identity_descriptor(group.descriptor);
    std::string domain = fold_case(group.domain);
    if (domain.empty() && descriptor) domain = memberships_.group_domain(*descriptor);
    if (!descriptor || (domain.empty() && !entra_group_object_id(*descriptor))) {
      listing.homeless.push_back({Gap::Kind::bad_answer,
                                  "where the group " + group.principal_name + " belongs",
                                  descriptor ? "the service did not tell its domain"
                                             : "the service told no descriptor of it that names a group",
                                  "look at the group in the portal"});
    } else if (is_filled_by_the_service(*descriptor)) {
      // Nobody can be kept out of them. Others may be called so too: these are known by their SID.
      continue;
    } else if (domain.starts_with(domain_of_projects)) {
      listing.groups[domain.substr(domain_of_projects.size())].push_back(*descriptor);
    } else if (is_of_scope(*descriptor, domain, nullptr)) {
      listing.groups[{}].push_back(*descriptor);
    }
  }
  return listing;
}

const GroupScopes::Listing& GroupScopes::listing() const {
  if (!listing_) listing_ = read_list();
  return *listing_;
}

const HidingPlaces& GroupScopes::hiding_places(const Project* project, const Identity& account) const {
  const std::string scope = project == nullptr ? std::string() : fold_case(project->id);
  const auto [place, is_new] =
      hiding_places_.try_emplace(std::pair(scope, memberships_.may_be_hidden_in_entra(account)));
  HidingPlaces& hiding = place->second;
  const auto groups = listing().groups.find(scope);
  if (!is_new || groups == listing().groups.end()) return hiding;
  Support behind;
  for (const std::string& group : groups->second) {
    const Doubt& doubt = memberships_.doubt_of(account, group);
    behind.add_reads(doubt.support.reads);
    if (!doubt.support.gaps.empty() || !doubt.entra_groups.empty() || doubt.is_cut) {
      hiding.places.push_back({fold_case(group), &doubt});
    }
  }
  hiding.reads = std::move(behind.reads);
  return hiding;
}

}  // namespace patrol

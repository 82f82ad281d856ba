#include "auditor/collect/finish.h"

#include "auditor/model/sort_unique.h"

#include <algorithm>
#include <vector>

namespace patrol {
namespace {

/// Calls `visit` with each fact that the organization holds, whatever its kind.
template <class Org, class Visit>
void for_each_fact(Org& organization, Visit visit) {
  if (organization.connection) visit(*organization.connection);
  if (organization.projects) visit(*organization.projects);
  if (organization.namespaces) visit(*organization.namespaces);
  if (organization.group_names) visit(*organization.group_names);
  for (auto& [key, fact] : organization.accounts) visit(fact);
  for (auto& [key, fact] : organization.groups) visit(fact);
  for (auto& [key, fact] : organization.memberships) visit(fact);
  for (auto& [key, fact] : organization.tokens) visit(fact);
  for (auto& [key, fact] : organization.entitlements) visit(fact);
  for (auto& [key, fact] : organization.access_control) visit(fact);
  for (auto& [key, fact] : organization.lists_below) visit(fact);
  for (auto& [key, fact] : organization.entra_memberships) visit(fact);
  for (auto& [key, fact] : organization.entra_groups) visit(fact);
  if (organization.repositories) visit(*organization.repositories);
  if (organization.every_repository) visit(*organization.every_repository);
  for (auto& [key, fact] : organization.pipelines) visit(fact);
  for (auto& [key, fact] : organization.root_nodes) visit(fact);
  for (auto& [key, fact] : organization.resources) visit(fact);
  for (auto& [key, fact] : organization.role_assignments) visit(fact);
  for (auto& [key, fact] : organization.identities) visit(fact);
  if (organization.subscriptions) visit(*organization.subscriptions);
  if (organization.users) visit(*organization.users);
  if (organization.service_principals) visit(*organization.service_principals);
  for (auto& [key, fact] : organization.probed_tokens) visit(fact);
  for (auto& [key, fact] : organization.probes) visit(fact);
}

template <class T>
const Gap* gap_of(const Evidence<T>& evidence) {
  return evidence ? nullptr : &evidence.error();
}
template <class T>
const Gap* gap_of(const Listing<T>& listing) {
  return listing.rest ? &*listing.rest : nullptr;
}

}  // namespace

void sort_reads(Organization& organization) {
  std::vector<Read> sorted = organization.reads;
  sort_unique(sorted);

  std::vector<ReadId> places;
  places.reserve(organization.reads.size());
  for (const Read& read : organization.reads) {
    places.push_back(static_cast<ReadId>(std::ranges::lower_bound(sorted, read) - sorted.begin()));
  }
  for_each_fact(organization, [&](auto& fact) {
    for (ReadId& read : fact.reads) read = places[read];
    sort_unique(fact.reads);
  });
  organization.reads = std::move(sorted);
}

bool is_cut_short(const Organization& organization) {
  bool is_cut = false;
  for_each_fact(organization, [&](const auto& fact) {
    const Gap* gap = gap_of(fact.known);
    if (gap != nullptr && gap->kind == Gap::Kind::cut_short) is_cut = true;
  });
  return is_cut;
}

}  // namespace patrol

#include "auditor/collect/resume.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace patrol {
namespace {

bool was_answered(const Gap& gap) {
  switch (gap.kind) {
    case Gap::Kind::not_collected:
    case Gap::Kind::unauthorized:
    case Gap::Kind::forbidden:
    case Gap::Kind::unreachable:
    case Gap::Kind::throttled:
    case Gap::Kind::cut_short: return false;
    case Gap::Kind::not_found:
    case Gap::Kind::bad_answer:
    case Gap::Kind::not_expandable:
    case Gap::Kind::not_decidable: return true;
  }
  return false;
}

template <class T>
bool was_answered(const Evidence<T>& evidence) {
  return evidence || was_answered(evidence.error());
}
template <class T>
bool was_answered(const Listing<T>& listing) {
  return !listing.rest || was_answered(*listing.rest);
}

/// Puts the fact where `place` says, and its reads into the list of the new organization.
template <class T, class Place>
std::optional<Store> kept(const Organization& earlier, const Fact<T>& fact, Place place) {
  if (!was_answered(fact.known)) return std::nullopt;
  std::vector<Read> reads;
  reads.reserve(fact.reads.size());
  for (const ReadId read : fact.reads) {
    if (read >= earlier.reads.size()) return std::nullopt;
    reads.push_back(earlier.reads[read]);
  }
  return [known = fact.known, reads = std::move(reads), place = std::move(place)](Organization& now) {
    Fact<T> copy{known, {}};
    copy.reads.reserve(reads.size());
    for (const Read& read : reads) {
      copy.reads.push_back(static_cast<ReadId>(now.reads.size()));
      now.reads.push_back(read);
    }
    place(now, std::move(copy));
  };
}

template <class T>
std::optional<Store> kept(const Organization& earlier, std::optional<Fact<T>> Organization::*member) {
  const std::optional<Fact<T>>& fact = earlier.*member;
  if (!fact) return std::nullopt;
  return kept(earlier, *fact, [member](Organization& now, Fact<T> copy) { now.*member = std::move(copy); });
}

template <class Map>
std::optional<Store> kept(const Organization& earlier, Map Organization::*map,
                          const typename Map::key_type& name) {
  const auto found = (earlier.*map).find(name);
  if (found == (earlier.*map).end()) return std::nullopt;
  using Value = typename Map::mapped_type;
  return kept(earlier, found->second, [map, name](Organization& now, Value copy) {
    (now.*map).insert_or_assign(name, std::move(copy));
  });
}

}  // namespace

bool leaves_facts_out(const Organization& earlier, const Organization& now) {
  if (!earlier.connection || !now.connection ||
      !is_same_auditor(earlier.connection->known, now.connection->known)) {
    return false;
  }
  const auto leaves_one_out = [&](auto member) {
    return earlier.*member && was_answered((earlier.*member)->known) && !(now.*member);
  };
  const auto leaves_some_out = [&](auto member) {
    return std::ranges::any_of(earlier.*member, [&](const auto& entry) {
      return was_answered(entry.second.known) && !(now.*member).contains(entry.first);
    });
  };
  using O = Organization;
  return leaves_one_out(&O::projects) || leaves_one_out(&O::namespaces) || leaves_one_out(&O::group_names) ||
         leaves_one_out(&O::repositories) || leaves_one_out(&O::every_repository) ||
         leaves_one_out(&O::subscriptions) || leaves_one_out(&O::users) ||
         leaves_one_out(&O::service_principals) || leaves_some_out(&O::accounts) ||
         leaves_some_out(&O::groups) || leaves_some_out(&O::memberships) || leaves_some_out(&O::tokens) ||
         leaves_some_out(&O::entitlements) || leaves_some_out(&O::access_control) ||
         leaves_some_out(&O::pipelines) || leaves_some_out(&O::root_nodes) ||
         leaves_some_out(&O::resources) || leaves_some_out(&O::role_assignments) ||
         leaves_some_out(&O::identities);
}

bool is_same_auditor(const Evidence<Connection>& earlier, const Evidence<Connection>& now) {
  if (!earlier || !now) return false;
  return earlier.value().instance_id == now.value().instance_id &&
         earlier.value().identity_descriptor == now.value().identity_descriptor &&
         !earlier.value().identity_descriptor.empty();
}

std::optional<Store> known_before(const Organization& earlier, const FactKey& key) {
  using Kind = FactKey::Kind;
  switch (key.kind) {
    case Kind::connection:
    case Kind::entra_membership:
    case Kind::entra_group:
    case Kind::probed_token:
    case Kind::probe: return std::nullopt;
    case Kind::projects: return kept(earlier, &Organization::projects);
    case Kind::namespaces: return kept(earlier, &Organization::namespaces);
    case Kind::group_names: return kept(earlier, &Organization::group_names);
    case Kind::repositories:
      return kept(earlier,
                  key.detail == every_detail ? &Organization::every_repository : &Organization::repositories);
    case Kind::account: return kept(earlier, &Organization::accounts, key.key);
    case Kind::group: return kept(earlier, &Organization::groups, key.key);
    case Kind::memberships: return kept(earlier, &Organization::memberships, key.key);
    case Kind::tokens: return kept(earlier, &Organization::tokens, key.key);
    case Kind::entitlement: return kept(earlier, &Organization::entitlements, key.key);
    case Kind::access_control:
      return kept(earlier, &Organization::access_control, {key.key, normal_token(key.detail)});
    case Kind::pipelines: return kept(earlier, &Organization::pipelines, key.key);
    case Kind::subscriptions: return kept(earlier, &Organization::subscriptions);
    case Kind::users: return kept(earlier, &Organization::users);
    case Kind::service_principals: return kept(earlier, &Organization::service_principals);
    case Kind::root_node: return kept(earlier, &Organization::root_nodes, fact_name(key.detail, key.key));
    case Kind::resources: return kept(earlier, &Organization::resources, fact_name(key.key, key.detail));
    case Kind::role_assignments:
      return kept(earlier, &Organization::role_assignments, fact_name(key.key, key.detail));
    case Kind::identity: return kept(earlier, &Organization::identities, key.key);
  }
  return std::nullopt;
}

}  // namespace patrol

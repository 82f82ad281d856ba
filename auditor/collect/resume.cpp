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

/// Gives `place` a fact of the earlier organization, its reads put into the list of the new one.
template <class T, class Place>
void carry_to(Organization& now, const Organization& earlier, const Fact<T>& fact, Place place) {
  const auto is_there = [&](ReadId read) { return read < earlier.reads.size(); };
  if (!std::ranges::all_of(fact.reads, is_there)) return;
  Fact<T> copy{fact.known, {}};
  copy.reads.reserve(fact.reads.size());
  for (const ReadId read : fact.reads) {
    copy.reads.push_back(static_cast<ReadId>(now.reads.size()));
    now.reads.push_back(earlier.reads[read]);
  }
  place(std::move(copy));
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

void keep_rest(const Organization& earlier, Organization& now) {
  const auto keep_one = [&](auto member) {
    if (now.*member || !(earlier.*member)) return;
    carry_to(now, earlier, *(earlier.*member), [&](auto fact) { now.*member = std::move(fact); });
  };
  const auto keep_some = [&](auto member) {
    for (const auto& entry : earlier.*member) {
      if ((now.*member).contains(entry.first)) continue;
      carry_to(now, earlier, entry.second,
               [&](auto fact) { (now.*member).emplace(entry.first, std::move(fact)); });
    }
  };
  using O = Organization;
  keep_one(&O::connection);
  keep_one(&O::projects);
  keep_one(&O::namespaces);
  keep_one(&O::group_names);
  keep_one(&O::repositories);
  keep_one(&O::every_repository);
  keep_one(&O::subscriptions);
  keep_one(&O::users);
  keep_one(&O::service_principals);
  keep_some(&O::accounts);
  keep_some(&O::groups);
  keep_some(&O::memberships);
  keep_some(&O::tokens);
  keep_some(&O::entitlements);
  keep_some(&O::access_control);
  keep_some(&O::lists_below);
  keep_some(&O::entra_memberships);
  keep_some(&O::entra_groups);
  keep_some(&O::pipelines);
  keep_some(&O::root_nodes);
  keep_some(&O::resources);
  keep_some(&O::role_assignments);
  keep_some(&O::identities);
  keep_some(&O::probed_tokens);
  keep_some(&O::probes);
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
    case Kind::lists_below:
      return kept(earlier, &Organization::lists_below, fact_name(key.key, normal_token(key.detail)));
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

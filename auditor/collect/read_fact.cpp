#include "auditor/collect/read_fact.h"

#include "auditor/azdo/connection.h"
#include "auditor/azdo/directory.h"
#include "auditor/azdo/entitlements.h"
#include "auditor/azdo/graph.h"
#include "auditor/azdo/identities.h"
#include "auditor/azdo/identities_by_id.h"
#include "auditor/azdo/pipelines.h"
#include "auditor/azdo/probes.h"
#include "auditor/azdo/projects.h"
#include "auditor/azdo/repositories.h"
#include "auditor/azdo/roles.h"
#include "auditor/azdo/root_nodes.h"
#include "auditor/azdo/security.h"
#include "auditor/azdo/subscriptions.h"
#include "auditor/azdo/tokens.h"
#include "auditor/model/probe.h"
#include "auditor/model/text.h"

#include <cstddef>
#include <functional>
#include <map>
#include <utility>

namespace patrol {
namespace {

/// Keeps the reads with the organization and gives their places.
std::vector<ReadId> keep_reads(Organization& organization, const std::vector<Read>& reads) {
  std::vector<ReadId> places;
  for (const Read& read : reads) {
    places.push_back(static_cast<ReadId>(organization.reads.size()));
    organization.reads.push_back(read);
  }
  return places;
}

template <class T>
Fact<T> keep(Organization& organization, azdo::Fetched<T> fetched) {
  std::vector<ReadId> reads = keep_reads(organization, fetched.reads);
  return {std::move(fetched.known), std::move(reads)};
}

/// A job whose answer goes where `place` says.
template <class Fetch, class Place>
Job job(Fetch fetch, Place place) {
  return [fetch = std::move(fetch), place = std::move(place)](azdo::Client& client) -> Store {
    return [answer = fetch(client), place](Organization& organization) mutable {
      place(organization) = keep(organization, std::move(answer));
    };
  };
}

/// The like for a map of evidence, which has no value before it is read.
template <class Fetch, class Map>
Job evidence_job(Fetch fetch, Map Organization::*map, std::string name) {
  return [fetch = std::move(fetch), map, name = std::move(name)](azdo::Client& client) -> Store {
    return [answer = fetch(client), map, name](Organization& organization) mutable {
      auto fact = keep(organization, std::move(answer));
      (organization.*map).insert_or_assign(name, std::move(fact));
    };
  };
}

AccountSelector selector_of(const FactKey& key) {
  AccountSelector selector{AccountSelector::Kind::email, key.detail};
  if (key.key.starts_with("descriptor:")) selector.kind = AccountSelector::Kind::descriptor;
  if (key.key.starts_with("service_principal:")) selector.kind = AccountSelector::Kind::service_principal;
  return selector;
}

/// Many facts by one request: `fetch` gives the evidence of each name, in their order, which goes where the
/// key says that `key_of` makes of the name.
template <class Fetch, class Map, class KeyOf>
Job batch_job(Fetch fetch, std::vector<std::string> names, Map Organization::*map, KeyOf key_of) {
  return [fetch = std::move(fetch), names = std::move(names), map,
          key_of = std::move(key_of)](azdo::Client& client) -> Store {
    return [answer = fetch(client, names), names, map, key_of](Organization& organization) mutable {
      const std::vector<ReadId> reads = keep_reads(organization, answer.reads);
      for (std::size_t i = 0; i < names.size() && i < answer.known.size(); ++i) {
        typename Map::mapped_type fact{std::move(answer.known[i]), reads};
        (organization.*map).insert_or_assign(key_of(names[i]), std::move(fact));
      }
    };
  };
}

Job group_job(std::vector<std::string> descriptors) {
  return batch_job(azdo::fetch_groups, std::move(descriptors), &Organization::groups, fold_case);
}

/// Whether one account is in each of these Entra groups.
Job entra_membership_job(const std::string& account, std::vector<std::string> groups) {
  return batch_job(
      [account](azdo::Client& client, const std::vector<std::string>& asked) {
        return azdo::fetch_entra_memberships(client, account, asked);
      },
      std::move(groups), &Organization::entra_memberships,
      [account](const std::string& group) { return entra_membership_key(account, group); });
}

Job entra_group_job(std::vector<std::string> object_ids) {
  return batch_job(azdo::fetch_entra_groups, std::move(object_ids), &Organization::entra_groups,
                   std::identity());
}

Job identity_job(std::vector<std::string> ids) {
  return batch_job(azdo::fetch_identities_by_id, std::move(ids), &Organization::identities, std::identity());
}

/// Trying a token for the first time answers the first probe too.
Job own_token_job(std::string variable) {
  return [variable = std::move(variable)](azdo::Client& client) -> Store {
    return [answer = azdo::try_own_token(client, variable), variable](Organization& organization) mutable {
      const std::vector<ReadId> reads = keep_reads(organization, answer.reads);
      organization.probed_tokens.insert_or_assign(
          variable, Fact<Evidence<ProbedToken>>{std::move(answer.known.token), reads});
      organization.probes.insert_or_assign(fact_name(variable, probes().front().name),
                                           Fact<Evidence<bool>>{std::move(answer.known.projects), reads});
    };
  };
}

Job probe_job(const FactKey& key) {
  return evidence_job(
      [key](const azdo::Client& client) { return azdo::fetch_probe(client, key.key, key.detail); },
      &Organization::probes, fact_name(key.key, key.detail.substr(0, key.detail.find('/'))));
}

Job single_job(const FactKey& key) {
  switch (key.kind) {
    case FactKey::Kind::connection:
      return job(
          azdo::fetch_connection, [](Organization & o) -> auto& { return o.connection; });
    case FactKey::Kind::projects:
      return job(
          azdo::fetch_projects, [](Organization & o) -> auto& { return o.projects; });
    case FactKey::Kind::namespaces:
      return job(
          azdo::fetch_namespaces, [](Organization & o) -> auto& { return o.namespaces; });
    case FactKey::Kind::group_names:
      return job(
          azdo::fetch_group_names, [](Organization & o) -> auto& { return o.group_names; });
    case FactKey::Kind::account:
      return job([selector = selector_of(key)](azdo::Client& c) { return azdo::fetch_account(c, selector); },
                 [k = key.key](Organization & o) -> auto& { return o.accounts[k]; });
    case FactKey::Kind::memberships:
      return job([k = key.key](azdo::Client& c) { return azdo::fetch_memberships(c, k); },
                 [k = key.key](Organization & o) -> auto& { return o.memberships[k]; });
    case FactKey::Kind::tokens:
      return job([k = key.key](azdo::Client& c) { return azdo::fetch_tokens(c, k); },
                 [k = key.key](Organization & o) -> auto& { return o.tokens[k]; });
    case FactKey::Kind::entitlement:
      return evidence_job(
          [key](azdo::Client& c) {
            return azdo::fetch_entitlement(c, key.key, key.detail == "service_principal");
          },
          &Organization::entitlements, key.key);
    case FactKey::Kind::access_control:
      return [key](azdo::Client& client) -> Store {
        return [answer = azdo::fetch_access_control(client, key.key, key.detail),
                key](Organization& organization) mutable {
          organization.access_control.insert_or_assign(std::pair{key.key, normal_token(key.detail)},
                                                       keep(organization, std::move(answer)));
        };
      };
    case FactKey::Kind::lists_below:
      return job([key](azdo::Client& c) { return azdo::fetch_lists_below(c, key.key, key.detail); },
                 [name = fact_name(key.key, normal_token(key.detail))](Organization & o) -> auto& {
                   return o.lists_below[name];
                 });
    case FactKey::Kind::repositories:
      return job([every = key.detail ==
                          every_detail](azdo::Client& c) { return azdo::fetch_repositories(c, every); },
                 [every = key.detail == every_detail](Organization & o) -> auto& {
                   return every ? o.every_repository : o.repositories;
                 });
    case FactKey::Kind::pipelines:
      return job([k = key.key](azdo::Client& c) { return azdo::fetch_pipelines(c, k); },
                 [k = key.key](Organization & o) -> auto& { return o.pipelines[k]; });
    case FactKey::Kind::root_node:
      return evidence_job([key](azdo::Client& c) { return azdo::fetch_root_node(c, key.key, key.detail); },
                          &Organization::root_nodes, fact_name(key.detail, key.key));
    case FactKey::Kind::resources:
      return job(
          [key](azdo::Client& c) { return azdo::fetch_resources(c, key.key, key.detail); },
          [name = fact_name(key.key, key.detail)](Organization & o) -> auto& { return o.resources[name]; });
    case FactKey::Kind::role_assignments:
      return job([key](azdo::Client& c) { return azdo::fetch_role_assignments(c, key.key, key.detail); },
                 [name = fact_name(key.key, key.detail)](Organization & o) -> auto& {
                   return o.role_assignments[name];
                 });
    case FactKey::Kind::subscriptions:
      return job(
          azdo::fetch_subscriptions, [](Organization & o) -> auto& { return o.subscriptions; });
    case FactKey::Kind::users:
      return job(
          azdo::fetch_users, [](Organization & o) -> auto& { return o.users; });
    case FactKey::Kind::service_principals:
      return job(
          azdo::fetch_service_principals, [](Organization & o) -> auto& { return o.service_principals; });
    case FactKey::Kind::probed_token: return own_token_job(key.key);
    case FactKey::Kind::probe: return probe_job(key);
    case FactKey::Kind::group:
    case FactKey::Kind::identity:
    case FactKey::Kind::entra_group:
    case FactKey::Kind::entra_membership: break;  // go in batches
  }
  return {};
}

/// What of a key's detail makes it another fact.
std::string name_of_detail(const FactKey& key) {
  switch (key.kind) {
    case FactKey::Kind::access_control:
    case FactKey::Kind::lists_below: return "\n" + normal_token(key.detail);
    case FactKey::Kind::root_node:
    case FactKey::Kind::resources:
    case FactKey::Kind::role_assignments:
    case FactKey::Kind::entra_membership:
    case FactKey::Kind::repositories:
    case FactKey::Kind::probe: return "\n" + key.detail;
    case FactKey::Kind::connection:
    case FactKey::Kind::projects:
    case FactKey::Kind::namespaces:
    case FactKey::Kind::group_names:
    case FactKey::Kind::account:
    case FactKey::Kind::group:
    case FactKey::Kind::memberships:
    case FactKey::Kind::tokens:
    case FactKey::Kind::entitlement:
    case FactKey::Kind::pipelines:
    case FactKey::Kind::identity:
    case FactKey::Kind::entra_group:
    case FactKey::Kind::subscriptions:
    case FactKey::Kind::users:
    case FactKey::Kind::service_principals:
    case FactKey::Kind::probed_token: break;
  }
  return "";
}

/// Parts of at most so many, in order.
std::vector<std::vector<std::string>> parts_of(const std::vector<std::string>& all, std::size_t most) {
  std::vector<std::vector<std::string>> parts;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i % most == 0) parts.emplace_back();
    parts.back().push_back(all[i]);
  }
  return parts;
}

}  // namespace

std::vector<Job> plan_jobs(const std::vector<FactKey>& keys) {
  std::vector<Job> jobs;
  // Two spellings of one thing are one fact; which of them is sent does not depend on the order of the keys.
  std::map<std::pair<FactKey::Kind, std::string>, const FactKey*> unique;
  for (const FactKey& key : keys) {
    std::string name = key.key + name_of_detail(key);
    const auto [place, is_new] = unique.emplace(std::pair{key.kind, std::move(name)}, &key);
    if (!is_new && key.detail < place->second->detail) place->second = &key;
  }
  std::vector<std::string> groups;
  std::vector<std::string> identities;
  std::vector<std::string> entra_groups;
  std::map<std::string, std::vector<std::string>> entra_memberships;  // groups by account
  for (const auto& [name, key] : unique) {
    if (key->kind == FactKey::Kind::group) {
      groups.push_back(key->detail);
    } else if (key->kind == FactKey::Kind::entra_membership) {
      entra_memberships[key->key].push_back(key->detail);
    } else if (key->kind == FactKey::Kind::entra_group) {
      entra_groups.push_back(key->key);
    } else if (key->kind == FactKey::Kind::identity) {
      identities.push_back(key->key);
    } else {
      jobs.push_back(single_job(*key));
    }
  }
  for (std::vector<std::string>& batch : azdo::split_for_fetch_groups(groups)) {
    jobs.push_back(group_job(std::move(batch)));
  }
  for (const auto& [account, wanted] : entra_memberships) {
    for (std::vector<std::string>& batch : parts_of(wanted, azdo::most_entra_memberships)) {
      jobs.push_back(entra_membership_job(account, std::move(batch)));
    }
  }
  for (std::vector<std::string>& batch : parts_of(entra_groups, azdo::most_entra_groups)) {
    jobs.push_back(entra_group_job(std::move(batch)));
  }
  for (std::vector<std::string>& batch : parts_of(identities, azdo::most_identities_by_id)) {
    jobs.push_back(identity_job(std::move(batch)));
  }
  return jobs;
}

}  // namespace patrol

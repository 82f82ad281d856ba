#include "tests/oracle/facts.h"

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace patrol::oracle {
namespace {

using Kind = FactKey::Kind;

/// Shows every place for facts that an organization has, with the kind of what is in it.
template <class SomeOrganization, class Visit>
void each_place(SomeOrganization& organization, const Visit& visit) {
  // All its members by name: with one more, this is no program until it is shown too.
  auto& [name, reads, connection, projects, namespaces, group_names, accounts, groups, memberships, tokens,
         entitlements, access_control, lists_below, entra_memberships, entra_groups, repositories,
         every_repository, pipelines, root_nodes, resources, role_assignments, identities, subscriptions,
         users, service_principals, probed_tokens, probes] = organization;
  visit(Kind::connection, "", connection);
  visit(Kind::projects, "", projects);
  visit(Kind::namespaces, "", namespaces);
  visit(Kind::group_names, "", group_names);
  visit(Kind::account, "", accounts);
  visit(Kind::group, "", groups);
  visit(Kind::memberships, "", memberships);
  visit(Kind::tokens, "", tokens);
  visit(Kind::entitlement, "", entitlements);
  visit(Kind::access_control, "", access_control);
  visit(Kind::lists_below, "", lists_below);
  visit(Kind::entra_membership, "", entra_memberships);
  visit(Kind::entra_group, "", entra_groups);
  visit(Kind::repositories, "", repositories);
  visit(Kind::repositories, every_detail, every_repository);
  visit(Kind::pipelines, "", pipelines);
  visit(Kind::root_node, "", root_nodes);
  visit(Kind::resources, "", resources);
  visit(Kind::role_assignments, "", role_assignments);
  visit(Kind::identity, "", identities);
  visit(Kind::subscriptions, "", subscriptions);
  visit(Kind::users, "", users);
  visit(Kind::service_principals, "", service_principals);
  visit(Kind::probed_token, "", probed_tokens);
  visit(Kind::probe, "", probes);
}

std::string name_of(const std::string& key) {
  return key;
}
std::string name_of(const std::pair<std::string, std::string>& key) {
  return key.first + " " + key.second;
}

template <class Known>
std::size_t items_in(const Known& /*one answer*/) {
  return 0;
}
template <class T>
std::size_t items_in(const Listing<T>& listing) {
  return listing.items.size();
}

Gap gap() {
  return {Gap::Kind::unauthorized, "a read", "HTTP 401", "grant the scope"};
}

template <class T>
void spoil(Evidence<T>& answer, Loss::How /*whole*/) {
  answer = gap();
}
template <class T>
void spoil(Listing<T>& listing, Loss::How how) {
  listing.items.resize(how == Loss::How::cut ? listing.items.size() / 2 : 0);
  listing.rest = gap();
}

/// Adds the ways to lose the facts of one place.
struct Finder {
  std::vector<Loss>& losses;

  template <class Known>
  void operator()(Kind kind, std::string_view name, const std::optional<Fact<Known>>& fact) const {
    if (fact) add(kind, std::string(name), *fact);
  }
  template <class Key, class Known, class Less>
  void operator()(Kind kind, std::string_view /*each has its own*/,
                  const std::map<Key, Fact<Known>, Less>& facts) const {
    for (const auto& [key, fact] : facts) add(kind, name_of(key), fact);
  }

 private:
  template <class Known>
  void add(Kind kind, const std::string& name, const Fact<Known>& fact) const {
    losses.push_back({kind, name, Loss::How::refused});
    losses.push_back({kind, name, Loss::How::never_asked});
    // The half of one is nothing.
    if (items_in(fact.known) > 1) losses.push_back({kind, name, Loss::How::cut});
  }
};

struct Loser {
  const Loss& loss;

  template <class Known>
  void operator()(Kind kind, std::string_view name, std::optional<Fact<Known>>& fact) const {
    if (kind != loss.kind || name != loss.name || !fact) return;
    if (loss.how == Loss::How::never_asked) {
      fact.reset();
    } else {
      spoil(fact->known, loss.how);
    }
  }
  template <class Key, class Known, class Less>
  void operator()(Kind kind, std::string_view /*each has its own*/,
                  std::map<Key, Fact<Known>, Less>& facts) const {
    if (kind != loss.kind) return;
    for (auto fact = facts.begin(); fact != facts.end(); ++fact) {
      if (name_of(fact->first) != loss.name) continue;
      if (loss.how == Loss::How::never_asked) {
        facts.erase(fact);
      } else {
        spoil(fact->second.known, loss.how);
      }
      return;
    }
  }
};

template <class Known>
bool put(const std::optional<Fact<Known>>& from, std::optional<Fact<Known>>& into) {
  into = from;
  return from.has_value();
}
template <class Key, class Known, class Less>
bool put(const std::map<Key, Fact<Known>, Less>& from, std::map<Key, Fact<Known>, Less>& into,
         const std::type_identity_t<Key>& key) {
  const auto fact = from.find(key);
  return fact != from.end() && into.insert(*fact).second;
}

}  // namespace

std::string to_text(const Loss& loss) {
  constexpr std::array words{"refused", "cut after half", "never asked"};
  return std::string(to_word(loss.kind)) + (loss.name.empty() ? "" : " ") + loss.name + ": " +
         words.at(static_cast<std::size_t>(loss.how));
}

std::vector<FactKey::Kind> all_kinds() {
  std::vector<Kind> kinds;
  for (int i = 0; to_word(static_cast<Kind>(i)) != "?"; ++i) kinds.push_back(static_cast<Kind>(i));
  return kinds;
}

std::vector<Loss> losses_of(const Organization& organization) {
  std::vector<Loss> losses;
  each_place(organization, Finder{losses});
  return losses;
}

void lose(Organization& organization, const Loss& loss) {
  each_place(organization, Loser{loss});
}

bool put_fact(const FactKey& key, const Organization& from, Organization& into) {
  const auto& [kind, name, detail] = key;
  switch (kind) {
    case Kind::connection: return put(from.connection, into.connection);
    case Kind::projects: return put(from.projects, into.projects);
    case Kind::namespaces: return put(from.namespaces, into.namespaces);
    case Kind::group_names: return put(from.group_names, into.group_names);
    case Kind::account: return put(from.accounts, into.accounts, name);
    case Kind::group: return put(from.groups, into.groups, name);
    case Kind::memberships: return put(from.memberships, into.memberships, name);
    case Kind::tokens: return put(from.tokens, into.tokens, name);
    case Kind::entitlement: return put(from.entitlements, into.entitlements, name);
    case Kind::access_control:
      return put(from.access_control, into.access_control, {name, normal_token(detail)});
    case Kind::lists_below:
      return put(from.lists_below, into.lists_below, fact_name(name, normal_token(detail)));
    case Kind::entra_membership:
      return put(from.entra_memberships, into.entra_memberships, entra_membership_key(name, detail));
    case Kind::entra_group: return put(from.entra_groups, into.entra_groups, name);
    case Kind::repositories:
      return detail == every_detail ? put(from.every_repository, into.every_repository)
                                    : put(from.repositories, into.repositories);
    case Kind::pipelines: return put(from.pipelines, into.pipelines, name);
    case Kind::root_node: return put(from.root_nodes, into.root_nodes, fact_name(detail, name));
    case Kind::resources: return put(from.resources, into.resources, fact_name(name, detail));
    case Kind::role_assignments:
      return put(from.role_assignments, into.role_assignments, fact_name(name, detail));
    case Kind::identity: return put(from.identities, into.identities, name);
    case Kind::subscriptions: return put(from.subscriptions, into.subscriptions);
    case Kind::users: return put(from.users, into.users);
    case Kind::service_principals: return put(from.service_principals, into.service_principals);
    case Kind::probed_token: return put(from.probed_tokens, into.probed_tokens, name);
    case Kind::probe:
      return put(from.probes, into.probes, fact_name(name, detail.substr(0, detail.find('/'))));
  }
  return false;
}

}  // namespace patrol::oracle

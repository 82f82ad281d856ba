#include "auditor/cases/unread.h"

#include "auditor/cases/answers.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace patrol::cases {
namespace {

struct Words {
  std::string_view reason;
  std::string_view grant;
};

Words words_of(Gap::Kind kind) {
  switch (kind) {
    case Gap::Kind::unauthorized:
      return {"HTTP 401: the scope of the credential does not cover this", "add the scope to the credential"};
    case Gap::Kind::forbidden:
      return {"HTTP 403: the auditor lacks a permission", "give the auditor the permission"};
    case Gap::Kind::not_found: return {"HTTP 404, which may hide a missing permission", "look by hand"};
    case Gap::Kind::unreachable: return {"there was no answer in time", "audit again"};
    case Gap::Kind::throttled: return {"HTTP 429, to the last try", "audit again later"};
    case Gap::Kind::bad_answer: return {"an answer that is no evidence", "report the answer"};
    case Gap::Kind::cut_short: return {"the time was up before it was asked", "give more time"};
    case Gap::Kind::not_expandable: return {"its members are not told", "look in Entra"};
    case Gap::Kind::not_decidable: return {"what was read does not settle it", "look by hand"};
    case Gap::Kind::not_collected: break;
  }
  return {"it was never asked", "collect again"};
}

Gap gap_of(const Unread& unread) {
  const Words words = words_of(unread.because);
  return {unread.because, std::string(to_word(unread.kind)), std::string(words.reason),
          std::string(words.grant)};
}

template <class T>
void put_gap(Evidence<T>& evidence, const Unread& unread) {
  evidence = gap_of(unread);
}
template <class T>
void put_gap(Listing<T>& listing, const Unread& unread) {
  listing.items.resize(std::min(listing.items.size(), unread.seen.value_or(0)));
  listing.rest = gap_of(unread);
}
/// A fact that there is one of.
template <class Known>
void put_gap(std::optional<Fact<Known>>& fact, const Unread& unread) {
  if (fact) put_gap(fact->known, unread);
}

bool is_namespace(const Directory& directory, std::string_view id, std::string_view word) {
  return std::ranges::any_of(directory.namespaces, [&](const SecurityNamespace& space) {
    return space.id == id && (same_name(space.name, word) || same_name(space.id, word));
  });
}

/// Whether the fact is about the security token that is named.
bool is_at(const Unread& unread, const FactKey& key, const Directory& directory) {
  if (unread.token.empty()) return true;
  std::vector<std::string> unknown;
  return normal_token(security_token(directory, unread.token.text, unknown)) == normal_token(key.detail);
}

/// Whether the page of roles is that of the thing.
bool is_page_of(const Directory& directory, const FactKey& key, std::string_view thing) {
  const auto page = directory.role_pages.find(fact_name(key.key, key.detail));
  return page != directory.role_pages.end() && same_name(page->second.thing, thing);
}

/// Whether the fact is about what `of` names.
bool concerns(const Unread& unread, const FactKey& key, const Directory& directory) {
  if (unread.of.empty()) return true;
  const Subject* subject = directory.find(unread.of.text);
  switch (unread.kind) {
    case FactKey::Kind::account:
      // Also somebody who is not there can be looked for in vain.
      return subject != nullptr ? is_found_by(*subject, key.key)
                                : key.key.ends_with(":" + fold_case(unread.of.text));
    case FactKey::Kind::group:
      return subject != nullptr && same_name(subject->identity.descriptor, key.detail);
    case FactKey::Kind::memberships:
    case FactKey::Kind::tokens: return subject != nullptr && subject->identity.subject_descriptor == key.key;
    case FactKey::Kind::entitlement: return subject != nullptr && subject->identity.id == key.key;
    case FactKey::Kind::access_control:
    case FactKey::Kind::lists_below: return is_namespace(directory, key.key, unread.of.text);
    case FactKey::Kind::connection:
    case FactKey::Kind::projects:
    case FactKey::Kind::namespaces:
    case FactKey::Kind::group_names:
    case FactKey::Kind::subscriptions:
    case FactKey::Kind::repositories: return true;
    case FactKey::Kind::resources: return same_name(key.key, unread.of.text);
    case FactKey::Kind::role_assignments: return is_page_of(directory, key, unread.of.text);
    case FactKey::Kind::identity: return subject != nullptr && subject->identity.id == key.key;
    case FactKey::Kind::pipelines:
    case FactKey::Kind::root_node:
    case FactKey::Kind::entra_membership:
    case FactKey::Kind::entra_group:
    case FactKey::Kind::users:
    case FactKey::Kind::service_principals:
    case FactKey::Kind::probed_token:
    case FactKey::Kind::probe: return false;  // no word of `unread` means them
  }
  return false;
}

/// Whether a kind of thing or a thing is named, which is told where there is none.
bool names_thing(const Unread& unread, const Directory& directory, Problems& problems) {
  std::vector<std::string> known;
  if (unread.kind == FactKey::Kind::resources) {
    for (const auto& [name, things] : directory.resources) known.push_back(name.substr(0, name.find(':')));
  } else if (unread.kind == FactKey::Kind::role_assignments) {
    for (const auto& [name, page] : directory.role_pages) known.push_back(page.thing);
  } else {
    return false;
  }
  const auto is_it = [&](const std::string& word) { return same_name(word, unread.of.text); };
  if (std::ranges::none_of(known, is_it)) {
    problems.add(unread.of.at, "there is nothing " + in_backticks(unread.of.text) + " under `resources`" +
                                   suggestion(unread.of.text, known));
  }
  return true;
}

}  // namespace

const Unread* find_unread(const std::vector<Unread>& unread, const FactKey& key, const Directory& directory) {
  const auto found = std::ranges::find_if(unread, [&](const Unread& each) {
    return each.kind == key.kind && concerns(each, key, directory) && is_at(each, key, directory);
  });
  return found == unread.end() ? nullptr : &*found;
}

void hide(const FactKey& key, const Unread& unread, Organization& organization) {
  switch (key.kind) {
    case FactKey::Kind::connection: put_gap(organization.connection, unread); break;
    case FactKey::Kind::projects: put_gap(organization.projects, unread); break;
    case FactKey::Kind::namespaces: put_gap(organization.namespaces, unread); break;
    case FactKey::Kind::group_names: put_gap(organization.group_names, unread); break;
    case FactKey::Kind::account: put_gap(organization.accounts.at(key.key).known, unread); break;
    case FactKey::Kind::group: put_gap(organization.groups.at(key.key).known, unread); break;
    case FactKey::Kind::memberships: put_gap(organization.memberships.at(key.key).known, unread); break;
    case FactKey::Kind::tokens: put_gap(organization.tokens.at(key.key).known, unread); break;
    case FactKey::Kind::entitlement: put_gap(organization.entitlements.at(key.key).known, unread); break;
    case FactKey::Kind::access_control:
      put_gap(organization.access_control.at({key.key, normal_token(key.detail)}).known, unread);
      break;
    case FactKey::Kind::lists_below:
      put_gap(organization.lists_below.at(fact_name(key.key, normal_token(key.detail))).known, unread);
      break;
    case FactKey::Kind::repositories:
      put_gap(key.detail == every_detail ? organization.every_repository : organization.repositories, unread);
      break;
    case FactKey::Kind::subscriptions: put_gap(organization.subscriptions, unread); break;
    case FactKey::Kind::resources:
      put_gap(organization.resources.at(fact_name(key.key, key.detail)).known, unread);
      break;
    case FactKey::Kind::role_assignments:
      put_gap(organization.role_assignments.at(fact_name(key.key, key.detail)).known, unread);
      break;
    case FactKey::Kind::identity: put_gap(organization.identities.at(key.key).known, unread); break;
    case FactKey::Kind::pipelines:
    case FactKey::Kind::root_node:
    case FactKey::Kind::entra_membership:
    case FactKey::Kind::entra_group:
    case FactKey::Kind::users:
    case FactKey::Kind::service_principals:
    case FactKey::Kind::probed_token:
    case FactKey::Kind::probe: break;  // find_unread() never gives them
  }
}

void check_unread(const std::vector<Unread>& unread, const Directory& directory, Problems& problems) {
  std::vector<std::string> spaces;
  spaces.reserve(directory.namespaces.size());
  for (const SecurityNamespace& space : directory.namespaces) spaces.push_back(space.name);
  std::vector<std::string> subjects;
  subjects.reserve(directory.subjects.size());
  for (const Subject& subject : directory.subjects) subjects.push_back(subject.word);
  for (const Unread& each : unread) {
    std::vector<std::string> unknown;
    security_token(directory, each.token.text, unknown);
    for (const std::string& name : unknown) {
      problems.add(each.token.at, "there is no project or repository " + in_backticks(name));
    }
    const bool names_anyone = each.of.empty() || each.kind == FactKey::Kind::account;
    if (names_anyone || names_thing(each, directory, problems)) continue;
    if (each.kind == FactKey::Kind::access_control || each.kind == FactKey::Kind::lists_below) {
      const bool is_known = std::ranges::any_of(directory.namespaces, [&](const SecurityNamespace& space) {
        return is_namespace(directory, space.id, each.of.text);
      });
      if (is_known) continue;
      problems.add(each.of.at,
                   "there is no namespace " + in_backticks(each.of.text) + suggestion(each.of.text, spaces));
    } else if (directory.find(each.of.text) == nullptr) {
      problems.add(each.of.at, "there is no user or group " + in_backticks(each.of.text) +
                                   suggestion(each.of.text, subjects));
    }
  }
}

}  // namespace patrol::cases

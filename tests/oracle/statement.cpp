#include "tests/oracle/statement.h"

#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"
#include "tests/oracle/losses.h"
#include "tests/oracle/role_pages.h"
#include "tests/support/world.h"

#include <algorithm>
#include <utility>

namespace patrol::oracle {
namespace {

using What = Statement::What;

const Gap refused{Gap::Kind::unauthorized, "a read", "HTTP 401", "grant the scope"};

/// The account's id in Entra, which the questions to Microsoft Graph are about.
constexpr const char* object_id = "0e0e0e0e-0000-4000-8000-000000000001";

void build(World& world, const Statement& line) {
  switch (line.what) {
    case What::put: world.put(line.subject, line.of); break;
    case What::crowd: world.crowd(line.subject, static_cast<std::size_t>(line.allow)); break;
    case What::entry: world.entry(line.of, line.token, line.subject, line.allow, line.deny); break;
    case What::cut_inheritance: world.cut_inheritance(line.of, line.token); break;
    case What::humble_auditor: world.humble_auditor(); break;
    case What::microsoft_account: world.identity(svc).subject_descriptor = "msa.svc"; break;
    case What::inactive_account: world.identity(svc).is_active = false; break;
    case What::token: {
      Token token = living_token(split(line.of, ' '), line.subject);
      token.authorization_id += line.of;
      token.is_valid = line.deny == 0;
      if (line.allow != 0) token.target_accounts.reset();
      world.token(svc, token);
      break;
    }
    case What::licence:
      world.entitlement(svc, {.account_license_type = line.subject, .status = "active"});
      break;
    case What::visibility: world.visibility(line.subject, line.of); break;
    case What::other_spelling: world.identity(svc).mail = "Svc@contoso.com"; break;
    case What::hook: {
      Subscription change;
      change.status = line.token;
      world.hook(line.allow != 0 ? svc : World::auditor_email, line.subject, line.of, change);
      break;
    }
    default: break;  // about what was read, not about what is
  }
}

AccessControlEntry& own_entry(AccessControlList& list, const std::string& descriptor) {
  const auto found = std::ranges::find(list.entries, descriptor, &AccessControlEntry::descriptor);
  if (found != list.entries.end()) return *found;
  list.entries.push_back({descriptor, 0, 0, std::nullopt, std::nullopt});
  return list.entries.back();
}

void set_effective(Organization& organization, const std::string& account, const Statement& line) {
  const auto fact = organization.access_control.find({line.of, normal_token(line.token)});
  if (fact == organization.access_control.end() || !fact->second.known) return;
  auto& list = fact->second.known.value();
  if (!list) list = AccessControlList{.token = line.token};
  AccessControlEntry& entry = own_entry(*list, account);
  entry.effective_allow = line.allow;
  entry.effective_deny = line.deny;
}

std::string entra_id(const World& world, const std::string& group) {
  return entra_group_object_id(world.group_descriptor(group)).value_or("");
}

void forget_group(Organization& organization, const World& world, const std::string& group) {
  for (auto& [key, fact] : organization.accounts) {
    if (!key.ends_with(svc)) continue;
    for (Identity& identity : fact.known.items) std::erase(identity.member_of, world.group_descriptor(group));
  }
}

/// It keeps its descriptor, and its place.
void rename_group(Organization& organization, const World& world, const Statement& line) {
  const std::string descriptor = world.group_descriptor(line.subject);
  const std::string name = line.subject.substr(0, line.subject.find('\\') + 1) + line.of;
  for (GroupName& group : organization.group_names->known.items) {
    if (group.principal_name == line.subject) group.principal_name = name;
  }
  const auto told = organization.groups.find(fold_case(descriptor));
  if (told == organization.groups.end() || !told->second.known) return;
  Identity identity = told->second.known.value();
  identity.account = line.of;
  identity.display_name = name;
  told->second.known = std::move(identity);
}

template <class T>
void cut(Fact<Listing<T>>& fact, bool half) {
  fact.known.items.resize(half ? fact.known.items.size() / 2 : 0);
  fact.known.rest = refused;
}

/// Takes away the list under `key`.
template <class Map>
void lose_list(Map& facts, const std::string& key, What what) {
  const auto found = facts.find(key);
  if (found == facts.end()) return;
  if (what == What::never_asked) {
    facts.erase(found);
  } else {
    cut(found->second, what == What::half);
  }
}

template <class T>
void lose_list(std::optional<Fact<Listing<T>>>& fact, What what) {
  if (!fact) return;
  if (what == What::never_asked) {
    fact.reset();
  } else {
    cut(*fact, what == What::half);
  }
}

/// Takes away the single answer under `key`.
template <class Map, class Key>
void lose_answer(Map& facts, const Key& key, What what) {
  const auto found = facts.find(key);
  if (found == facts.end()) return;
  if (what == What::never_asked) {
    facts.erase(found);
  } else {
    found->second.known = refused;
  }
}

const RoleSheet& sheet_named(const std::string& name) {
  return *std::ranges::find(role_sheets(), name, &RoleSheet::name);
}

void lose(Organization& organization, World& world, const Statement& line) {
  const std::string& kind = line.of;
  const Identity& account = world.identity(svc);
  if (kind == "connection") {
    if (organization.connection) organization.connection->known = refused;
    if (line.what == What::never_asked) organization.connection.reset();
  } else if (kind == "projects") {
    lose_list(organization.projects, line.what);
  } else if (kind == "namespaces") {
    lose_list(organization.namespaces, line.what);
  } else if (kind == "group_names") {
    lose_list(organization.group_names, line.what);
  } else if (kind == "repositories") {
    lose_list(organization.repositories, line.what);
  } else if (kind == "account") {
    lose_list(organization.accounts, account_key({AccountSelector::Kind::email, svc}), line.what);
  } else if (kind == "memberships") {
    lose_list(organization.memberships, account.subject_descriptor, line.what);
  } else if (kind == "tokens") {
    lose_list(organization.tokens, account.subject_descriptor, line.what);
  } else if (kind == "group") {
    lose_answer(organization.groups, fold_case(world.group_descriptor(line.subject)), line.what);
  } else if (kind == "entitlement") {
    lose_answer(organization.entitlements, account.id, line.what);
  } else if (kind == "entra_membership") {
    lose_answer(organization.entra_memberships,
                entra_membership_key(object_id, entra_id(world, line.subject)), line.what);
  } else if (kind == "entra_group") {
    lose_answer(organization.entra_groups, entra_id(world, line.subject), line.what);
  } else if (kind == "things") {
    lose_list(organization.resources, things_key(line.subject), line.what);
  } else if (kind == "role_sheet") {
    lose_list(organization.role_assignments, sheet_named(line.token).key(), line.what);
  } else if (kind == "lists_below") {
    lose_list(organization.lists_below, fact_name(line.subject, normal_token(line.token)), line.what);
  } else if (kind == "pipelines") {
    lose_list(organization.pipelines, world.ids(line.subject).project, line.what);
  } else if (kind == "area" || kind == "iteration") {
    lose_answer(organization.root_nodes, fact_name(kind, world.ids(line.subject).project), line.what);
  } else if (kind == "identity") {
    lose_answer(organization.identities, identity_id_of(line.subject), line.what);
  } else {  // a list of access control; `of` is its namespace
    lose_answer(organization.access_control, std::pair{kind, normal_token(line.token)}, line.what);
  }
}

/// The things on which roles are assigned, and their pages.
void add_role_sheets(Organization& organization) {
  for (const char* place : {"Shop", "Web", "pool"}) organization.resources[things_key(place)] = {};
  for (const RoleSheet& sheet : role_sheets()) {
    organization.role_assignments[sheet.key()] = {};
    const std::string thing = sheet.name.substr(sheet.place.size() + 1);
    if (thing == "*") continue;
    const auto part = sheet.id.find('_');
    organization.resources.at(things_key(sheet.place))
        .known.items.push_back({part == std::string::npos ? sheet.id : sheet.id.substr(part + 1), thing});
  }
}

void assign_role(Organization& organization, World& world, const Statement& line) {
  std::string id = world.identity(svc).id;
  if (line.subject != svc) {
    id = identity_id_of(line.subject);
    organization.identities.insert_or_assign(
        id, Fact<Evidence<Identity>>{
                Identity{.id = id, .descriptor = world.group_descriptor(line.subject), .is_container = true},
                {}});
  }
  organization.role_assignments.at(sheet_named(line.token).key())
      .known.items.push_back({id, line.subject, line.of, line.allow != 0});
}

void spoil(Organization& organization, World& world, const Statement& line) {
  switch (line.what) {
    case What::role: assign_role(organization, world, line); break;
    case What::effective: set_effective(organization, world.identity(svc).descriptor, line); break;
    case What::forgets: forget_group(organization, world, line.subject); break;
    case What::renamed: rename_group(organization, world, line); break;
    case What::graph_says:
      organization.entra_memberships.insert_or_assign(
          entra_membership_key(object_id, entra_id(world, line.subject)),
          Fact<Evidence<bool>>{line.allow != 0, {0}});
      break;
    case What::hidden_members:
      organization.entra_groups.insert_or_assign(
          entra_id(world, line.subject),
          Fact<Evidence<EntraGroup>>{EntraGroup{line.subject, line.allow != 0}, {0}});
      break;
    default: break;
  }
}

bool is_loss(const Statement& line) {
  return line.what == What::hide || line.what == What::half || line.what == What::never_asked;
}

}  // namespace

std::string to_text(const Statement& line) {
  const std::string bits = "allow: " + std::to_string(line.allow) + ", deny: " + std::to_string(line.deny);
  const std::string place = "namespace: " + line.of + ", token: \"" + line.token + "\"";
  const std::string which =
      "{" + line.of + (line.subject.empty() && line.token.empty() ? "" : ": " + line.subject + line.token) +
      "}";
  switch (line.what) {
    case What::put: return "- put: {member: " + line.subject + ", in: \"" + line.of + "\"}";
    case What::crowd:
      return "- crowd: {in: \"" + line.subject + "\", members: " + std::to_string(line.allow) + "}";
    case What::entry: return "- entry: {" + place + ", of: \"" + line.subject + "\", " + bits + "}";
    case What::cut_inheritance: return "- cut_inheritance: {" + place + "}";
    case What::effective: return "- effective: {" + place + ", " + bits + "}";
    case What::humble_auditor: return "- humble_auditor";
    case What::microsoft_account: return "- microsoft_account";
    case What::inactive_account: return "- inactive_account";
    case What::token:
      return std::string("- token: {name: \"") + line.subject + "\", scopes: " + line.of +
             (line.deny != 0 ? ", dead" : "") + (line.allow != 0 ? ", of all organizations}" : "}");
    case What::licence: return "- licence: " + line.subject;
    case What::role:
      return "- role: {" + line.token + ": " + line.of + ", of: \"" + line.subject + "\"" +
             (line.allow != 0 ? ", inherited}" : "}");
    case What::visibility: return "- visibility: {" + line.subject + ": " + line.of + "}";
    case What::other_spelling: return "- other_spelling";
    case What::hook:
      return "- hook: {" + line.subject + ": " + line.of + ", status: " + line.token +
             (line.allow != 0 ? ", own}" : "}");
    case What::graph_says:
      return "- graph_says: {\"" + line.subject + "\": " + (line.allow != 0 ? "member" : "no member") + "}";
    case What::hidden_members:
      return "- hidden_members: {\"" + line.subject + "\": " + (line.allow != 0 ? "true" : "false") + "}";
    case What::forgets: return "- expansion_forgets: \"" + line.subject + "\"";
    case What::renamed: return "- renamed: {\"" + line.subject + "\": " + line.of + "}";
    case What::hide: return "- refused: " + which;
    case What::half: return "- cut_after_half: " + which;
    case What::never_asked: return "- never_asked: " + which;
  }
  return "?";
}

Snapshot snapshot_of(const std::vector<Statement>& statements) {
  World world;
  world.account(svc);
  world.identity(svc).object_id = object_id;
  for (const char* project : {"Shop", "Web"}) world.repository(project, "main");
  world.hidden_repository("Shop", "Shop.wiki");
  for (const PipelinePlace& each : pipelines()) world.pipeline(each.project, each.name, each.folder);
  // A group with a role is there, whatever else is said of it.
  for (const Statement& line : statements) {
    if (line.what == What::role && line.subject != svc) world.crowd(line.subject, 0);
  }
  for (const Statement& line : statements) build(world, line);
  Snapshot snapshot = world.snapshot();
  Organization& organization = snapshot.organizations.begin()->second;
  add_role_sheets(organization);
  for (const Statement& line : statements) spoil(organization, world, line);
  for (const Statement& line : statements) {
    if (is_loss(line)) lose(organization, world, line);
  }
  return snapshot;
}

}  // namespace patrol::oracle

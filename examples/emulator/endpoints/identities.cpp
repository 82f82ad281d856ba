#include "auditor/model/text.h"
#include "examples/emulator/answers.h"
#include "examples/emulator/endpoint.h"
#include "examples/emulator/ids.h"
#include "examples/emulator/membership.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

/// Identities (API.md 3.4): the legacy view, which knows closures and lasts longer than the account.
namespace patrol::emulator {
namespace {

/// `Direct` shows so many members of a group and no more (vsts-rest-api-specs#459).
constexpr std::size_t direct_limit = 99;

Json user_properties(const Subject& subject) {
  Json properties{{"SchemaClassName", typed_string("User")},
                  {"Description", typed_string("")},
                  {"Domain", typed_string(subject.domain)},
                  {"Account", typed_string(subject.account)},
                  {"DN", typed_string("")},
                  {"Mail", typed_string(subject.mail)},
                  {"SpecialType", typed_string(subject.special_type)}};
  if (subject.origin == "aad" && !subject.hides_object_id)
    properties["http://schemas.microsoft.com/identity/claims/objectidentifier"] =
        typed_string(subject.origin_id);
  if (!subject.application_id.empty()) properties["ApplicationId"] = typed_string(subject.application_id);
  return properties;
}

Json group_properties(const Organization& organization, const Subject& group) {
  const Project* project = group.project ? &organization.projects[*group.project] : nullptr;
  Json properties{{"SchemaClassName", typed_string("Group")},
                  {"Description", typed_string(group.description)},
                  {"Domain", typed_string(group.domain)},
                  {"Account", typed_string(group.account)},
                  {"SecurityGroup", typed_string("SecurityGroup")},
                  {"SpecialType", typed_string(group.special_type)},
                  {"ScopeId", typed_string(project != nullptr ? project->id : organization.id)},
                  {"ScopeName", typed_string(project != nullptr ? project->name : organization.name)},
                  {"ScopeType", typed_string(project != nullptr ? "TeamProject" : "ServiceHost")},
                  {"LocalScopeId", typed_string(project != nullptr ? project->scope_id : organization.id)},
                  {"SecuringHostId", typed_string(organization.id)}};
  if (group.origin == "aad")
    properties["http://schemas.microsoft.com/identity/claims/objectidentifier"] =
        typed_string(group.origin_id);
  return properties;
}

enum class QueryMembership { none, direct, expanded, expanded_up, expanded_down };

struct Memberships {
  std::vector<SubjectId> members;
  std::vector<SubjectId> member_of;
};

Memberships memberships_of(const Organization& organization, SubjectId id, QueryMembership query) {
  const Subject& subject = organization.subject(id);
  Memberships result;
  switch (query) {
    case QueryMembership::none: break;
    case QueryMembership::direct:
      result = {.members = subject.members, .member_of = subject.groups};
      if (result.members.size() > direct_limit) result.members.resize(direct_limit);
      break;
    case QueryMembership::expanded:
      result = {.members = members_below(organization, id), .member_of = groups_above(organization, id)};
      break;
    case QueryMembership::expanded_up: result.member_of = groups_above(organization, id); break;
    case QueryMembership::expanded_down: result.members = members_below(organization, id); break;
  }
  return result;
}

Json identity(const Organization& organization, SubjectId id, QueryMembership query) {
  const Subject& subject = organization.subject(id);
  const bool group = subject.kind == SubjectKind::group;
  const Memberships found = memberships_of(organization, id, query);
  Json members = Json::array();
  Json member_ids = Json::array();
  for (const SubjectId member : found.members) {
    members.push_back(organization.subject(member).identity_descriptor);
    member_ids.push_back(organization.subject(member).storage_key);
  }
  Json member_of = Json::array();
  for (const SubjectId above : found.member_of)
    member_of.push_back(organization.subject(above).identity_descriptor);
  Json result{{"id", subject.storage_key},
              {"descriptor", subject.identity_descriptor},
              {"subjectDescriptor", subject.descriptor},
              {"providerDisplayName", subject.name},
              {"members", std::move(members)},
              {"memberOf", std::move(member_of)},
              {"memberIds", std::move(member_ids)},
              {"properties", group ? group_properties(organization, subject) : user_properties(subject)},
              {"resourceVersion", 2},
              {"metaTypeId", subject.meta_type == "guest"        ? 1
                             : subject.kind == SubjectKind::user ? 0
                                                                 : 255}};
  // The service leaves both out where they are false (API.md 10, 7).
  if (subject.active) result["isActive"] = true;
  if (group) result["isContainer"] = true;
  return result;
}

std::optional<QueryMembership> read_query(const std::string& word) {
  const std::string folded = fold_case(word);
  if (folded.empty() || folded == "none" || folded == "0") return QueryMembership::none;
  if (folded == "direct" || folded == "1") return QueryMembership::direct;
  if (folded == "expanded" || folded == "2") return QueryMembership::expanded;
  if (folded == "expandedup" || folded == "3") return QueryMembership::expanded_up;
  if (folded == "expandeddown" || folded == "4") return QueryMembership::expanded_down;
  return std::nullopt;
}

/// A batch keeps the order of its ids and has null where one is unknown.
Response read_batch(const Call& call, const std::string& ids, QueryMembership query) {
  Json values = Json::array();
  for (const std::string& id : split(ids, ',')) {
    const auto found = call.organization.by_id.find(fold_case(trim(id)));
    values.push_back(found == call.organization.by_id.end()
                         ? Json(nullptr)
                         : identity(call.organization, found->second, query));
  }
  return list_answer(std::move(values));
}

/// Whether a subject that is found by a word is found by it under this filter.
bool fits(const Subject& subject, const std::string& filter, const std::string& value) {
  if (filter == "general") return true;
  if (filter == "accountname")
    return same_name(subject.account, value) || same_name(subject.principal_name, value);
  if (filter == "mailaddress") return same_name(subject.mail, value);
  if (filter == "displayname") return same_name(subject.name, value);
  if (filter == "localgroupname")
    return subject.kind == SubjectKind::group && same_name(subject.account, value);
  return false;
}

bool is_filter(const std::string& filter) {
  constexpr std::array known{"general", "accountname", "mailaddress", "displayname", "localgroupname"};
  return std::ranges::find(known, filter) != known.end();
}

/// Finds deleted and inactive identities too, and several where several have the word (API.md 10, 9).
Response search(const Call& call, QueryMembership query) {
  const std::string filter = fold_case(call.request.parameter("searchfilter"));
  const std::string value = call.request.parameter("filtervalue");
  if (!is_filter(filter) || value.empty())
    return error_answer(400, "ArgumentException", "The search filter or its value is not valid.");
  std::vector<SubjectId> found;
  const auto [begin, end] = call.organization.by_word.equal_range(fold_case(value));
  for (auto it = begin; it != end; ++it)
    if (fits(call.organization.subject(it->second), filter, value)) found.push_back(it->second);
  std::ranges::sort(found);
  Json values = Json::array();
  for (const SubjectId id : found) values.push_back(identity(call.organization, id, query));
  return list_answer(std::move(values));
}

Response list_identities(const Call& call) {
  const auto query = read_query(call.request.parameter("querymembership"));
  if (!query) return error_answer(400, "ArgumentException", "The value of queryMembership is not valid.");
  for (const char* ids : {"descriptors", "subjectdescriptors", "identityids"}) {
    const std::string value = call.request.parameter(ids);
    if (!value.empty()) return read_batch(call, value, *query);
  }
  return search(call, *query);
}

}  // namespace

std::span<const Endpoint> identity_endpoints() {
  static constexpr std::array all{
      Endpoint{"vssps.dev.azure.com", "GET", "_apis/identities", "vso.identity", Version::released,
               list_identities},
  };
  return all;
}

}  // namespace patrol::emulator

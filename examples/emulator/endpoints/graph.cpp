#include "auditor/model/guid.h"
#include "auditor/model/text.h"
#include "examples/emulator/answers.h"
#include "examples/emulator/endpoint.h"
#include "examples/emulator/graph_subject.h"
#include "examples/emulator/ids.h"
#include "examples/emulator/membership.h"
#include "examples/emulator/paging.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

/// Graph (API.md 3.3): direct memberships only, lists paged by header.
namespace patrol::emulator {
namespace {

Json subject_of(const Call& call, const Subject& subject) {
  return graph_subject(call.organization, subject);
}

/// The project of a `scp.` descriptor; null where it names none.
const Project* project_of_scope(const Organization& organization, std::string_view scope) {
  if (!scope.starts_with("scp.")) return nullptr;
  const std::string id = base64_decode(scope.substr(4));
  const auto found = std::ranges::find_if(
      organization.projects, [&](const Project& project) { return same_name(project.scope_id, id); });
  return found == organization.projects.end() ? nullptr : &*found;
}

std::vector<SubjectId> all_subjects(const Organization& organization) {
  std::vector<SubjectId> all(organization.subjects.size());
  for (SubjectId id = 0; id < all.size(); ++id) all[id] = id;
  return all;
}

/// Users and service principals of a project are those below its valid users; groups those of its scope.
std::vector<SubjectId> in_scope(const Call& call, SubjectKind kind, const Project* project) {
  const Organization& organization = call.organization;
  if (project == nullptr) return all_subjects(organization);
  if (kind != SubjectKind::group) return members_below(organization, project->valid_users);
  std::vector<SubjectId> groups;
  for (const SubjectId id : all_subjects(organization)) {
    const auto& own = organization.subject(id).project;
    if (own && &organization.projects[*own] == project) groups.push_back(id);
  }
  return groups;
}

Response list_subjects(const Call& call, SubjectKind kind, std::string_view name) {
  const std::string scope = call.request.parameter("scopedescriptor");
  const Project* project = project_of_scope(call.organization, scope);
  const bool whole = scope.empty() || same_name(scope, subject_descriptor("scp", call.organization.id));
  if (!whole && project == nullptr) return graph_subject_not_found(scope);
  const std::vector<std::string> types = split(call.request.parameter("subjecttypes"), ',');
  const bool any_type = types == std::vector<std::string>{""};
  std::vector<SubjectId> found;
  for (const SubjectId id : in_scope(call, kind, project)) {
    const Subject& subject = call.organization.subject(id);
    if (subject.kind != kind || subject.deleted) continue;
    if (any_type || std::ranges::find(types, subject.type) != types.end()) found.push_back(id);
  }
  const auto page =
      opaque_page(call.request.parameter("continuationtoken"), found.size(), call.page_size, name);
  if (!page) return error_answer(400, "ArgumentException", "The continuation token is not valid.");
  Json values = Json::array();
  for (std::size_t i = page->begin; i < page->end; ++i)
    values.push_back(subject_of(call, call.organization.subject(found[i])));
  return with_continuation(list_answer(std::move(values)), *page);
}

Response list_users(const Call& call) {
  return list_subjects(call, SubjectKind::user, "users");
}
Response list_groups(const Call& call) {
  return list_subjects(call, SubjectKind::group, "groups");
}
Response list_service_principals(const Call& call) {
  return list_subjects(call, SubjectKind::service_principal, "serviceprincipals");
}

Response get_subject(const Call& call, SubjectKind kind) {
  const Subject* subject = call.organization.find(call.capture("descriptor"));
  if (subject == nullptr || subject->kind != kind) return graph_subject_not_found(call.capture("descriptor"));
  return json_answer(subject_of(call, *subject));
}

Response get_user(const Call& call) {
  return get_subject(call, SubjectKind::user);
}
Response get_group(const Call& call) {
  return get_subject(call, SubjectKind::group);
}
Response get_service_principal(const Call& call) {
  return get_subject(call, SubjectKind::service_principal);
}

constexpr std::size_t lookup_limit = 500;

/// A map; what is not found is not in it.
Response subject_lookup(const Call& call) {
  const Json body = Json::parse(call.request.body, nullptr, false);
  if (!body.is_object() || !body.contains("lookupKeys") || !body["lookupKeys"].is_array())
    return error_answer(400, "ArgumentNullException", "Value cannot be null. Parameter name: subjectLookup");
  const Json& keys = body["lookupKeys"];
  if (keys.size() > lookup_limit)
    return error_answer(400, "GraphBatchTooLargeException",
                        fmt::format("TF400049: The batch is too large: {} of at most {} subjects.",
                                    keys.size(), lookup_limit));
  Json found = Json::object();
  for (const Json& key : keys) {
    if (!key.is_object() || !key.contains("descriptor") || !key["descriptor"].is_string()) continue;
    const auto& descriptor = key["descriptor"].get_ref<const std::string&>();
    if (const Subject* subject = call.organization.find(descriptor))
      found[descriptor] = subject_of(call, *subject);
  }
  const std::size_t count = found.size();
  return json_answer({{"count", count}, {"value", std::move(found)}});
}

constexpr std::size_t query_limit = 100;

bool begins_with(const std::string& text, const std::string& folded_prefix) {
  return fold_case(text).starts_with(folded_prefix);
}

Response subject_query(const Call& call) {
  const Json body = Json::parse(call.request.body, nullptr, false);
  if (!body.is_object() || !body.contains("query") || !body["query"].is_string())
    return error_answer(400, "ArgumentNullException", "Value cannot be null. Parameter name: query");
  const std::string prefix = fold_case(body["query"].get<std::string>());
  const Json kinds = body.value("subjectKind", Json::array());
  const auto wanted = [&](SubjectKind kind) {
    const std::string word = kind == SubjectKind::group  ? "Group"
                             : kind == SubjectKind::user ? "User"
                                                         : "ServicePrincipal";
    return kinds.empty() || std::ranges::find(kinds, Json(word)) != kinds.end();
  };
  Json values = Json::array();
  for (const Subject& subject : call.organization.subjects)
    if (values.size() < query_limit && !subject.deleted && wanted(subject.kind) &&
        (begins_with(subject.account, prefix) || begins_with(subject.name, prefix) ||
         begins_with(subject.mail, prefix)))
      values.push_back(subject_of(call, subject));
  return list_answer(std::move(values));
}

/// A storage key, or a project id, which gives the descriptor of its scope.
Response get_descriptor(const Call& call) {
  const std::string& key = call.capture("key");
  const Subject* subject = call.organization.find(key);
  const Project* project = is_guid(key) ? call.organization.find_project(key) : nullptr;
  std::string value;
  if (project != nullptr) value = subject_descriptor("scp", project->scope_id);
  if (subject != nullptr && same_name(subject->storage_key, key)) value = subject->descriptor;
  if (same_name(key, call.organization.id)) value = subject_descriptor("scp", call.organization.id);
  if (value.empty())
    return error_answer(404, "StorageKeyNotFoundException",
                        fmt::format("VS860022: There is no subject with the storage key '{}'.", key));
  return json_answer({{"value", value},
                      {"_links", {{"self", {{"href", graph_url(call.organization, "Descriptors", key)}}}}}});
}

Response get_storage_key(const Call& call) {
  const Subject* subject = call.organization.find(call.capture("descriptor"));
  if (subject == nullptr) return graph_subject_not_found(call.capture("descriptor"));
  return json_answer(
      {{"value", subject->storage_key},
       {"_links", {{"self", {{"href", graph_url(call.organization, "StorageKeys", subject->descriptor)}}}}}});
}

}  // namespace

std::span<const Endpoint> graph_endpoints() {
  constexpr std::string_view host = "vssps.dev.azure.com";
  constexpr std::string_view scope = "vso.graph";
  constexpr auto preview = Version::preview_only;
  static constexpr std::array all{
      Endpoint{host, "GET", "_apis/graph/users", scope, preview, list_users},
      Endpoint{host, "GET", "_apis/graph/users/{descriptor}", scope, preview, get_user},
      Endpoint{host, "GET", "_apis/graph/groups", scope, preview, list_groups},
      Endpoint{host, "GET", "_apis/graph/groups/{descriptor}", scope, preview, get_group},
      Endpoint{host, "GET", "_apis/graph/serviceprincipals", scope, preview, list_service_principals},
      Endpoint{host, "GET", "_apis/graph/serviceprincipals/{descriptor}", scope, preview,
               get_service_principal},
      Endpoint{host, "POST", "_apis/graph/subjectlookup", scope, preview, subject_lookup},
      Endpoint{host, "POST", "_apis/graph/subjectquery", scope, preview, subject_query},
      Endpoint{host, "GET", "_apis/graph/descriptors/{key}", scope, Version::released, get_descriptor},
      Endpoint{host, "GET", "_apis/graph/storagekeys/{descriptor}", scope, Version::released,
               get_storage_key},
  };
  return all;
}

}  // namespace patrol::emulator

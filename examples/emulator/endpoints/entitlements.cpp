#include "auditor/model/text.h"
#include "examples/emulator/answers.h"
#include "examples/emulator/endpoint.h"
#include "examples/emulator/graph_subject.h"
#include "examples/emulator/membership.h"
#include "examples/emulator/paging.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

/// Entitlements (API.md 3.9): access levels, on a host of their own, paged in the body.
namespace patrol::emulator {
namespace {

constexpr std::size_t largest_page = 100;

std::string group_type(const Subject& group) {
  if (group.account == "Readers") return "projectReader";
  if (group.account == "Contributors") return "projectContributor";
  if (group.account == "Project Administrators") return "projectAdministrator";
  return "custom";
}

/// One entry per group of a project that the user is in directly.
Json project_entitlements(const Organization& organization, const Subject& subject) {
  Json values = Json::array();
  for (const SubjectId id : subject.groups) {
    const Subject& group = organization.subject(id);
    if (!group.project) continue;
    const Project& project = organization.projects[*group.project];
    values.push_back({{"group", {{"groupType", group_type(group)}, {"displayName", group.account}}},
                      {"projectRef", {{"id", project.id}, {"name", project.name}}},
                      {"projectPermissionInherited", "notInherited"},
                      {"teamRefs", Json::array()},
                      {"assignmentSource", "unknown"}});
  }
  return values;
}

Json entitlement(const Organization& organization, const Subject& subject, bool projects) {
  const License& license = subject.license;
  const bool invited = license.status == "pending";
  const std::string seen = subject.last_access ? format_time(*subject.last_access) : "2026-11-20T08:00:00Z";
  return {
      {"id", subject.storage_key},
      {subject.kind == SubjectKind::user ? "user" : "servicePrincipal", graph_subject(organization, subject)},
      {"accessLevel",
       {{"licensingSource", license.source},
        {"accountLicenseType", license.account},
        {"msdnLicenseType", license.msdn},
        {"gitHubLicenseType", license.github},
        {"licenseDisplayName", license.title},
        {"status", license.status},
        {"statusMessage", ""},
        {"assignmentSource", "unknown"}}},
      // The year 1 means never (API.md 10, 33).
      {"lastAccessedDate", invited ? "0001-01-01T00:00:00Z" : seen},
      {"dateCreated", "2026-01-05T09:30:00.0000000Z"},
      {"projectEntitlements", projects ? project_entitlements(organization, subject) : Json::array()},
      {"extensions", Json::array()},
      {"groupAssignments", Json::array()}};
}

bool is_administrator(const Call& call) {
  return is_in(call.organization, call.caller.subject, call.organization.administrators);
}

Response get_entitlement(const Call& call, SubjectKind kind) {
  const Subject* subject = call.organization.find(call.capture("id"));
  const bool own = subject == &call.organization.subject(call.caller.subject);
  if (!own && !is_administrator(call))
    return forbidden("View account entitlements", call.organization.subject(call.caller.subject).account);
  if (subject == nullptr || subject->kind != kind || !subject->has_entitlement)
    return error_answer(404, "MemberEntitlementNotFoundException",
                        fmt::format("User {} does not exist in the organization.", call.capture("id")));
  return json_answer(entitlement(call.organization, *subject, true));
}

Response get_user_entitlement(const Call& call) {
  return get_entitlement(call, SubjectKind::user);
}
Response get_service_principal_entitlement(const Call& call) {
  return get_entitlement(call, SubjectKind::service_principal);
}

/// The part of `$filter` that is emulated: `name eq '…'`, which finds what a name, mail or account begins
/// with.
std::string name_filter(const Request& request) {
  const std::string filter = request.parameter("$filter");
  const std::size_t open = filter.find('\'');
  const std::size_t close = filter.rfind('\'');
  if (!fold_case(filter).starts_with("name eq") || open == close) return {};
  return fold_case(filter.substr(open + 1, close - open - 1));
}

bool fits(const Subject& subject, const std::string& folded_prefix) {
  return fold_case(subject.name).starts_with(folded_prefix) ||
         fold_case(subject.mail).starts_with(folded_prefix) ||
         fold_case(subject.account).starts_with(folded_prefix);
}

Response list_entitlements(const Call& call) {
  if (!is_administrator(call))
    return forbidden("View account entitlements", call.organization.subject(call.caller.subject).account);
  const std::string prefix = name_filter(call.request);
  std::vector<const Subject*> found;
  for (const Subject& subject : call.organization.subjects)
    if (subject.kind == SubjectKind::user && subject.has_entitlement && fits(subject, prefix))
      found.push_back(&subject);
  const auto page = opaque_page(call.request.parameter("continuationtoken"), found.size(),
                                std::min(largest_page, call.page_size), "entitlements");
  if (!page) return error_answer(400, "ArgumentException", "The continuation token is not valid.");
  const bool projects = fold_case(call.request.parameter("select")).find("projects") != std::string::npos;
  Json members = Json::array();
  for (std::size_t i = page->begin; i < page->end; ++i)
    members.push_back(entitlement(call.organization, *found[i], projects));
  Json items = members;  // the service sends the same list twice
  return json_answer({{"members", std::move(members)},
                      {"items", std::move(items)},
                      {"continuationToken", page->next},
                      {"totalCount", found.size()}});
}

}  // namespace

std::span<const Endpoint> entitlement_endpoints() {
  constexpr std::string_view host = "vsaex.dev.azure.com";
  constexpr std::string_view scope = "vso.memberentitlementmanagement";
  static constexpr std::array all{
      Endpoint{host, "GET", "_apis/userentitlements", scope, Version::released, list_entitlements},
      Endpoint{host, "GET", "_apis/userentitlements/{id}", scope, Version::released, get_user_entitlement},
      Endpoint{host, "GET", "_apis/serviceprincipalentitlements/{id}", scope, Version::preview_only,
               get_service_principal_entitlement},
  };
  return all;
}

}  // namespace patrol::emulator

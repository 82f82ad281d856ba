#include "auditor/azdo/graph.h"

#include "auditor/azdo/members.h"
#include "auditor/azdo/pages.h"
#include "auditor/model/guid.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace patrol::azdo {
namespace {

/// More keys are refused with TF400049 (API.md 3.3).
constexpr std::size_t most_lookup_keys = 500;

std::string lookup_body(std::span<const std::string> subject_descriptors) {
  Json keys = Json::array();
  for (const auto& descriptor : subject_descriptors) keys.push_back({{"descriptor", descriptor}});
  return Json{{"lookupKeys", keys}}.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string what_name(const std::string& subject_descriptor) {
  return "the name of the group `" + subject_descriptor + "`";
}

/// One name out of the map that subjectlookup answers with.
Evidence<GroupName> name_in(const Json& map, const std::string& subject_descriptor) {
  const auto found = map.find(subject_descriptor);
  if (found == map.end() || found->is_null()) {
    return Gap{.kind = Gap::Kind::not_found,
               .what = what_name(subject_descriptor),
               .reason = "the service gave nothing for it",
               .grant = grant_permission(endpoint(EndpointId::subject_lookup))};
  }
  auto name = parse_group_name(*found);
  if (!name) return foreign_shape(what_name(subject_descriptor), name.error());
  return std::move(name).value();
}

/// At most `most_lookup_keys` names.
std::vector<Evidence<GroupName>> look_up(Client& client, std::span<const std::string> subject_descriptors,
                                         std::vector<Read>& reads) {
  std::vector<Evidence<GroupName>> names;
  const auto answer = client.ask({.endpoint = EndpointId::subject_lookup,
                                  .what = "the names of groups",
                                  .path = {"_apis", "graph", "subjectlookup"},
                                  .body = lookup_body(subject_descriptors)},
                                 reads);
  const auto each = [&](const auto& make) {
    std::ranges::transform(subject_descriptors, std::back_inserter(names), make);
    return names;
  };
  if (!answer) {
    return each([&](const std::string& descriptor) -> Evidence<GroupName> {
      Gap gap = answer.error();
      gap.what = what_name(descriptor);
      return gap;
    });
  }
  Members members(answer.value().body);
  const Json& map = members.object("value");
  if (members.fault()) {
    return each([&](const std::string& descriptor) -> Evidence<GroupName> {
      return foreign_shape(what_name(descriptor), *members.fault());
    });
  }
  return each([&](const std::string& descriptor) { return name_in(map, descriptor); });
}

}  // namespace

Parsed<GroupName> parse_group_name(const Json& entry) {
  Members members(entry);
  GroupName name{.descriptor = members.text("descriptor"),
                 .principal_name = members.free_text("principalName"),
                 .domain = members.text_or_empty("domain"),
                 .origin = members.text_or_empty("origin"),
                 .origin_id = members.text_or_empty("originId")};
  if (is_guid(name.origin_id)) name.origin_id = members.guid_or_empty("originId");
  return std::move(members).result(std::move(name));
}

Parsed<Principal> parse_principal(const Json& entry) {
  Members members(entry);
  Principal principal{.descriptor = members.text("descriptor"),
                      .display_name = members.free_text_or_empty("displayName"),
                      .principal_name = members.free_text_or_empty("principalName"),
                      .mail = members.free_text_or_empty("mailAddress"),
                      .application_id = members.guid_or_empty("applicationId"),
                      .object_id = members.text_or_empty("originId"),
                      .meta_type = members.text_or_empty("metaType")};
  // Users who are not Entra's have ids of other forms.
  const bool has_object_id = principal.descriptor.starts_with("aadsp.") || is_guid(principal.object_id);
  principal.object_id = has_object_id ? members.guid_or_empty("originId") : "";
  return std::move(members).result(std::move(principal));
}

Parsed<std::string> parse_container_of(const Json& entry, const std::string& subject) {
  Members members(entry);
  std::string container = members.text("containerDescriptor");
  if (members.text("memberDescriptor") != subject) members.fail("a membership of another subject");
  return std::move(members).result(std::move(container));
}

Fetched<Listing<GroupName>> fetch_group_names(Client& client) {
  Fetched<Listing<GroupName>> fetched;
  fetched.known = read_list(client,
                            {.endpoint = EndpointId::group_names,
                             .what = "the groups of " + client.organization(),
                             .path = {"_apis", "graph", "groups"},
                             .query = {{"subjectTypes", "vssgp,aadgp"}}},
                            fetched.reads, parse_group_name);
  return fetched;
}

Fetched<std::vector<Evidence<GroupName>>> fetch_named_groups(
    Client& client, std::span<const std::string> subject_descriptors) {
  Fetched<std::vector<Evidence<GroupName>>> fetched;
  while (!subject_descriptors.empty()) {
    const auto part = subject_descriptors.first(std::min(most_lookup_keys, subject_descriptors.size()));
    auto names = look_up(client, part, fetched.reads);
    std::ranges::move(names, std::back_inserter(fetched.known));
    subject_descriptors = subject_descriptors.subspan(part.size());
  }
  return fetched;
}

Fetched<Listing<std::string>> fetch_memberships(Client& client, const std::string& subject_descriptor) {
  Fetched<Listing<std::string>> fetched;
  fetched.known = read_list(client,
                            {.endpoint = EndpointId::memberships,
                             .what = "the groups of `" + subject_descriptor + "`",
                             .path = {"_apis", "graph", "memberships", subject_descriptor},
                             .query = {{"direction", "up"}}},
                            fetched.reads,
                            [&](const Json& entry) { return parse_container_of(entry, subject_descriptor); });
  return fetched;
}

Fetched<Listing<Principal>> fetch_users(Client& client) {
  Fetched<Listing<Principal>> fetched;
  fetched.known = read_list(client,
                            {.endpoint = EndpointId::users,
                             .what = "the users of " + client.organization(),
                             .path = {"_apis", "graph", "users"}},
                            fetched.reads, parse_principal);
  return fetched;
}

Fetched<Listing<Principal>> fetch_service_principals(Client& client) {
  Fetched<Listing<Principal>> fetched;
  fetched.known = read_list(client,
                            {.endpoint = EndpointId::service_principals,
                             .what = "the service principals of " + client.organization(),
                             .path = {"_apis", "graph", "serviceprincipals"}},
                            fetched.reads, parse_principal);
  return fetched;
}

}  // namespace patrol::azdo

#include "auditor/model/guid.h"
#include "auditor/model/text.h"
#include "examples/emulator/answers.h"
#include "examples/emulator/endpoint.h"
#include "examples/emulator/membership.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What Microsoft Graph knows of the organization's Entra groups (API.md 12).
namespace patrol::emulator {
namespace {

constexpr std::size_t most_groups = 20;
constexpr std::size_t most_filtered = 15;

/// A user, service principal or Entra group by its Entra object id.
std::optional<SubjectId> find_object(const Organization& organization, const std::string& object_id) {
  const auto found = std::ranges::find_if(organization.subjects, [&](const Subject& subject) {
    return subject.origin == "aad" && !subject.deleted && same_name(subject.origin_id, object_id);
  });
  if (found == organization.subjects.end()) return std::nullopt;
  return static_cast<SubjectId>(found - organization.subjects.begin());
}

Response bad_request(std::string_view message) {
  return microsoft_graph_error(400, "Request_BadRequest", message);
}

/// An Entra group that the caller may read.
const Subject* find_group(const Organization& organization, const std::string& object_id) {
  const auto object = find_object(organization, object_id);
  if (!object) return nullptr;
  const Subject& subject = organization.subject(*object);
  return subject.type == "aadgp" && !subject.is_unreadable ? &subject : nullptr;
}

Response not_found(const std::string& object_id) {
  return microsoft_graph_error(404, "Request_ResourceNotFound",
                               "Resource '" + object_id +
                                   "' does not exist or one of its queried reference-property objects are "
                                   "not present.");
}

/// Nested groups included; one malformed id fails the whole request. Groups with hidden members are left out,
/// as for a caller that may not read those.
Response check_member_groups(const Call& call) {
  const Json body = Json::parse(call.request.body, nullptr, false);
  if (!body.is_object() || !body.contains("groupIds") || !body["groupIds"].is_array()) {
    return bad_request("The value of the parameter 'groupIds' is not valid.");
  }
  if (body["groupIds"].size() > most_groups)
    return bad_request("The limit of '20' for 'groupIds' has been exceeded.");
  for (const Json& id : body["groupIds"]) {
    if (!id.is_string() || !is_guid(id.get<std::string>())) return bad_request("Invalid object identifier.");
  }
  const auto object = find_object(call.organization, call.capture("id"));
  if (!object) return not_found(call.capture("id"));
  std::set<std::string> held;
  for (const SubjectId id : groups_above(call.organization, *object, true)) {
    const Subject& group = call.organization.subject(id);
    if (group.type == "aadgp" && !group.has_hidden_members && !group.is_unreadable)
      held.insert(fold_case(group.origin_id));
  }
  Json value = Json::array();
  for (const Json& id : body["groupIds"]) {
    if (held.contains(fold_case(id.get<std::string>()))) value.push_back(id);
  }
  return json_answer({{"@odata.context", "https://graph.microsoft.com/v1.0/$metadata#Collection(Edm.String)"},
                      {"value", value}});
}

Json to_json(const Subject& group) {
  return {{"id", group.origin_id},
          {"displayName", group.name},
          {"visibility", group.has_hidden_members ? Json("HiddenMembership") : Json()}};
}

Response get_entra_group(const Call& call) {
  const Subject* const group = find_group(call.organization, call.capture("id"));
  return group == nullptr ? not_found(call.capture("id")) : json_answer(to_json(*group));
}

/// The values of `id in ('…','…')`, the part of `$filter` that is emulated; none where it is another.
std::vector<std::string> filtered_ids(std::string_view filter) {
  constexpr std::string_view begin = "id in (";
  if (!filter.starts_with(begin) || !filter.ends_with(')')) return {};
  std::vector<std::string> ids;
  for (const std::string& value : split(filter.substr(begin.size(), filter.size() - begin.size() - 1), ',')) {
    const std::string_view quoted = trim(value);
    if (quoted.size() < 2 || !quoted.starts_with('\'') || !quoted.ends_with('\'')) return {};
    ids.emplace_back(quoted.substr(1, quoted.size() - 2));
  }
  return ids;
}

/// In the order of the service, not of the filter; those that the caller may not read are left out.
Response list_entra_groups(const Call& call) {
  const std::vector<std::string> ids = filtered_ids(call.request.parameter("$filter"));
  if (ids.empty()) {
    return microsoft_graph_error(400, "Request_UnsupportedQuery",
                                 "Unsupported or invalid query filter clause specified.");
  }
  if (ids.size() > most_filtered) {
    return microsoft_graph_error(400, "Request_UnsupportedQuery",
                                 "Too many child clauses specified in search filter expression containing "
                                 "'OR' operators: " +
                                     std::to_string(ids.size()) + ". Max allowed: 15.");
  }
  std::map<std::string, Json> found;
  for (const std::string& id : ids) {
    if (!is_guid(id)) return bad_request("Invalid object identifier '" + id + "'.");
    const Subject* const group = find_group(call.organization, id);
    if (group != nullptr) found.emplace(fold_case(id), to_json(*group));
  }
  Json value = Json::array();
  for (auto& [id, group] : found) value.push_back(std::move(group));
  return json_answer(
      {{"@odata.context", "https://graph.microsoft.com/v1.0/$metadata#groups(id,displayName,visibility)"},
       {"value", value}});
}

}  // namespace

std::span<const Endpoint> microsoft_graph_endpoints() {
  constexpr std::string_view host = "graph.microsoft.com";
  static constexpr std::array all{
      Endpoint{host, "POST", "directoryObjects/{id}/checkMemberGroups", "", Version::none,
               check_member_groups},
      Endpoint{host, "GET", "groups/{id}", "", Version::none, get_entra_group},
      Endpoint{host, "GET", "groups", "", Version::none, list_entra_groups},
  };
  return all;
}

}  // namespace patrol::emulator

#include "auditor/model/guid.h"
#include "auditor/model/text.h"
#include "examples/emulator/answers.h"
#include "examples/emulator/endpoint.h"
#include "examples/emulator/membership.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

/// What Microsoft Graph knows of the organization's Entra groups (API.md 12).
namespace patrol::emulator {
namespace {

constexpr std::size_t most_groups = 20;

/// A user, service principal or Entra group by its Entra object id.
std::optional<SubjectId> find_object(const Organization& organization, const std::string& object_id) {
  const auto found = std::ranges::find_if(organization.subjects, [&](const Subject& subject) {
    return subject.origin == "aad" && !subject.deleted && same_name(subject.origin_id, object_id);
  });
  if (found == organization.subjects.end()) return std::nullopt;
  return static_cast<SubjectId>(found - organization.subjects.begin());
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
  const auto bad = [](const char* message) {
    return microsoft_graph_error(400, "Request_BadRequest", message);
  };
  if (!body.is_object() || !body.contains("groupIds") || !body["groupIds"].is_array()) {
    return bad("The value of the parameter 'groupIds' is not valid.");
  }
  if (body["groupIds"].size() > most_groups)
    return bad("The limit of '20' for 'groupIds' has been exceeded.");
  for (const Json& id : body["groupIds"]) {
    if (!id.is_string() || !is_guid(id.get<std::string>())) return bad("Invalid object identifier.");
  }
  const auto object = find_object(call.organization, call.capture("id"));
  if (!object) return not_found(call.capture("id"));
  std::set<std::string> held;
  for (const SubjectId id : groups_above(call.organization, *object, true)) {
    const Subject& group = call.organization.subject(id);
    if (group.type == "aadgp" && !group.has_hidden_members) held.insert(fold_case(group.origin_id));
  }
  Json value = Json::array();
  for (const Json& id : body["groupIds"]) {
    if (held.contains(fold_case(id.get<std::string>()))) value.push_back(id);
  }
  return json_answer({{"@odata.context", "https://graph.microsoft.com/v1.0/$metadata#Collection(Edm.String)"},
                      {"value", value}});
}

Response get_entra_group(const Call& call) {
  const auto object = find_object(call.organization, call.capture("id"));
  if (!object || call.organization.subject(*object).type != "aadgp") return not_found(call.capture("id"));
  const Subject& group = call.organization.subject(*object);
  return json_answer({{"id", group.origin_id},
                      {"displayName", group.name},
                      {"visibility", group.has_hidden_members ? Json("HiddenMembership") : Json()}});
}

}  // namespace

std::span<const Endpoint> microsoft_graph_endpoints() {
  constexpr std::string_view host = "graph.microsoft.com";
  static constexpr std::array all{
      Endpoint{host, "POST", "directoryObjects/{id}/checkMemberGroups", "", Version::none,
               check_member_groups},
      Endpoint{host, "GET", "groups/{id}", "", Version::none, get_entra_group},
  };
  return all;
}

}  // namespace patrol::emulator

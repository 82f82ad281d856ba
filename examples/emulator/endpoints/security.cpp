#include "auditor/model/text.h"
#include "examples/emulator/access.h"
#include "examples/emulator/answers.h"
#include "examples/emulator/endpoint.h"

#include <fmt/format.h>

#include <array>

/// Security namespaces, access control lists and has-permission (API.md 3.5).
namespace patrol::emulator {
namespace {

Response no_such_namespace(std::string_view id) {
  return error_answer(
      404, "InvalidSecurityNamespaceException",
      fmt::format("VS403284: The security namespace identified by id {{{}}} could not be found.", id));
}

Json namespace_json(const Namespace& name_space) {
  Json actions = Json::array();
  for (const Action& action : name_space.actions)
    actions.push_back({{"bit", action.bit},
                       {"name", action.name},
                       {"displayName", action.title},
                       {"namespaceId", name_space.id}});
  return {{"namespaceId", name_space.id},
          {"name", name_space.name},
          {"displayName", name_space.title},
          {"separatorValue", name_space.separator.empty() ? std::string(1, '\0') : name_space.separator},
          {"elementLength", -1},
          {"writePermission", name_space.write},
          {"readPermission", name_space.read},
          {"dataspaceCategory", name_space.dataspace},
          {"actions", std::move(actions)},
          {"structureValue", name_space.separator.empty() ? 0 : 1},
          {"extensionType", name_space.extension},
          {"isRemotable", name_space.remotable},
          {"useTokenTranslator", name_space.translated},
          {"systemBitMask", name_space.system}};
}

Response list_namespaces(const Call&) {
  static const Response all = [] {
    Json values = Json::array();
    for (const Namespace& name_space : namespaces()) values.push_back(namespace_json(name_space));
    return list_answer(std::move(values));
  }();
  return all;
}

Response get_namespace(const Call& call) {
  const Namespace* name_space = find_namespace(call.capture("namespace"));
  if (name_space == nullptr) return no_such_namespace(call.capture("namespace"));
  return list_answer(Json::array({namespace_json(*name_space)}));
}

/// What a read of access control lists asks for.
struct Wanted {
  const Namespace& name_space;
  bool filtered = false;  ///< by descriptors
  std::vector<SubjectId> subjects;
  bool extended = false;
};

/// A member is left out where it is zero (API.md 3.5).
Json extended_info(const EffectiveEntry& entry) {
  Json info = Json::object();
  const auto add = [&](const char* name, std::uint32_t bits) {
    if (bits != 0) info[name] = bits;
  };
  add("effectiveAllow", entry.effective.allow);
  add("effectiveDeny", entry.effective.deny);
  add("inheritedAllow", entry.inherited.allow);
  add("inheritedDeny", entry.inherited.deny);
  return info;
}

Json entry_json(const Call& call, const Wanted& wanted, const std::string& token, SubjectId id,
                const Entry& entry) {
  Json result{{"descriptor", call.organization.subject(id).identity_descriptor},
              {"allow", entry.allow},
              {"deny", entry.deny}};
  if (wanted.extended)
    result["extendedInfo"] = extended_info(effective_entry(call.organization, wanted.name_space, token, id));
  return result;
}

/// One list, or null where a filter by descriptors leaves nothing of it. With extended information a
/// descriptor without an entry of its own gets a made-up one of zeros.
Json list_json(const Call& call, const Wanted& wanted, const AccessList& list) {
  Json entries = Json::object();
  const auto add = [&](SubjectId id, const Entry& entry) {
    entries[call.organization.subject(id).identity_descriptor] =
        entry_json(call, wanted, list.token, id, entry);
  };
  if (!wanted.filtered)
    for (const auto& [id, entry] : list.entries) add(id, entry);
  for (const SubjectId id : wanted.subjects) {
    const auto own = list.entries.find(id);
    if (own != list.entries.end() || wanted.extended)
      add(id, own == list.entries.end() ? Entry{} : own->second);
  }
  if (wanted.filtered && entries.empty()) return nullptr;
  Json result{
      {"inheritPermissions", list.inherit}, {"token", list.token}, {"acesDictionary", std::move(entries)}};
  if (wanted.extended) result["includeExtendedInfo"] = true;
  return result;
}

bool may_read(const Call& call, const Namespace& name_space, std::string_view token) {
  return is_allowed(call.organization, name_space, token, name_space.read, call.caller.subject);
}

/// The lists of a token, with `recurse` also those below it; all where no token is given.
std::vector<AccessList> select_lists(const Call& call, const Namespace& name_space) {
  const auto lists = call.organization.access.find(name_space.id);
  std::vector<AccessList> selected;
  if (lists == call.organization.access.end()) return selected;
  const bool all = !call.request.query.contains("token");
  const bool below = same_name(call.request.parameter("recurse"), "true");
  const std::string token = fold_token(name_space, call.request.parameter("token"));
  for (const auto& [folded, list] : lists->second)
    if (all || folded == token || (below && folded.starts_with(token + name_space.separator)))
      selected.push_back(list);
  return selected;
}

Response list_access_control_lists(const Call& call) {
  const Namespace* name_space = find_namespace(call.capture("namespace"));
  if (name_space == nullptr || !same_name(name_space->id, call.capture("namespace")))
    return no_such_namespace(call.capture("namespace"));
  Wanted wanted{.name_space = *name_space,
                .filtered = !call.request.parameter("descriptors").empty(),
                .subjects = {},
                .extended = same_name(call.request.parameter("includeextendedinfo"), "true")};
  // Only identity descriptors count here; others are no error, they match nothing (API.md 10, 19).
  for (const std::string& descriptor : split(call.request.parameter("descriptors"), ',')) {
    const Subject* subject = call.organization.find(trim(descriptor));
    if (subject != nullptr && same_name(subject->identity_descriptor, trim(descriptor)))
      wanted.subjects.push_back(static_cast<SubjectId>(subject - call.organization.subjects.data()));
  }
  const std::string token = call.request.parameter("token");
  if (!token.empty() && !may_read(call, *name_space, token))
    return forbidden(fmt::format("read permission of namespace {} on token {}", name_space->name, token),
                     call.organization.subject(call.caller.subject).account);
  std::vector<AccessList> lists = select_lists(call, *name_space);
  if (lists.empty() && !token.empty() && wanted.extended && !wanted.subjects.empty())
    lists.push_back({.token = token, .inherit = true, .entries = {}});
  Json values = Json::array();
  for (const AccessList& list : lists) {
    if (token.empty() && !may_read(call, *name_space, list.token)) continue;
    Json value = list_json(call, wanted, list);
    if (!value.is_null()) values.push_back(std::move(value));
  }
  return list_answer(std::move(values));
}

std::uint32_t read_bits(const std::string& text) {
  const bool digits =
      !text.empty() && text.size() < 10 && text.find_first_not_of("0123456789") == std::string::npos;
  return digits ? static_cast<std::uint32_t>(std::stoul(text)) : 0;
}

/// Has-permission: about the caller, never about anybody else (API.md 10, 20).
Response has_permissions(const Call& call) {
  const Namespace* name_space = find_namespace(call.capture("namespace"));
  if (name_space == nullptr) return no_such_namespace(call.capture("namespace"));
  const std::string delimiter = call.request.parameter("delimiter");
  const bool administrators = same_name(call.request.parameter("alwaysallowadministrators"), "true");
  Json values = Json::array();
  for (const std::string& token :
       split(call.request.parameter("tokens"), delimiter.empty() ? ',' : delimiter[0]))
    values.push_back(is_allowed(call.organization, *name_space, token, read_bits(call.capture("bits")),
                                call.caller.subject, administrators));
  return list_answer(std::move(values));
}

Response evaluate_permissions(const Call& call) {
  Json body = Json::parse(call.request.body, nullptr, false);
  if (!body.is_object() || !body.contains("evaluations") || !body["evaluations"].is_array())
    return error_answer(400, "ArgumentNullException", "Value cannot be null. Parameter name: evaluations");
  const bool administrators = body.value("alwaysAllowAdministrators", false);
  for (Json& evaluation : body["evaluations"]) {
    if (!evaluation.is_object()) return error_answer(400, "ArgumentException", "An evaluation is not valid.");
    const Namespace* name_space = find_namespace(evaluation.value("securityNamespaceId", ""));
    if (name_space == nullptr) return no_such_namespace(evaluation.value("securityNamespaceId", ""));
    evaluation["value"] =
        is_allowed(call.organization, *name_space, evaluation.value("token", ""),
                   evaluation.value("permissions", std::uint32_t{0}), call.caller.subject, administrators);
  }
  return json_answer(body);
}

}  // namespace

std::span<const Endpoint> security_endpoints() {
  constexpr std::string_view host = "dev.azure.com";
  // Undeclared by the specification; in practice there is no narrower scope for it (API.md 6).
  constexpr std::string_view scope = "vso.security_manage";
  constexpr auto released = Version::released;
  static constexpr std::array all{
      Endpoint{host, "GET", "_apis/securitynamespaces", scope, released, list_namespaces},
      Endpoint{host, "GET", "_apis/securitynamespaces/{namespace}", scope, released, get_namespace},
      Endpoint{host, "GET", "_apis/accesscontrollists/{namespace}", scope, released,
               list_access_control_lists},
      Endpoint{host, "GET", "_apis/permissions/{namespace}/{bits}", "", released, has_permissions},
      Endpoint{host, "POST", "_apis/security/permissionevaluationbatch", "", released, evaluate_permissions},
  };
  return all;
}

}  // namespace patrol::emulator

#include "auditor/model/text.h"
#include "examples/emulator/answers.h"
#include "examples/emulator/endpoint.h"
#include "examples/emulator/graph_subject.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

/// Graph's memberships (API.md 3.3): direct ones only, and whether a subject is active.
namespace patrol::emulator {
namespace {

Json membership(const Organization& organization, const Subject& member, const Subject& container) {
  const std::string url =
      graph_url(organization, "Memberships", member.descriptor + "/" + container.descriptor);
  return {{"containerDescriptor", container.descriptor},
          {"memberDescriptor", member.descriptor},
          {"_links",
           {{"self", {{"href", url}}},
            {"member", {{"href", graph_url(organization, "Users", member.descriptor)}}},
            {"container", {{"href", graph_url(organization, "Groups", container.descriptor)}}}}}};
}

Response list_memberships(const Call& call) {
  const Subject* subject = call.organization.find(call.capture("descriptor"));
  if (subject == nullptr) return graph_subject_not_found(call.capture("descriptor"));
  const std::string depth = call.request.parameter("depth");
  if (!depth.empty() && depth != "1")
    return error_answer(400, "ArgumentException",
                        "Membership traversal depths greater than 1 are not supported.");
  const bool down = same_name(call.request.parameter("direction"), "down");
  Json values = Json::array();
  for (const SubjectId id : down ? subject->members : subject->groups) {
    const Subject& other = call.organization.subject(id);
    values.push_back(membership(call.organization, down ? other : *subject, down ? *subject : other));
  }
  return list_answer(std::move(values));
}

/// The two ends of a direct membership, or nothing.
std::optional<std::pair<const Subject*, const Subject*>> find_membership(const Call& call) {
  const Subject* member = call.organization.find(call.capture("descriptor"));
  const Subject* container = call.organization.find(call.capture("container"));
  if (member == nullptr || container == nullptr) return std::nullopt;
  const bool direct = std::ranges::any_of(
      member->groups, [&](SubjectId id) { return &call.organization.subject(id) == container; });
  if (!direct) return std::nullopt;
  return std::pair(member, container);
}

Response check_membership(const Call& call) {
  Response response;
  response.status = find_membership(call) ? 200 : 404;
  return response;
}

Response get_membership(const Call& call) {
  const auto found = find_membership(call);
  if (!found) return graph_subject_not_found(call.capture("descriptor"));
  return json_answer(membership(call.organization, *found->first, *found->second));
}

Response membership_state(const Call& call) {
  const Subject* subject = call.organization.find(call.capture("descriptor"));
  if (subject == nullptr) return graph_subject_not_found(call.capture("descriptor"));
  return json_answer(
      {{"active", subject->active},
       {"_links",
        {{"self", {{"href", graph_url(call.organization, "MembershipStates", subject->descriptor)}}}}}});
}

}  // namespace

std::span<const Endpoint> membership_endpoints() {
  constexpr std::string_view host = "vssps.dev.azure.com";
  constexpr std::string_view scope = "vso.graph";
  constexpr auto preview = Version::preview_only;
  static constexpr std::array all{
      Endpoint{host, "GET", "_apis/graph/memberships/{descriptor}", scope, preview, list_memberships},
      Endpoint{host, "HEAD", "_apis/graph/memberships/{descriptor}/{container}", scope, preview,
               check_membership},
      Endpoint{host, "GET", "_apis/graph/memberships/{descriptor}/{container}", scope, preview,
               get_membership},
      Endpoint{host, "GET", "_apis/graph/membershipstates/{descriptor}", scope, preview, membership_state},
  };
  return all;
}

}  // namespace patrol::emulator

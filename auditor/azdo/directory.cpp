#include "auditor/azdo/directory.h"

#include "auditor/azdo/answer.h"
#include "auditor/azdo/members.h"
#include "auditor/azdo/pages.h"
#include "auditor/model/guid.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace patrol::azdo {
namespace {

/// Asks Microsoft Graph, or says why it is not asked.
Result<Answer, Gap> ask(Client& client, const Question& question, std::vector<Read>& reads) {
  if (Client* const directory = client.directory()) return directory->ask(question, reads);
  return Gap{.kind = Gap::Kind::unauthorized,
             .what = question.what,
             .reason = "there is no credential for Microsoft Graph",
             .grant = "set PATROL_GRAPH_BEARER to a token for Microsoft Graph"};
}

}  // namespace

Parsed<std::vector<std::string>> parse_member_groups(const Json& answer) {
  Members members(answer);
  std::vector<std::string> groups = members.texts("value");
  for (std::string& group : groups) {
    if (!is_guid(group)) members.fail("`value` holds what is no guid");
    group = fold_case(group);
  }
  return std::move(members).result(std::move(groups));
}

Parsed<EntraGroup> parse_entra_group(const Json& answer) {
  Members members(answer);
  members.guid("id");
  EntraGroup group{.display_name = members.free_text_or_empty("displayName"),
                   .has_hidden_members = same_name(members.text_or_empty("visibility"), "HiddenMembership")};
  return std::move(members).result(std::move(group));
}

Fetched<std::vector<Evidence<bool>>> fetch_entra_memberships(Client& client, const std::string& account,
                                                             std::span<const std::string> groups) {
  assert(groups.size() <= most_entra_groups);
  Fetched<std::vector<Evidence<bool>>> fetched;
  const std::string what = "which Entra groups hold `" + account + "`";
  const auto answer =
      ask(client,
          {.endpoint = EndpointId::entra_memberships,
           .what = what,
           .path = {"directoryObjects", account, "checkMemberGroups"},
           .body = Json{{"groupIds", std::vector<std::string>(groups.begin(), groups.end())}}.dump()},
          fetched.reads);
  if (!answer) {
    fetched.known.assign(groups.size(), answer.error());
    return fetched;
  }
  const auto held = parse_member_groups(answer.value().body);
  if (!held) {
    fetched.known.assign(groups.size(), foreign_shape(what, held.error()));
    return fetched;
  }
  for (const std::string& group : groups) {
    const auto is_it = [&](const std::string& other) { return same_name(other, group); };
    fetched.known.emplace_back(std::ranges::any_of(held.value(), is_it));
  }
  return fetched;
}

Fetched<Evidence<EntraGroup>> fetch_entra_group(Client& client, const std::string& object_id) {
  const std::string what = "the Entra group `" + object_id + "`";
  std::vector<Read> reads;
  const auto answer = ask(client,
                          {.endpoint = EndpointId::entra_group,
                           .what = what,
                           .path = {"groups", object_id},
                           .query = {{"$select", "id,displayName,visibility"}}},
                          reads);
  if (!answer) return {.known = answer.error(), .reads = std::move(reads)};
  auto group = parse_entra_group(answer.value().body);
  if (!group) return {.known = foreign_shape(what, group.error()), .reads = std::move(reads)};
  return {.known = std::move(group).value(), .reads = std::move(reads)};
}

}  // namespace patrol::azdo

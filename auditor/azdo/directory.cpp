#include "auditor/azdo/directory.h"

#include "auditor/azdo/answer.h"
#include "auditor/azdo/members.h"
#include "auditor/azdo/pages.h"
#include "auditor/model/guid.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <optional>
#include <set>
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

/// `id in ('…','…')`
std::string one_of(std::span<const std::string> object_ids) {
  std::string list;
  for (const std::string& object_id : object_ids) list += (list.empty() ? "'" : ",'") + object_id + "'";
  return "id in (" + list + ")";
}

/// A filter leaves out what is not there and what the caller may not see alike.
Gap not_shown() {
  return {.kind = Gap::Kind::not_found,
          .what = {},
          .reason = "the service knows no such group, or hides it",
          .grant = grant_permission(endpoint(EndpointId::entra_groups))};
}

struct ShownGroups {
  std::map<std::string, EntraGroup> groups;  ///< by object id, those that were asked for
  std::optional<Fault> fault;  ///< that a group is not among them then says nothing about the group
};

ShownGroups groups_in(const Json& answer, std::span<const std::string> asked) {
  Members members(answer);
  ShownGroups shown;
  std::set<std::string> contradicted;
  std::size_t place = 0;
  for (const Json& entry : members.array("value")) {
    ++place;
    auto parsed = parse_entra_group(entry);
    if (!parsed) {
      members.fail("entry " + std::to_string(place) + ": " + parsed.error().what);
      continue;
    }
    const ListedEntraGroup listed = std::move(parsed).value();
    const auto is_it = [&](const std::string& id) { return same_name(id, listed.object_id); };
    if (std::ranges::none_of(asked, is_it)) {
      members.fail("a group that was not asked for");
      continue;
    }
    const auto known = shown.groups.try_emplace(listed.object_id, listed.group).first;
    if (known->second == listed.group) continue;
    members.fail("a group that stands twice in it, and differently");
    contradicted.insert(listed.object_id);
  }
  // Of two that may contradict each other neither is evidence.
  for (const std::string& object_id : contradicted) shown.groups.erase(object_id);
  if (members.find("@odata.nextLink") != nullptr) members.fail("a list of so few groups goes on elsewhere");
  shown.fault = members.fault();
  return shown;
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

Parsed<ListedEntraGroup> parse_entra_group(const Json& entry) {
  Members members(entry);
  ListedEntraGroup listed{
      .object_id = members.guid("id"),
      // Every group has a name: where that is not told, its visibility may not be told either.
      .group = {.display_name = members.free_text("displayName"),
                .has_hidden_members = same_name(members.text_or_empty("visibility"), "HiddenMembership")}};
  return std::move(members).result(std::move(listed));
}

Fetched<std::vector<Evidence<bool>>> fetch_entra_memberships(Client& client, const std::string& account,
                                                             std::span<const std::string> groups) {
  assert(groups.size() <= most_entra_memberships);
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

Fetched<std::vector<Evidence<EntraGroup>>> fetch_entra_groups(Client& client,
                                                              std::span<const std::string> object_ids) {
  assert(object_ids.size() <= most_entra_groups);
  Fetched<std::vector<Evidence<EntraGroup>>> fetched;
  if (object_ids.empty()) return fetched;
  const std::string what = "Entra groups by their ids";
  const auto answer =
      ask(client,
          {.endpoint = EndpointId::entra_groups,
           .what = what,
           .path = {"groups"},
           .query = {{"$filter", one_of(object_ids)}, {"$select", "id,displayName,visibility"}}},
          fetched.reads);
  Gap missing = answer ? not_shown() : answer.error();
  ShownGroups shown;
  if (answer) shown = groups_in(answer.value().body, object_ids);
  if (shown.fault) missing = foreign_shape(what, *shown.fault);
  for (const std::string& object_id : object_ids) {
    const auto group = shown.groups.find(fold_case(object_id));
    if (group != shown.groups.end()) {
      fetched.known.emplace_back(group->second);
      continue;
    }
    missing.what = "the Entra group `" + object_id + "`";
    fetched.known.emplace_back(missing);
  }
  return fetched;
}

}  // namespace patrol::azdo

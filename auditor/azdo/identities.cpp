#include "auditor/azdo/identities.h"

#include "auditor/azdo/graph.h"
#include "auditor/azdo/members.h"
#include "auditor/azdo/pages.h"
#include "auditor/azdo/property.h"
#include "auditor/model/guid.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

namespace patrol::azdo {
namespace {

/// API.md 3.4 and 7: URLs beyond 8 KiB are refused; host, path and the rest of the query need room too.
constexpr std::size_t most_groups = 50;
constexpr std::size_t most_encoded_bytes = 7'000;

constexpr std::string_view object_id_property =
    "http://schemas.microsoft.com/identity/claims/objectidentifier";

std::string joined(std::span<const std::string> texts) {
  std::string list;
  for (const auto& text : texts) {
    if (!list.empty()) list += ',';
    list += text;
  }
  return list;
}

Question identities_question(std::string what, std::vector<std::pair<std::string, std::string>> query) {
  return {.endpoint = EndpointId::identities,
          .what = std::move(what),
          .path = {"_apis", "identities"},
          .query = std::move(query)};
}

/// The service answers a batch with null, or with nothing, for what it does not find (API.md 3.4).
Gap not_in_batch(std::string what) {
  return {.kind = Gap::Kind::not_found,
          .what = std::move(what),
          .reason = "the service gave nothing for it",
          .grant = grant_permission(endpoint(EndpointId::identities))};
}

std::string meta_type_word(std::int64_t id) {
  return id == 0 ? "member" : id == 1 ? "guest" : "";
}

/// Nothing where each of those that were found tells a name by which it can be known. One that is not active
/// is not meant where one that is was found.
std::optional<Gap> names_not_told(const std::vector<Identity>& found, const std::string& what) {
  const auto is_nameless = [](const Identity& identity) {
    return identity.mail.empty() && identity.account.empty();
  };
  const bool is_one_alive = std::ranges::any_of(
      found, [&](const Identity& identity) { return identity.is_active && !is_nameless(identity); });
  std::vector<std::string> ids;
  for (const Identity& identity : found) {
    if (is_nameless(identity) && (identity.is_active || !is_one_alive)) ids.push_back(identity.id);
  }
  if (ids.empty()) return std::nullopt;
  return Gap{Gap::Kind::bad_answer, what,
             "the service found somebody of whom it told neither mail nor account name: " + join_words(ids),
             "name the account by its descriptor in the integration file"};
}

Listing<Identity> search_by_email(Client& client, const std::string& email, std::vector<Read>& reads) {
  const std::string what = "the account `" + email + "`";
  auto found = read_list(
      client,
      identities_question(
          what, {{"searchFilter", "General"}, {"filterValue", email}, {"queryMembership", "ExpandedUp"}}),
      reads, parse_identity);
  // A search looks at names of groups too.
  std::erase_if(found.items, [](const Identity& identity) { return identity.is_container; });
  if (!found.rest) found.rest = names_not_told(found.items, what);
  return found;
}

Listing<Identity> read_by_descriptors(Client& client, const std::string& parameter,
                                      const std::string& descriptors, const std::string& what,
                                      std::vector<Read>& reads) {
  auto found = read_list(
      client, identities_question(what, {{parameter, descriptors}, {"queryMembership", "ExpandedUp"}}), reads,
      parse_identity);
  if (found.items.empty() && !found.rest) found.rest = not_in_batch(what);
  return found;
}

Listing<Identity> read_by_descriptor(Client& client, const std::string& descriptor,
                                     std::vector<Read>& reads) {
  const bool is_identity_descriptor = descriptor.find(';') != std::string::npos;
  const std::string what = "the account `" + descriptor + "`";
  auto found = read_by_descriptors(client, is_identity_descriptor ? "descriptors" : "subjectDescriptors",
                                   descriptor, what, reads);
  const auto is_asked = [&](const Identity& identity) {
    return is_identity_descriptor ? same_name(identity.descriptor, descriptor)
                                  : identity.subject_descriptor == descriptor;
  };
  if (!std::ranges::all_of(found.items, is_asked)) {
    std::erase_if(found.items, [&](const Identity& identity) { return !is_asked(identity); });
    if (!found.rest) found.rest = foreign_shape(what, {"an identity that was not asked for"});
  }
  return found;
}

/// `…AadServicePrincipal;{tenant}\{object id}` (API.md 4.3); empty where it is none of a service principal.
std::string object_id_in(std::string_view identity_descriptor) {
  constexpr std::string_view type = "Microsoft.VisualStudio.Services.Claims.AadServicePrincipal;";
  if (!same_name(identity_descriptor.substr(0, type.size()), type)) return {};
  const std::size_t at = identity_descriptor.rfind('\\');
  if (at == std::string_view::npos) return {};
  const std::string_view id = identity_descriptor.substr(at + 1);
  return is_guid(id) ? fold_case(id) : std::string();
}

/// Graph knows the ids of a service principal, identities its memberships.
Listing<Identity> find_service_principal(Client& client, const std::string& id, std::vector<Read>& reads) {
  auto [principals, graph_reads] = fetch_service_principals(client);
  std::ranges::move(graph_reads, std::back_inserter(reads));
  const std::string what = "the service principal `" + id + "`";
  const bool is_any_nameless = std::ranges::any_of(principals.items, [](const Principal& principal) {
    return principal.application_id.empty() || principal.object_id.empty();
  });
  std::erase_if(principals.items, [&](const Principal& principal) {
    return !same_name(principal.application_id, id) && !same_name(principal.object_id, id);
  });
  std::vector<std::string> descriptors;
  descriptors.reserve(principals.items.size());
  for (const Principal& principal : principals.items) descriptors.push_back(principal.descriptor);
  if (descriptors.empty()) {
    if (principals.rest) principals.rest->what = what;
    if (!principals.rest && is_any_nameless) {
      principals.rest = Gap{Gap::Kind::bad_answer, what,
                            "the service did not tell both ids of every service principal that it lists",
                            "name the account by its descriptor in the integration file"};
    }
    return {.items = {}, .rest = std::move(principals.rest)};
  }
  // Found by a unique id: what the rest of the list holds does not matter any more.
  auto found = read_by_descriptors(client, "subjectDescriptors", joined(descriptors), what, reads);
  for (auto& identity : found.items) {
    const auto principal =
        std::ranges::find(principals.items, identity.subject_descriptor, &Principal::descriptor);
    if (principal == principals.items.end()) continue;
    if (!principal->meta_type.empty()) identity.meta_type = principal->meta_type;
    // That identities tell it of users is recorded, of service principals it is not.
    if (identity.object_id.empty()) identity.object_id = principal->object_id;
  }
  return found;
}

}  // namespace

Parsed<Identity> parse_identity(const Json& entry) {
  Members members(entry);
  Identity identity{.id = members.guid("id"),
                    .descriptor = members.text("descriptor"),
                    .subject_descriptor = members.text_or_empty("subjectDescriptor"),
                    .display_name = members.free_text_or_empty("customDisplayName"),
                    .account = property(members, "Account"),
                    .mail = property(members, "Mail"),
                    .domain = property(members, "Domain"),
                    .object_id = fold_case(property(members, object_id_property)),
                    .schema_class = property(members, "SchemaClassName"),
                    .meta_type = {},
                    .is_active = members.flag_or_false("isActive"),
                    .is_container = members.flag_or_false("isContainer"),
                    // Never left out by the service: a list that is missing was not read.
                    .member_of = members.texts("memberOf"),
                    .members = members.texts("members")};
  if (identity.display_name.empty())
    identity.display_name = members.free_text_or_empty("providerDisplayName");
  if (members.find("metaTypeId") != nullptr && !identity.is_container) {
    identity.meta_type = meta_type_word(members.number("metaTypeId"));
  }
  return std::move(members).result(std::move(identity));
}

Fetched<Listing<Identity>> fetch_account(Client& client, const AccountSelector& selector) {
  Fetched<Listing<Identity>> fetched;
  switch (selector.kind) {
    case AccountSelector::Kind::email:
      fetched.known = search_by_email(client, selector.value, fetched.reads);
      break;
    case AccountSelector::Kind::descriptor:
      fetched.known = read_by_descriptor(client, selector.value, fetched.reads);
      break;
    case AccountSelector::Kind::service_principal:
      fetched.known = find_service_principal(client, selector.value, fetched.reads);
      break;
  }
  for (auto& identity : fetched.known.items) {
    identity.members.clear();
    if (identity.object_id.empty()) identity.object_id = object_id_in(identity.descriptor);
  }
  return fetched;
}

Fetched<std::vector<Evidence<Identity>>> fetch_groups(Client& client,
                                                      std::span<const std::string> identity_descriptors) {
  Fetched<std::vector<Evidence<Identity>>> fetched;
  if (identity_descriptors.empty()) return fetched;
  auto found = read_list(
      client,
      identities_question("the memberships of groups",
                          {{"descriptors", joined(identity_descriptors)}, {"queryMembership", "Direct"}}),
      fetched.reads, parse_identity);
  std::multimap<std::string, Identity, std::less<>> by_descriptor;
  for (auto& identity : found.items) {
    std::string key = fold_case(identity.descriptor);
    by_descriptor.emplace(std::move(key), std::move(identity));
  }
  for (const auto& descriptor : identity_descriptors) {
    // By descriptor, for a null may shift the order; of two that contradict each other neither is evidence.
    const auto [match, end] = by_descriptor.equal_range(fold_case(descriptor));
    if (match != end && std::next(match) == end) {
      fetched.known.emplace_back(match->second);
      continue;
    }
    const std::string what = "the memberships of the group `" + descriptor + "`";
    Gap gap = found.rest.value_or(not_in_batch(what));
    gap.what = what;
    fetched.known.emplace_back(std::move(gap));
  }
  return fetched;
}

std::vector<std::vector<std::string>> split_for_fetch_groups(
    std::span<const std::string> identity_descriptors) {
  std::vector<std::vector<std::string>> parts;
  std::size_t bytes = 0;
  for (const auto& descriptor : identity_descriptors) {
    const std::size_t more = target_of({.query = {{"", descriptor}}}).size();
    if (parts.empty() || parts.back().size() >= most_groups || bytes + more > most_encoded_bytes) {
      parts.emplace_back();
      bytes = 0;
    }
    parts.back().push_back(descriptor);
    bytes += more;
  }
  return parts;
}

}  // namespace patrol::azdo

#include "auditor/azdo/security.h"

#include "auditor/azdo/members.h"
#include "auditor/azdo/pages.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace patrol::azdo {
namespace {

constexpr std::string_view separators = "/:\\";

/// Namespaces whose tokens are separated by something else than `/` (API.md 5.1).
constexpr std::array<std::pair<std::string_view, char>, 6> other_separators{
    {{"3e65f728-f8bc-4ecd-8764-7e378b19bfa7", ':'},     // Collection
     {"52d39943-cb85-4d7f-8fa8-c6baac873819", ':'},     // Project
     {"83e28ad4-2d72-4ceb-97b0-c7726d5502c3", ':'},     // CSS
     {"bf7bfa03-b2b7-47db-8113-fa2e002cc5b1", ':'},     // Iteration
     {"2dab47f9-bd70-49ed-9bd5-8eb051e59c02", ':'},     // Process
     {"5a27515b-ccd7-42c9-84f1-54c998f03866", '\\'}}};  // Identity

std::string trimmed(std::string_view token) {
  while (!token.empty() && separators.find(token.back()) != std::string_view::npos) token.remove_suffix(1);
  return std::string(token);
}

/// Clients write tokens with and without a separator at their end (API.md trap 36).
std::string other_form(std::string_view namespace_id, std::string_view token) {
  if (std::string bare = trimmed(token); bare != token) return bare;
  const auto* const found = std::ranges::find_if(
      other_separators, [&](const auto& row) { return same_name(row.first, namespace_id); });
  return std::string(token) + (found == other_separators.end() ? '/' : found->second);
}

/// The token as it came and, if it can have one, in its other form.
std::vector<std::string> forms_of(std::string_view namespace_id, const std::string& token) {
  std::vector<std::string> forms{token};
  if (!token.empty()) forms.push_back(other_form(namespace_id, token));
  return forms;
}

/// The list of the token; of several forms of one token in an answer the nearest to what was asked.
const AccessControlList* find_list(const std::vector<AccessControlList>& lists, std::string_view token) {
  const std::string folded = fold_case(token);
  const std::string bare = trimmed(folded);
  const std::array<std::function<bool(const AccessControlList&)>, 3> same{
      [&](const auto& list) { return list.token == token; },
      [&](const auto& list) { return fold_case(list.token) == folded; },
      [&](const auto& list) { return trimmed(fold_case(list.token)) == bare; }};
  for (const auto& is_same : same) {
    if (const auto found = std::ranges::find_if(lists, is_same); found != lists.end()) return &*found;
  }
  return nullptr;
}

/// Whether a token is the one that was asked for, or under it. Under the empty one are all.
bool is_at_or_under(std::string_view token, std::string_view asked) {
  const std::string here = trimmed(fold_case(asked));
  const std::string there = fold_case(token);
  if (!there.starts_with(here)) return false;
  return here.empty() || there.size() == here.size() ||
         separators.find(there[here.size()]) != std::string_view::npos;
}

/// Such an answer is to another question: that the token has no list does not follow from it.
Gap not_asked_for(const std::string& what) {
  return foreign_shape(what, {"a list of a token that was not asked for"});
}

Parsed<AccessControlEntry> parse_entry(const std::string& descriptor, const Json& json) {
  Members members(json);
  AccessControlEntry entry{.descriptor = descriptor,
                           .allow = members.number("allow"),
                           .deny = members.number("deny"),
                           .effective_allow = {},
                           .effective_deny = {}};
  if (const std::string own = members.text_or_empty("descriptor"); !own.empty()) entry.descriptor = own;
  if (members.find("extendedInfo") != nullptr) {
    // Zero ones are left out (API.md 3.5).
    Members extended(members.object("extendedInfo"), "extendedInfo");
    entry.effective_allow = extended.number_or_zero("effectiveAllow");
    entry.effective_deny = extended.number_or_zero("effectiveDeny");
    members.fail_with(extended);
  }
  return std::move(members).result(std::move(entry));
}

Parsed<SecurityNamespace::Action> parse_action(const Json& entry) {
  Members members(entry);
  SecurityNamespace::Action action{.bit = members.number("bit"),
                                   .name = members.text("name"),
                                   .display_name = members.text_or_empty("displayName")};
  return std::move(members).result(std::move(action));
}

}  // namespace

Parsed<SecurityNamespace> parse_namespace(const Json& entry) {
  Members members(entry);
  SecurityNamespace space{.id = members.guid("namespaceId"),
                          .name = members.text("name"),
                          .separator = members.text_or_empty("separatorValue"),
                          .hierarchical = members.number("structureValue") == 1,
                          .system_bits = members.number_or_zero("systemBitMask"),
                          .actions = {}};
  // Flat namespaces send U+0000 (API.md 5.1).
  if (!space.hierarchical || space.separator == std::string_view("\0", 1)) space.separator.clear();
  if (space.hierarchical && space.separator.empty())
    members.fail("a hierarchical namespace without a separator");
  // Every namespace has some (API.md 5.1), and a ceiling is decided by which they are.
  const Json& actions = members.array("actions");
  if (actions.empty()) members.fail("`actions` is empty");
  for (const Json& json : actions) {
    auto action = parse_action(json);
    if (!action) {
      members.fail("`actions`: " + action.error().what);
      break;
    }
    space.actions.push_back(std::move(action).value());
  }
  return std::move(members).result(std::move(space));
}

Parsed<AccessControlList> parse_access_control_list(const Json& json) {
  Members members(json);
  AccessControlList list;
  list.inherits = members.flag("inheritPermissions");
  // The organization's own token is the empty text in some namespaces (API.md 5.1, Tagging).
  if (members.find("token") == nullptr) members.fail("`token` is missing or null");
  list.token = members.text_or_empty("token");
  // It comes into calls that people copy, line by line.
  if (std::ranges::any_of(list.token, is_ascii_control)) members.fail("`token` holds control characters");
  for (const auto& [descriptor, entry] : members.object("acesDictionary").items()) {
    auto parsed = parse_entry(descriptor, entry);
    if (!parsed) {
      members.fail("`acesDictionary`: " + parsed.error().what);
      break;
    }
    list.entries.push_back(std::move(parsed).value());
  }
  return std::move(members).result(std::move(list));
}

Fetched<Listing<SecurityNamespace>> fetch_namespaces(Client& client) {
  Fetched<Listing<SecurityNamespace>> fetched;
  fetched.known = read_list(client,
                            {.endpoint = EndpointId::namespaces,
                             .what = "the security namespaces of " + client.organization(),
                             .path = {"_apis", "securitynamespaces"}},
                            fetched.reads, parse_namespace);
  return fetched;
}

Fetched<Evidence<std::optional<AccessControlList>>> fetch_access_control(Client& client,
                                                                         const std::string& namespace_id,
                                                                         const std::string& token) {
  using Known = Evidence<std::optional<AccessControlList>>;
  const std::string what = "the access control list of `" + token + "`";
  std::vector<Read> reads;
  for (const std::string& form : forms_of(namespace_id, token)) {
    // Always with extended information: without it a token without entries of its own is left out, and so
    // would be the mark that it does not inherit (API.md 3.5).
    auto lists = read_list(client,
                           {.endpoint = EndpointId::access_control,
                            .what = what,
                            .path = {"_apis", "accesscontrollists", namespace_id},
                            .query = {{"token", form}, {"includeExtendedInfo", "true"}}},
                           reads, parse_access_control_list);
    // A list that could not be read might be the one that was asked for.
    if (lists.rest) return {Known(*lists.rest), std::move(reads)};
    // One that was made up would hide the one that stands at the other form.
    std::erase_if(lists.items, says_nothing);
    if (const auto* const found = find_list(lists.items, form)) {
      return {Known(std::optional{*found}), std::move(reads)};
    }
    // The empty token may be taken for none, and then all lists of the namespace are told.
    if (!lists.items.empty() && !form.empty()) return {Known(not_asked_for(what)), std::move(reads)};
  }
  return {Known(std::optional<AccessControlList>{}), std::move(reads)};
}

Fetched<Listing<AccessControlList>> fetch_lists_below(Client& client, const std::string& namespace_id,
                                                      const std::string& token) {
  Fetched<Listing<AccessControlList>> fetched;
  const std::string what = "the access control lists below `" + token + "`";
  const std::string above = normal_token(token);
  for (const std::string& form : forms_of(namespace_id, token)) {
    auto lists = read_list(client,
                           {.endpoint = EndpointId::access_control,
                            .what = what,
                            .path = {"_apis", "accesscontrollists", namespace_id},
                            .query = {{"token", form}, {"includeExtendedInfo", "true"}, {"recurse", "true"}}},
                           fetched.reads, parse_access_control_list);
    // Its own list is in the answer too, so that nothing at all, or nothing but what was made up, means that
    // the form may not be known.
    std::erase_if(lists.items, says_nothing);
    const auto strangers = std::erase_if(
        lists.items, [&](const AccessControlList& list) { return !is_at_or_under(list.token, token); });
    if (strangers > 0 && !lists.rest) lists.rest = not_asked_for(what);
    const bool is_known = !lists.items.empty() || lists.rest;
    std::erase_if(lists.items, [&](const AccessControlList& list) {
      return normal_token(list.token).size() <= above.size();
    });
    fetched.known = std::move(lists);
    if (is_known) break;
  }
  return fetched;
}

}  // namespace patrol::azdo

#include "auditor/facts/permission_below.h"

#include "auditor/facts/permission_entries.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace patrol {
namespace {

using ListsByToken = std::map<std::string, const AccessControlList*>;  ///< by normal_token()

/// The lists under a token that mention the bit or cut what is inherited.
ListsByToken lists_under(const std::vector<AccessControlList>& lists, const std::string& above,
                         std::string_view separator, std::int64_t bit) {
  ListsByToken found;
  for (const AccessControlList& list : lists) {
    std::string token = normal_token(list.token);
    const bool is_under =
        token.starts_with(above) && std::string_view(token).substr(above.size()).starts_with(separator);
    const bool matters = !list.inherits || std::ranges::any_of(list.entries, [&](const auto& entry) {
      return ((entry.allow | entry.deny) & bit) != 0;
    });
    if (is_under && matters) found.emplace(std::move(token), &list);
  }
  return found;
}

/// What stands on the token and on those above it that are lists too, the nearest first.
std::vector<TokenLink> links_to(std::string_view token, const ListsByToken& lists,
                                std::string_view separator) {
  std::vector<TokenLink> links;
  while (!token.empty()) {
    const auto list = lists.find(std::string(token));
    if (list != lists.end()) links.push_back({list->second->token, list->second, std::nullopt});
    const std::size_t end = token.rfind(separator);
    token = token.substr(0, end == std::string_view::npos ? 0 : end);
  }
  return links;
}

/// Whether the token is one of these, or under one.
bool is_at_or_under(std::string_view token, std::span<const TokenSet* const> places,
                    std::string_view separator) {
  if (places.empty()) return false;
  while (true) {
    if (std::ranges::any_of(places, [&](const TokenSet* each) { return each->contains(token); })) return true;
    const std::size_t end = token.rfind(separator);
    if (end == std::string_view::npos) return false;
    token = token.substr(0, end);
  }
}

}  // namespace

PermissionAnswer decide_permission_below(const View& view, const Memberships& memberships,
                                         const Identity* account, const Permission& permission,
                                         const std::vector<std::string>& chain, const std::string& top,
                                         std::span<const TokenSet* const> aside) {
  PermissionAnswer answer;
  const auto bit = live_bit(view, permission, answer.support);
  const auto& below = view.lists_below(permission.namespace_id, top);
  answer.support.add_reads(below.reads);
  if (account == nullptr || !bit || chain.empty()) return answer;

  const Concerns concerns = [&](const std::string& descriptor) {
    return same_name(descriptor, account->descriptor) || memberships.is_seen_in(*account, descriptor);
  };
  const auto space =
      std::ranges::find(view.namespaces().known.items, permission.namespace_id, &SecurityNamespace::id);
  if (space->separator.empty()) {
    answer.support.add_gap({Gap::Kind::not_decidable, permission.words + " below " + chain.front(),
                            "the service says that no token of " + space->name + " is under another one",
                            "tell the authors of patrol"});
    return answer;
  }
  const ListsByToken lists =
      lists_under(below.known.items, normal_token(chain.front()), space->separator, *bit);
  Support doubts;
  for (const auto& [token, list] : lists) {
    if (is_at_or_under(token, aside, space->separator)) continue;
    const std::vector<TokenLink> links = links_to(token, lists, space->separator);
    const EntryDecision decision = decide_by_entries(links, 0, *bit, concerns);
    const bool is_allowed = decision.kind == EntryDecision::Kind::allow;
    if (is_allowed && decision.link != 0) continue;  // told at the list that says it
    Support unsure;
    check_unseen_groups(memberships, *account, links, *bit, concerns, decision, {}, unsure);
    if (const auto gap = contradiction(*account, links, *bit, permission, is_allowed)) unsure.add_gap(*gap);
    if (!unsure.gaps.empty()) answer.open_places.push_back("at " + token);
    if (!is_allowed || !unsure.gaps.empty()) {
      doubts.add(unsure);
      continue;
    }
    const auto allows = [&](const AccessControlEntry& entry) { return (entry.allow & *bit) != 0; };
    std::vector<std::string> by;
    for (const AccessControlEntry& entry : list->entries) {
      if (allows(entry) && concerns(entry.descriptor)) by.push_back(entry.descriptor);
    }
    if (answer.is_allowed == Truth::yes) {
      answer.also_below.emplace_back(list->token, std::move(by));
      continue;
    }
    tell(memberships, *account, permission, links, decision, answer);
    answer.observed += " at " + list->token;
    answer.decided_at = list->token;
    answer.decided_by = std::move(by);
    answer.is_allowed = Truth::yes;
  }
  if (below.known.rest) answer.open_places.push_back("below " + normal_token(chain.front()));
  if (answer.is_allowed == Truth::yes) {
    const std::size_t more = answer.also_below.size();
    if (more > 0) answer.observed += ", and at " + std::to_string(more) + " more below";
    return answer;
  }
  answer.support.add(doubts);
  if (below.known.rest) answer.support.add_gap(*below.known.rest);
  answer.without_list.push_back(top);
  answer.is_allowed = answer.support.gaps.empty() ? Truth::no : Truth::unknown;
  return answer;
}

}  // namespace patrol

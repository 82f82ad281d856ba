#include "auditor/facts/permission.h"

#include "auditor/facts/account.h"
#include "auditor/facts/permission_entries.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

namespace patrol {
namespace {

/// Of these the groups of Entra, whose members are not told: who leaves one is no longer in it all the same.
FoldedGroups entra_groups_of(const std::vector<std::string>& groups) {
  FoldedGroups of_entra;
  for (const std::string& group : groups) {
    if (entra_group_object_id(group)) of_entra.insert(fold_case(group));
  }
  return of_entra;
}

std::vector<TokenLink> read_links(const View& view, const Permission& permission,
                                  const std::vector<std::string>& chain, Support& support) {
  std::vector<TokenLink> links;
  for (const std::string& token : chain) {
    const auto& fact = view.access_control(permission.namespace_id, token);
    support.add_reads(fact.reads);
    TokenLink& link = links.emplace_back();
    link.token = token;
    if (fact.known) {
      const auto& list = fact.known.value();
      link.list = list && !says_nothing(*list) ? &*list : nullptr;
    } else {
      link.gap = fact.known.error();
      link.gap->what = "the access control list of " + permission.namespace_name + " at " + token;
    }
  }
  return links;
}

/// Two different principals of the account at odds on two levels: that the nearer wins follows from the
/// rules, but is documented for one and the same principal only (API.md 5, 13).
std::optional<std::string> odds_between_levels(const Memberships& memberships, const Identity& account,
                                               const Permission& permission,
                                               const std::vector<TokenLink>& links, std::int64_t bit,
                                               const Concerns& concerns, const EntryDecision& decision) {
  const AccessControlList* const list = links[decision.link].list;
  if (!decision.is_of_entry() || list == nullptr || !list->inherits) return std::nullopt;
  const EntryDecision above = decide_by_entries(links, decision.link + 1, bit, concerns);
  if (!above.is_of_entry() || above.kind == decision.kind) return std::nullopt;
  if (same_name(above.descriptor, decision.descriptor)) return std::nullopt;
  const auto told = [&](const EntryDecision& one) {
    const bool own = same_name(one.descriptor, account.descriptor);
    return std::string(one.kind == EntryDecision::Kind::allow ? "Allow" : "Deny") + " for " +
           (own ? account_name(account) : memberships.group_label(one.descriptor)) + " at " +
           links[one.link].token;
  };
  return "check by hand: " + permission.words + " for " + account_name(account) + " is decided by " +
         told(decision) + " over " + told(above) +
         "; that the nearer of two groups wins is not documented for different groups";
}

/// Changes the entry, or adds one, on a list that may be the first of its token.
void apply(const PermissionChange::Entry& change, std::int64_t bit, AccessControlList& list) {
  auto entry = std::ranges::find_if(list.entries, [&](const AccessControlEntry& each) {
    return same_name(each.descriptor, change.descriptor);
  });
  if (entry == list.entries.end()) {
    list.entries.push_back({change.descriptor, 0, 0, std::nullopt, std::nullopt});
    entry = std::prev(list.entries.end());
  }
  entry->allow &= ~bit;
  entry->deny &= ~bit;
  if (change.to == PermissionChange::To::allow) entry->allow |= bit;
  if (change.to == PermissionChange::To::deny) entry->deny |= bit;
}

}  // namespace

PermissionAnswer decide_permission(const View& view, const Memberships& memberships, const Identity* account,
                                   const Permission& permission, const std::vector<std::string>& chain) {
  PermissionAnswer answer;
  // All evidence is asked for before any of it is judged: what is missing is then read side by side.
  const auto bit = live_bit(view, permission, answer.support);
  const auto links = read_links(view, permission, chain, answer.support);
  if (account == nullptr || !bit || links.empty()) return answer;

  const Concerns concerns = [&](const std::string& descriptor) {
    return same_name(descriptor, account->descriptor) || memberships.is_seen_in(*account, descriptor);
  };
  const EntryDecision decision = decide_by_entries(links, 0, *bit, concerns);
  if (decision.kind == EntryDecision::Kind::not_known) {
    if (const auto& gap = links[decision.link].gap) answer.support.add_gap(*gap);
    return answer;
  }
  for (std::size_t i = 0; i <= decision.link; ++i) {
    if (links[i].list == nullptr) answer.without_list.push_back(links[i].token);
  }
  const bool is_allowed = decision.kind == EntryDecision::Kind::allow;
  tell(memberships, *account, permission, links, decision, answer);
  if (decision.is_of_entry()) {
    answer.decided_at = links[decision.link].token;
    for (const AccessControlEntry& entry : links[decision.link].list->entries) {
      const std::int64_t says = is_allowed ? entry.allow : entry.deny;
      if ((says & *bit) != 0 && concerns(entry.descriptor)) answer.decided_by.push_back(entry.descriptor);
    }
  }
  check_unseen_groups(memberships, *account, links, *bit, concerns, decision, {}, answer.support);
  if (auto odds = odds_between_levels(memberships, *account, permission, links, *bit, concerns, decision)) {
    answer.notices.push_back(std::move(*odds));
  }
  if (const auto gap = contradiction(*account, links, *bit, permission, is_allowed)) {
    answer.support.add_gap(*gap);
  }
  answer.is_allowed = answer.support.gaps.empty() ? truth_of(is_allowed) : Truth::unknown;
  return answer;
}

Truth is_allowed_after(const PermissionChange& change, const View& view, const Memberships& memberships,
                       const Identity& account, const Permission& permission,
                       const std::vector<std::string>& chain) {
  Support support;
  const auto bit = live_bit(view, permission, support);
  auto links = read_links(view, permission, chain, support);
  if (!bit || links.empty()) return Truth::unknown;
  std::vector<AccessControlList> changed;
  changed.reserve(links.size());
  for (TokenLink& link : links) {
    AccessControlList& list = changed.emplace_back(
        link.list != nullptr ? *link.list : AccessControlList{.token = link.token, .entries = {}});
    for (const PermissionChange::Entry& entry : change.entries) {
      if (normal_token(entry.token) == normal_token(link.token)) apply(entry, *bit, list);
    }
    link.list = &list;
  }
  const auto groups = memberships.groups_without(account, change.left);
  const Concerns concerns = [&](const std::string& descriptor) {
    return same_name(descriptor, account.descriptor) || groups.contains(fold_case(descriptor));
  };
  const EntryDecision decision = decide_by_entries(links, 0, *bit, concerns);
  if (decision.kind == EntryDecision::Kind::not_known) return Truth::unknown;
  Support doubts;
  check_unseen_groups(memberships, account, links, *bit, concerns, decision, entra_groups_of(change.left),
                      doubts);
  return doubts.gaps.empty() ? truth_of(decision.kind == EntryDecision::Kind::allow) : Truth::unknown;
}

bool has_own_entry(const View& view, const Identity& account, const Permission& permission,
                   const std::string& token) {
  Support support;
  const auto bit = live_bit(view, permission, support);
  const auto& known = view.access_control(permission.namespace_id, token).known;
  if (!bit || !known) return false;
  const std::optional<AccessControlList>& list = known.value();
  return list && std::ranges::any_of(list->entries, [&](const AccessControlEntry& entry) {
           return ((entry.allow | entry.deny) & *bit) != 0 && same_name(entry.descriptor, account.descriptor);
         });
}

}  // namespace patrol

#include "auditor/facts/permission.h"

#include "auditor/facts/account.h"
#include "auditor/model/concat.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace patrol {
namespace {

/// One level of the chain: a security token with the list that stands on it.
struct Link {
  std::string token;
  const AccessControlList* list = nullptr;  ///< null: none of its own
  std::optional<Gap> gap;                   ///< why the list is not known
};

struct Decision {
  enum class Kind { allow, deny, not_set, not_known };
  Kind kind = Kind::not_set;
  std::size_t link = 0;    ///< where the walk ended
  std::string descriptor;  ///< whose entry decided

  bool is_of_entry() const { return kind == Kind::allow || kind == Kind::deny; }
};

/// Whether an entry's descriptor is the account or a group that holds it.
using Concerns = std::function<bool(const std::string& descriptor)>;

/// Deny beats Allow on a level; a nearer level beats a farther one; a list that does not inherit ends the
/// walk.
Decision decide(const std::vector<Link>& links, std::size_t first, std::int64_t bit,
                const Concerns& concerns) {
  using Kind = Decision::Kind;
  for (std::size_t i = first; i < links.size(); ++i) {
    if (links[i].gap) return {Kind::not_known, i, ""};
    if (links[i].list == nullptr) continue;
    const AccessControlEntry* allowing = nullptr;
    for (const AccessControlEntry& entry : links[i].list->entries) {
      if (((entry.allow | entry.deny) & bit) == 0 || !concerns(entry.descriptor)) continue;
      if ((entry.deny & bit) != 0) return {Kind::deny, i, entry.descriptor};
      if (allowing == nullptr) allowing = &entry;
    }
    if (allowing != nullptr) return {Kind::allow, i, allowing->descriptor};
    if (!links[i].list->inherits) return {Kind::not_set, i, ""};
  }
  return {Kind::not_set, links.empty() ? 0 : links.size() - 1, ""};
}

using GroupSet = std::set<std::string, std::less<>>;  // folded descriptors

/// Of these the groups of Entra, whose members are not told: who leaves one is no longer in it all the same.
GroupSet entra_groups_of(const std::vector<std::string>& groups) {
  GroupSet of_entra;
  for (const std::string& group : groups) {
    if (entra_group_object_id(group)) of_entra.insert(fold_case(group));
  }
  return of_entra;
}

/// The bit of an action in what the service lists now.
std::optional<std::int64_t> live_bit(const View& view, const Permission& permission, Support& support) {
  const auto& fact = view.namespaces();
  support.add_reads(fact.reads);
  const auto& namespaces = fact.known.items;
  const auto found = std::ranges::find(namespaces, permission.namespace_id, &SecurityNamespace::id);
  if (found == namespaces.end()) {
    if (fact.known.rest) {
      support.add_gap(*fact.known.rest);
    } else {
      support.add_gap({Gap::Kind::not_decidable, "the permission " + permission.words,
                       "the organization has no security namespace " + permission.namespace_name,
                       "correct the policy, or tell the authors of patrol"});
    }
    return std::nullopt;
  }
  const auto action = std::ranges::find_if(found->actions, [&](const SecurityNamespace::Action& candidate) {
    return same_name(candidate.name, permission.action);
  });
  if (action == found->actions.end()) {
    support.add_gap({Gap::Kind::not_decidable, "the permission " + permission.words,
                     "the namespace " + found->name + " has no action " + permission.action,
                     "correct the policy, or tell the authors of patrol"});
    return std::nullopt;
  }
  if ((action->bit & found->system_bits) != 0) {
    support.add_gap({Gap::Kind::not_decidable, "the permission " + permission.words,
                     "the service itself sets it and shows it in no list",
                     "take it out of the policy: no entry decides it"});
    return std::nullopt;
  }
  return action->bit;
}

std::vector<Link> read_links(const View& view, const Permission& permission,
                             const std::vector<std::string>& chain, Support& support) {
  std::vector<Link> links;
  for (const std::string& token : chain) {
    const auto& fact = view.access_control(permission.namespace_id, token);
    support.add_reads(fact.reads);
    Link& link = links.emplace_back();
    link.token = token;
    if (fact.known) {
      const auto& list = fact.known.value();
      link.list = list ? &*list : nullptr;
    } else {
      link.gap = fact.known.error();
      link.gap->what = "the access control list of " + permission.namespace_name + " at " + token;
    }
  }
  return links;
}

/// Adds a gap for each way into an Entra group that would turn the answer. One way at a time is enough: a
/// union can not turn what no single one of them turns.
void check_hidden_ways(const HiddenWays& hidden, const std::vector<Link>& links, std::int64_t bit,
                       const Concerns& concerns, const Decision& decision, const GroupSet& left,
                       Support& support) {
  support.add(hidden.others);
  for (const HiddenWay& way : hidden.ways) {
    if (std::ranges::any_of(left, [&](const std::string& each) { return way.groups.contains(each); }))
      continue;
    const Decision by_way = decide(links, 0, bit, [&](const std::string& descriptor) {
      return concerns(descriptor) || way.groups.contains(fold_case(descriptor));
    });
    if ((by_way.kind == Decision::Kind::allow) == (decision.kind == Decision::Kind::allow)) {
      support.add_reads(way.support.reads);
    } else {
      support.add(way.support);
    }
  }
}

/// Whether some group that may hold the account, although no source shows it, would turn the answer. `left`
/// are Entra groups that it is known not to be in.
void check_unseen_groups(const Memberships& memberships, const Identity& account,
                         const std::vector<Link>& links, std::int64_t bit, const Concerns& concerns,
                         const Decision& decision, const GroupSet& left, Support& support) {
  std::set<std::string> tried;
  for (std::size_t i = 0; i <= decision.link; ++i) {
    if (links[i].list == nullptr) continue;
    for (const AccessControlEntry& entry : links[i].list->entries) {
      if (((entry.allow | entry.deny) & bit) == 0 || concerns(entry.descriptor)) continue;
      if (!is_group_descriptor(entry.descriptor)) continue;
      // Where no single group turns the answer, no way does: each is a union of groups.
      const Decision with_it = decide(links, 0, bit, [&](const std::string& descriptor) {
        return concerns(descriptor) || same_name(descriptor, entry.descriptor);
      });
      if ((with_it.kind == Decision::Kind::allow) == (decision.kind == Decision::Kind::allow)) continue;
      if (!tried.insert(fold_case(entry.descriptor)).second) continue;
      check_hidden_ways(memberships.hidden_ways(account, entry.descriptor), links, bit, concerns, decision,
                        left, support);
    }
  }
}

/// Two different principals of the account at odds on two levels: that the nearer wins follows from the
/// rules, but is documented for one and the same principal only (API.md 5, 13).
std::optional<std::string> odds_between_levels(const Memberships& memberships, const Identity& account,
                                               const Permission& permission, const std::vector<Link>& links,
                                               std::int64_t bit, const Concerns& concerns,
                                               const Decision& decision) {
  const AccessControlList* const list = links[decision.link].list;
  if (!decision.is_of_entry() || list == nullptr || !list->inherits) return std::nullopt;
  const Decision above = decide(links, decision.link + 1, bit, concerns);
  if (!above.is_of_entry() || above.kind == decision.kind) return std::nullopt;
  if (same_name(above.descriptor, decision.descriptor)) return std::nullopt;
  const auto told = [&](const Decision& one) {
    const bool own = same_name(one.descriptor, account.descriptor);
    return std::string(one.kind == Decision::Kind::allow ? "Allow" : "Deny") + " for " +
           (own ? account_name(account) : memberships.group_label(one.descriptor)) + " at " +
           links[one.link].token;
  };
  return "check by hand: " + permission.words + " for " + account_name(account) + " is decided by " +
         told(decision) + " over " + told(above) +
         "; that the nearer of two groups wins is not documented for different groups";
}

/// The service's own sum for the account's row, where it names the bit with the opposite answer, or lacks
/// what the row itself says: the sum is of what is explicit and what is inherited (API.md 5, 12).
std::optional<Gap> contradiction(const Identity& account, const std::vector<Link>& links, std::int64_t bit,
                                 const Permission& permission, bool is_allowed) {
  if (links.front().list == nullptr) return std::nullopt;
  for (const AccessControlEntry& entry : links.front().list->entries) {
    if (!same_name(entry.descriptor, account.descriptor)) continue;
    const bool says_allow = (entry.effective_allow.value_or(0) & bit) != 0;
    const bool says_deny = (entry.effective_deny.value_or(0) & bit) != 0;
    const bool lacks_deny = entry.effective_deny && (entry.deny & bit) != 0 && !says_deny && !says_allow;
    const bool lacks_allow =
        entry.effective_allow && (entry.allow & ~entry.deny & bit) != 0 && !says_allow && !says_deny;
    const bool is_opposite = is_allowed ? says_deny : says_allow;
    if (!is_opposite && !lacks_deny && !lacks_allow) continue;
    const std::string_view sum = is_opposite ? (is_allowed ? "Deny" : "Allow") : "nothing of it";
    return Gap{Gap::Kind::not_decidable, permission.words + " for " + account_name(account),
               std::string("the entries give ") + (is_allowed ? "Allow" : "no Allow") +
                   ", the service's own effective permission says " + std::string(sum),
               "compare by hand in the organization's security page"};
  }
  return std::nullopt;
}

/// What was observed, and the path from the account to the entry.
void tell(const Memberships& memberships, const Identity& account, const Permission& permission,
          const std::vector<Link>& links, const Decision& decision, PermissionAnswer& answer) {
  if (!decision.is_of_entry()) {
    answer.observed = "Not set";
    return;
  }
  const std::string word = decision.kind == Decision::Kind::allow ? "Allow" : "Deny";
  const bool own = same_name(decision.descriptor, account.descriptor);
  const std::string holder = own ? account_name(account) : memberships.group_label(decision.descriptor);
  answer.observed = concat({word, " for ", holder});
  if (own) {
    answer.path.push_back(account_name(account));
  } else {
    MembershipAnswer membership = memberships.find(account, decision.descriptor);
    answer.path = std::move(membership.path);
    answer.support.add_reads(membership.support.reads);
  }
  answer.path.push_back(concat({word, " ", permission.words, " at ", links[decision.link].token}));
}

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
std::vector<Link> links_to(std::string_view token, const ListsByToken& lists, std::string_view separator) {
  std::vector<Link> links;
  while (!token.empty()) {
    const auto list = lists.find(std::string(token));
    if (list != lists.end()) links.push_back({list->second->token, list->second, std::nullopt});
    const std::size_t end = token.rfind(separator);
    token = token.substr(0, end == std::string_view::npos ? 0 : end);
  }
  return links;
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
  const Decision decision = decide(links, 0, *bit, concerns);
  if (decision.kind == Decision::Kind::not_known) {
    if (const auto& gap = links[decision.link].gap) answer.support.add_gap(*gap);
    return answer;
  }
  for (std::size_t i = 0; i <= decision.link; ++i) {
    if (links[i].list == nullptr) answer.without_list.push_back(links[i].token);
  }
  const bool is_allowed = decision.kind == Decision::Kind::allow;
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

PermissionAnswer decide_permission_below(const View& view, const Memberships& memberships,
                                         const Identity* account, const Permission& permission,
                                         const std::vector<std::string>& chain, const std::string& top) {
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
    const std::vector<Link> links = links_to(token, lists, space->separator);
    const Decision decision = decide(links, 0, *bit, concerns);
    const bool is_allowed = decision.kind == Decision::Kind::allow;
    if (is_allowed && decision.link != 0) continue;  // told at the list that says it
    Support unsure;
    check_unseen_groups(memberships, *account, links, *bit, concerns, decision, {}, unsure);
    if (const auto gap = contradiction(*account, links, *bit, permission, is_allowed)) unsure.add_gap(*gap);
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

Truth is_allowed_after(const PermissionChange& change, const View& view, const Memberships& memberships,
                       const Identity& account, const Permission& permission,
                       const std::vector<std::string>& chain) {
  Support support;
  const auto bit = live_bit(view, permission, support);
  auto links = read_links(view, permission, chain, support);
  if (!bit || links.empty()) return Truth::unknown;
  std::vector<AccessControlList> changed;
  changed.reserve(links.size());
  for (Link& link : links) {
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
  const Decision decision = decide(links, 0, *bit, concerns);
  if (decision.kind == Decision::Kind::not_known) return Truth::unknown;
  Support doubts;
  check_unseen_groups(memberships, account, links, *bit, concerns, decision, entra_groups_of(change.left),
                      doubts);
  return doubts.gaps.empty() ? truth_of(decision.kind == Decision::Kind::allow) : Truth::unknown;
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

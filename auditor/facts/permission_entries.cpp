#include "auditor/facts/permission_entries.h"

#include "auditor/facts/account.h"
#include "auditor/model/concat.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace patrol {
namespace {

/// Adds a gap for each way into an Entra group that would turn the answer. One way at a time is enough: a
/// union can not turn what no single one of them turns.
void check_hidden_ways(const HiddenWays& hidden, const std::vector<TokenLink>& links, std::int64_t bit,
                       const Concerns& concerns, const EntryDecision& decision, const FoldedGroups& left,
                       Support& support) {
  support.add(hidden.others);
  for (const HiddenWay& way : hidden.ways) {
    if (std::ranges::any_of(left, [&](const std::string& each) { return way.groups.contains(each); }))
      continue;
    const EntryDecision by_way = decide_by_entries(links, 0, bit, [&](const std::string& descriptor) {
      return concerns(descriptor) || way.groups.contains(fold_case(descriptor));
    });
    if ((by_way.kind == EntryDecision::Kind::allow) == (decision.kind == EntryDecision::Kind::allow)) {
      support.add_reads(way.support.reads);
    } else {
      support.add(way.support);
    }
  }
}

}  // namespace

EntryDecision decide_by_entries(const std::vector<TokenLink>& links, std::size_t first, std::int64_t bit,
                                const Concerns& concerns) {
  using Kind = EntryDecision::Kind;
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
  if (permission.bit) return permission.bit;
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

void check_unseen_groups(const Memberships& memberships, const Identity& account,
                         const std::vector<TokenLink>& links, std::int64_t bit, const Concerns& concerns,
                         const EntryDecision& decision, const FoldedGroups& left, Support& support) {
  std::set<std::string> tried;
  for (std::size_t i = 0; i <= decision.link; ++i) {
    if (links[i].list == nullptr) continue;
    for (const AccessControlEntry& entry : links[i].list->entries) {
      if (((entry.allow | entry.deny) & bit) == 0 || concerns(entry.descriptor)) continue;
      if (!is_group_descriptor(entry.descriptor)) continue;
      // Where no single group turns the answer, no way does: each is a union of groups.
      const EntryDecision with_it = decide_by_entries(links, 0, bit, [&](const std::string& descriptor) {
        return concerns(descriptor) || same_name(descriptor, entry.descriptor);
      });
      if ((with_it.kind == EntryDecision::Kind::allow) == (decision.kind == EntryDecision::Kind::allow))
        continue;
      if (!tried.insert(fold_case(entry.descriptor)).second) continue;
      check_hidden_ways(memberships.hidden_ways(account, entry.descriptor), links, bit, concerns, decision,
                        left, support);
    }
  }
}

std::optional<Gap> contradiction(const Identity& account, const std::vector<TokenLink>& links,
                                 std::int64_t bit, const Permission& permission, bool is_allowed) {
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

void tell(const Memberships& memberships, const Identity& account, const Permission& permission,
          const std::vector<TokenLink>& links, const EntryDecision& decision, PermissionAnswer& answer) {
  if (!decision.is_of_entry()) {
    answer.observed = "Not set";
    return;
  }
  const std::string word = decision.kind == EntryDecision::Kind::allow ? "Allow" : "Deny";
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

}  // namespace patrol

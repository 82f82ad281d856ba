#include "auditor/facts/permission.h"

#include "auditor/facts/account.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <set>

namespace patrol {
namespace {

/// One level of the chain: a security token with the list that stands on it.
struct Link {
  std::string token;
  const AccessControlList* list = nullptr;  ///< null: none of its own
};

struct Decision {
  enum class Kind { allow, deny, not_set };
  Kind kind = Kind::not_set;
  std::string token;       ///< where it was decided
  std::string descriptor;  ///< whose entry decided

  bool same_answer(const Decision& other) const { return kind == other.kind; }
};

/// Whether an entry's descriptor is the account or a group that holds it.
using Concerns = std::function<bool(const std::string& descriptor)>;

/// Deny beats Allow on a level; a nearer level beats a farther one; a list that does not inherit ends the
/// walk.
Decision decide(const std::vector<Link>& links, std::int64_t bit, const Concerns& concerns) {
  for (const Link& link : links) {
    if (link.list == nullptr) continue;
    const AccessControlEntry* allowing = nullptr;
    for (const AccessControlEntry& entry : link.list->entries) {
      if (((entry.allow | entry.deny) & bit) == 0 || !concerns(entry.descriptor)) continue;
      if ((entry.deny & bit) != 0) return {Decision::Kind::deny, link.token, entry.descriptor};
      if (allowing == nullptr) allowing = &entry;
    }
    if (allowing != nullptr) return {Decision::Kind::allow, link.token, allowing->descriptor};
    if (!link.list->inherits) break;
  }
  return {};
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

std::optional<std::vector<Link>> read_links(const View& view, const Permission& permission,
                                            const std::vector<std::string>& chain, Support& support) {
  std::vector<Link> links;
  bool all_known = true;
  for (const std::string& token : chain) {
    const auto& fact = view.access_control(permission.namespace_id, token);
    support.add_reads(fact.reads);
    if (!fact.known) {
      Gap gap = fact.known.error();
      gap.what = "the access control list of " + permission.namespace_name + " at " + token;
      support.add_gap(gap);
      all_known = false;
      continue;
    }
    const auto& list = fact.known.value();
    links.push_back({token, list ? &*list : nullptr});
  }
  return all_known ? std::optional{std::move(links)} : std::nullopt;
}

/// Whether some group that may hold the account, although no source shows it, would turn the answer.
void check_unseen_groups(const Memberships& memberships, const Identity& account,
                         const std::vector<Link>& links, std::int64_t bit, const Concerns& concerns,
                         const Decision& decision, Support& support) {
  std::set<std::string> tried;
  for (const Link& link : links) {
    if (link.list == nullptr) continue;
    for (const AccessControlEntry& entry : link.list->entries) {
      if (((entry.allow | entry.deny) & bit) == 0 || concerns(entry.descriptor)) continue;
      if (!is_group_descriptor(entry.descriptor) || !tried.insert(fold_case(entry.descriptor)).second)
        continue;
      // Groups one at a time are enough: a union can not turn what no single one of them turns.
      const Decision with_it = decide(links, bit, [&](const std::string& descriptor) {
        return concerns(descriptor) || same_name(descriptor, entry.descriptor);
      });
      if (with_it.same_answer(decision)) continue;
      support.add(memberships.find(account, entry.descriptor).support);
    }
  }
}

/// The service's own sum for the account's row, where it names the bit with the opposite answer.
std::optional<Gap> contradiction(const Identity& account, const std::vector<Link>& links, std::int64_t bit,
                                 const Permission& permission, bool is_allowed) {
  if (links.empty() || links.front().list == nullptr) return std::nullopt;
  const std::string self = fold_case(account.descriptor);
  for (const AccessControlEntry& entry : links.front().list->entries) {
    if (fold_case(entry.descriptor) != self) continue;
    const bool says_allow = (entry.effective_allow.value_or(0) & bit) != 0;
    const bool says_deny = (entry.effective_deny.value_or(0) & bit) != 0;
    if (is_allowed ? says_deny : says_allow) {
      return Gap{Gap::Kind::not_decidable, permission.words + " for " + account_name(account),
                 std::string("the entries give ") + (is_allowed ? "Allow" : "no Allow") +
                     ", the service's own effective permission says " + (is_allowed ? "Deny" : "Allow"),
                 "compare by hand in the organization's security page"};
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> token_chain(const Permission& permission, const Project* project) {
  struct Form {
    std::string_view namespace_id;
    Permission::Level level;
    std::array<std::string_view, 2> chain;  ///< `{}` stands for the project's id; an empty one ends it
  };
  static constexpr std::array forms{
      Form{"3e65f728-f8bc-4ecd-8764-7e378b19bfa7", Permission::Level::organization, {"NAMESPACE:", ""}},
      Form{"a6cc6381-a1ca-4b36-b3c1-4e65211e82b6", Permission::Level::organization, {"AllPermissions", ""}},
      Form{"302acaca-b667-436d-a946-87133492041c", Permission::Level::organization, {"BuildPrivileges", ""}},
      Form{
          "cb594ebe-87dd-4fc9-ac2c-6a10a4c92046", Permission::Level::organization, {"PublisherSecurity", ""}},
      Form{"2dab47f9-bd70-49ed-9bd5-8eb051e59c02", Permission::Level::organization, {"$PROCESS:", ""}},
      Form{"52d39943-cb85-4d7f-8fa8-c6baac873819",
           Permission::Level::project,
           {"$PROJECT:vstfs:///Classification/TeamProject/{}", "$PROJECT:"}},
      Form{"2e9eb7ed-3c0a-47d4-87c1-0ffdd275fd87", Permission::Level::project, {"repoV2/{}", "repoV2"}},
      Form{"33344d9c-fc72-4d6f-aba5-fa317101a7e9", Permission::Level::project, {"{}", ""}},
      Form{"cb594ebe-87dd-4fc9-ac2c-6a10a4c92046",
           Permission::Level::project,
           {"PublisherSecurity/{}", "PublisherSecurity"}},
      Form{"c788c23e-1b46-4162-8f5e-d7585343b5de", Permission::Level::project, {"{}", ""}}};
  std::vector<std::string> chain;
  for (const Form& form : forms) {
    if (form.namespace_id != permission.namespace_id || form.level != permission.level) continue;
    for (const std::string_view link : form.chain) {
      if (link.empty()) continue;
      const auto hole = link.find("{}");
      if (hole == std::string_view::npos) {
        chain.emplace_back(link);
      } else if (project != nullptr) {
        chain.push_back(std::string(link.substr(0, hole)) + project->id);
      }
    }
  }
  return chain;
}

PermissionAnswer decide_permission(const View& view, const Memberships& memberships, const Identity* account,
                                   const Permission& permission, const std::vector<std::string>& chain) {
  PermissionAnswer answer;
  // All evidence is asked for before any of it is judged: what is missing is then read side by side.
  const auto bit = live_bit(view, permission, answer.support);
  const auto links = read_links(view, permission, chain, answer.support);
  if (chain.empty()) {
    answer.support.add_gap({Gap::Kind::not_decidable, "the permission " + permission.words,
                            "this version of patrol knows no security token of " + permission.namespace_name +
                                " at the level " + std::string(to_word(permission.level)),
                            "take the permission out of the policy"});
  }
  if (account == nullptr || !bit || !links || links->empty()) return answer;

  const Concerns concerns = [&](const std::string& descriptor) {
    return same_name(descriptor, account->descriptor) || memberships.is_seen_in(*account, descriptor);
  };
  const Decision decision = decide(*links, *bit, concerns);
  const bool is_allowed = decision.kind == Decision::Kind::allow;

  if (decision.kind == Decision::Kind::not_set) {
    answer.observed = "Not set";
  } else {
    const bool own = same_name(decision.descriptor, account->descriptor);
    const std::string holder = own ? account_name(*account) : memberships.group_label(decision.descriptor);
    answer.observed = std::string(is_allowed ? "Allow" : "Deny") + " for " + holder;
    if (own) {
      answer.path.push_back(account_name(*account));
    } else {
      const MembershipAnswer membership = memberships.find(*account, decision.descriptor);
      answer.path = membership.path;
      answer.support.add_reads(membership.support.reads);
    }
    answer.path.push_back(std::string(is_allowed ? "Allow " : "Deny ") + permission.words + " at " +
                          decision.token);
  }

  check_unseen_groups(memberships, *account, *links, *bit, concerns, decision, answer.support);
  if (const auto gap = contradiction(*account, *links, *bit, permission, is_allowed)) {
    answer.support.add_gap(*gap);
  }
  answer.is_allowed = answer.support.gaps.empty() ? truth_of(is_allowed) : Truth::unknown;
  return answer;
}

}  // namespace patrol

#include "auditor/evaluate/excess_groups.h"

#include "auditor/checks/ways_out.h"
#include "auditor/evaluate/fewest_groups.h"
#include "auditor/facts/group_scopes.h"
#include "auditor/model/account_words.h"
#include "auditor/model/concat.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/principal_name.h"
#include "auditor/model/sort_unique.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace patrol {
namespace {

/// What membership of a group that every organization or project has allows.
struct BuiltIn {
  std::string_view name;
  std::string_view sid_end;  ///< by which it is known when it was renamed (API.md 4.4); empty: it is random
  Severity severity;
  std::string_view allows;
};
constexpr std::array organization_groups{
    BuiltIn{"Project Collection Administrators", "-0-0-0-0-1", Severity::critical,
            "everything in the organization"},
    BuiltIn{"Project Collection Service Accounts", "-0-0-0-0-2", Severity::critical,
            "everything in the organization"},
    BuiltIn{"Project Collection Build Administrators", "-0-0-0-1-2", Severity::high,
            "the administration of all builds and their permissions"},
    BuiltIn{"Project Collection Build Service Accounts", "-0-0-0-1-1", Severity::high,
            "what the build service may do"},
    BuiltIn{"Security Service Group", "-0-0-0-0-5", Severity::medium, "whatever is granted to this group"}};
constexpr std::array project_groups{
    BuiltIn{"Project Administrators", "-0-0-0-0-1", Severity::high, "everything in the project"},
    BuiltIn{"Build Administrators", "-0-0-0-1-2", Severity::medium,
            "the administration of the project's builds"},
    BuiltIn{"Release Administrators", "", Severity::medium, "the administration of the project's releases"},
    BuiltIn{"Endpoint Administrators", "", Severity::high, "the administration of service connections"},
    BuiltIn{"Contributors", "", Severity::medium, "to change code, work items and builds"},
    BuiltIn{"Readers", "", Severity::low, "to read the whole project"}};

/// More names than these are not told one by one.
constexpr std::size_t most_projects_told = 5;

/// A group of the account, taken apart.
struct Held {
  std::string label;  ///< `[Shop]\Readers`
  std::string scope;  ///< `Shop`
  std::string name;   ///< `Readers`
  const BuiltIn* built_in = nullptr;
  bool is_of_organization = false;
  Severity severity = Severity::low;
  std::string allows;
  std::string descriptor;
  const GroupGrant* grant = nullptr;  ///< null: no list that was read allows it anything, or it is built in
};

/// By the SID first, which it keeps whatever it is called.
template <std::size_t N>
const BuiltIn* find(const std::array<BuiltIn, N>& table, std::string_view descriptor, std::string_view name) {
  const auto has_sid = [&](const BuiltIn& group) {
    return !group.sid_end.empty() && descriptor.ends_with(group.sid_end);
  };
  const auto is_called = [&](const BuiltIn& group) { return same_name(group.name, name); };
  const auto* found = std::ranges::find_if(table, has_sid);
  if (found == table.end()) found = std::ranges::find_if(table, is_called);
  return found == table.end() ? nullptr : found;
}

/// By its domain, because a project may be called as the organization is (API.md 4.5); by the name in
/// brackets where the service did not tell it.
bool is_of_organization(const Facts& facts, const std::string& descriptor) {
  const std::string& domain = facts.memberships().group_domain(descriptor);
  if (!domain.empty()) return domain.starts_with(domain_of_organizations);
  return same_name(scope_name(facts.memberships().group_label(descriptor)), facts.view().organization_name());
}

/// What neither the organization nor Entra has is a project's, unless its domain says otherwise: some are of
/// the whole deployment.
bool is_of_project(const Facts& facts, const std::string& descriptor) {
  if (is_of_organization(facts, descriptor) || entra_group_object_id(descriptor)) return false;
  const std::string& domain = facts.memberships().group_domain(descriptor);
  return domain.empty() || domain.starts_with(domain_of_projects);
}

Held take_apart(const Facts& facts, const std::string& descriptor) {
  Held held{.label = facts.memberships().group_label(descriptor), .descriptor = descriptor};
  held.scope = scope_name(held.label);
  held.name = local_name(held.label);
  held.is_of_organization = is_of_organization(facts, descriptor);
  const bool is_narrow = is_of_project(facts, descriptor);
  // One SID end means another group in a project than in the organization.
  if (held.is_of_organization) held.built_in = find(organization_groups, descriptor, held.name);
  if (is_narrow) held.built_in = find(project_groups, descriptor, held.name);
  held.severity = held.built_in != nullptr ? held.built_in->severity
                  : is_narrow              ? Severity::low
                                           : Severity::medium;
  held.allows = held.built_in != nullptr ? held.built_in->allows : "whatever is granted to this group";
  return held;
}

/// A group that somebody made is as bad as the lists that were read make it, and never less than its place
/// does: others, which nobody read, may allow it more.
void weigh(Held& held, const GroupGrants& grants) {
  if (held.built_in != nullptr) return;
  held.grant = grants.find(held.descriptor);
  if (held.grant == nullptr) return;
  held.severity = std::max(held.severity, held.grant->severity);
  const std::string more =
      held.grant->more == 0 ? "" : concat({", ", std::to_string(held.grant->more), " more"});
  held.allows = concat({held.grant->worst, more, ", and whatever else is granted"});
}

/// Out of the first group on the way that nothing else needs; from there on it is one group that is in
/// another.
std::string way_out(const Facts& facts, const Excess& excess, const std::vector<std::string>& chain,
                    const SettledGroups& settled) {
  const auto first = std::ranges::find_if(chain, [&](const std::string& group) {
    return !settled.needed.contains(group) && !settled.open.contains(group) &&
           !is_filled_by_the_service(group);
  });
  const auto at = static_cast<std::size_t>(first - chain.begin());
  if (first == chain.end() || at + 1 >= excess.path.size()) return "";
  return way_out_page(facts, *first, excess.path[at]);
}

Excess to_excess(const Facts& facts, const Held& held, const Identity& account,
                 const std::vector<std::string>& chain, const SettledGroups& settled) {
  MembershipAnswer membership = facts.memberships().find(account, held.descriptor);
  Excess excess{.kind = held.built_in != nullptr ? Excess::Kind::role : Excess::Kind::group,
                .what = held.label,
                .severity = held.severity,
                .allows = held.allows,
                .path = std::move(membership.path),
                .reads = std::move(membership.support.reads)};
  if (!held.is_of_organization && held.built_in != nullptr) excess.project = held.scope;
  if (held.grant != nullptr) {
    excess.reads.insert(excess.reads.end(), held.grant->reads.begin(), held.grant->reads.end());
    sort_unique(excess.reads);
  }
  // What everybody has begins with everybody.
  if (excess.path.size() > chain.size() + 1) {
    excess.path.erase(excess.path.begin() + 1, excess.path.end() - static_cast<std::ptrdiff_t>(chain.size()));
  }
  excess.remediation = way_out(facts, excess, chain, settled);
  return excess;
}

/// One entry for the same built-in group of several projects.
void merge(Excess& into, const std::vector<std::string>& projects, std::string_view name) {
  if (projects.size() < 2) return;
  std::vector<std::string> told(
      projects.begin(),
      projects.begin() + static_cast<std::ptrdiff_t>(std::min(projects.size(), most_projects_told)));
  if (projects.size() > told.size()) {
    told.push_back(std::to_string(projects.size() - told.size()) + " more");
  }
  into.what = std::string(name) + " of " + std::to_string(projects.size()) + " projects: " + join_words(told);
  into.project.reset();
}

/// `the rule a of b`, or that and `2 more`
std::string first_of(const std::set<std::string, std::less<>>& rules) {
  const std::string more = std::to_string(rules.size() - 1) + " more";
  return *rules.begin() + (rules.size() > 1 ? " and " + more : "");
}

}  // namespace

ExcessGroups excess_groups(const Facts& facts, const Identity& account, const NeededGroups& needed,
                           const GroupGrants& grants) {
  ExcessGroups result;
  if (facts.memberships().may_be_unseen_in_entra(account)) {
    result.unknown.emplace_back(unseen_groups);
  }
  const SettledGroups settled = needed.behind.settled();
  const bool needs_none = settled.needed.empty() && settled.open.empty();
  // Groups that may lead to a needed one in a way that was not told.
  const GroupSet may_lead = needs_none ? GroupSet{} : facts.memberships().open_ends(account);
  std::vector<Held> all;
  for (const std::string& descriptor : facts.memberships().groups_of(account)) {
    if (is_filled_by_the_service(descriptor) || settled.needed.contains(descriptor)) continue;
    Held held = take_apart(facts, descriptor);
    if (may_lead.contains(descriptor) || settled.open.contains(descriptor) ||
        needed.may_be.contains(fold_case(held.name))) {
      result.unknown.push_back("whether " + held.label + " is needed");
    } else {
      all.push_back(std::move(held));
    }
  }
  if (!all.empty() && !needed.undecided.empty()) {
    result.unknown.push_back("which groups are needed, because " + first_of(needed.undecided) +
                             " was not decided");
    return result;
  }
  for (Held& held : all) weigh(held, grants);
  std::ranges::stable_sort(all, [](const Held& a, const Held& b) {
    return std::pair(b.severity, std::string_view(a.label)) <
           std::pair(a.severity, std::string_view(b.label));
  });

  std::vector<Excess>& excess = result.excess;
  std::set<std::string, std::less<>> told;  // descriptors on paths that are told
  std::map<std::string, std::size_t> merged;
  std::vector<std::vector<std::string>> projects;
  std::vector<std::string_view> names;  // as every project has them, where one was renamed too
  for (const Held& held : all) {
    if (told.contains(held.descriptor)) continue;
    if (held.built_in != nullptr && !held.is_of_organization) {
      const auto [place, is_new] = merged.try_emplace(std::string(held.built_in->name), excess.size());
      if (!is_new) {
        projects[place->second].push_back(held.scope);
        continue;
      }
    }
    const std::vector<std::string> chain =
        from_valid_users(facts.memberships().chain(account, held.descriptor), facts);
    excess.push_back(to_excess(facts, held, account, chain, settled));
    projects.push_back({held.scope});
    names.push_back(held.built_in != nullptr ? held.built_in->name : std::string_view{});
    told.insert(chain.begin(), chain.end());
  }
  for (std::size_t i = 0; i < excess.size(); ++i) {
    merge(excess[i], projects[i], names[i]);
  }
  return result;
}

}  // namespace patrol

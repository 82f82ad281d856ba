#include "auditor/facts/entra_groups.h"

#include "auditor/facts/account.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

namespace patrol {
namespace {

/// More groups than these are told as one gap.
constexpr std::size_t most_told_apart = 5;

constexpr std::string_view about_a_group = "who is in the Entra group ";

/// Adds gaps about groups; where many are open for one reason, as one.
void add_told_together(const std::vector<Gap>& gaps, Support& support) {
  std::map<std::pair<std::string_view, std::string_view>, std::vector<const Gap*>> by_reason;
  for (const Gap& gap : gaps) by_reason[{gap.reason, gap.grant}].push_back(&gap);
  for (auto& [reason, alike] : by_reason) {
    std::ranges::sort(alike, {}, [](const Gap* gap) -> const std::string& { return gap->what; });
    if (alike.size() <= most_told_apart) {
      for (const Gap* gap : alike) support.add_gap(*gap);
      continue;
    }
    std::vector<std::string> names;
    names.reserve(most_told_apart + 1);
    for (std::size_t i = 0; i < most_told_apart; ++i) {
      names.push_back(alike[i]->what.substr(about_a_group.size()));
    }
    names.push_back(std::to_string(alike.size() - names.size()) + " more");
    Gap together = *alike.front();
    together.what = "who is in the Entra groups " + join_words(names);
    support.add_gap(together);
  }
}

}  // namespace

void EntraGroups::join_graph() {
  const Organization* organization = view_.organization();
  if (organization == nullptr) return;
  for (const auto& [key, fact] : organization->groups) {
    if (!fact.known) continue;
    if (auto id = entra_group_object_id(key)) nodes_.emplace(*std::move(id), graph_.node(key));
  }
  for (const auto& [key, fact] : organization->entra_memberships) {
    const std::string id = key.substr(key.find('/') + 1);
    if (!fact.known || !fact.known.value() || nodes_.contains(id)) continue;
    if (const auto descriptor = entra_group_descriptor(id)) {
      nodes_.emplace(id, graph_.node(fold_case(*descriptor)));
    }
  }
}

bool EntraGroups::may_hide(const Identity& account) const {
  return can_be_in_entra_group(account) && !accept_materialised_;
}

/// Those that were listed, read or named; nothing where the list is not known whole.
const std::optional<EntraGroups::Groups>& EntraGroups::every_group() const {
  if (every_group_) return *every_group_;
  std::optional<Groups>& groups = every_group_.emplace();
  const Organization* organization = view_.organization();
  if (organization == nullptr || !organization->group_names || organization->group_names->known.rest) {
    return groups;
  }
  groups.emplace();
  for (Node node = 0; node < graph_.size(); ++node) {
    if (auto id = entra_group_object_id(graph_.descriptor(node))) groups->emplace(*std::move(id), node);
  }
  for (const GroupName& group : organization->group_names->known.items) {
    const auto descriptor = group_identity_descriptor(group.descriptor);
    auto id = descriptor ? entra_group_object_id(*descriptor) : std::nullopt;
    if (id) groups->emplace(*std::move(id), std::nullopt);
  }
  return groups;
}

bool EntraGroups::may_hold_unseen(const Identity& account, const std::vector<Node>& seen_in) const {
  if (!may_hide(account)) return false;
  const auto& groups = every_group();
  if (!groups) return true;
  const Organization& organization = *view_.organization();
  const auto is_settled = [&](const Groups::value_type& each) {
    const auto& [id, node] = each;
    if (node && std::ranges::binary_search(seen_in, *node)) return true;
    if (account.object_id.empty()) return false;
    const auto told = organization.entra_memberships.find(entra_membership_key(account.object_id, id));
    const auto group = organization.entra_groups.find(id);
    return told != organization.entra_memberships.end() && told->second.known &&
           group != organization.entra_groups.end() && group->second.known &&
           !group->second.known.value().has_hidden_members;
  };
  return !std::ranges::all_of(*groups, is_settled);
}

std::vector<EntraGroups::Node> EntraGroups::told_to_hold(const Identity& account) const {
  std::vector<Node> groups;
  if (account.object_id.empty() || view_.organization() == nullptr) return groups;
  const auto& told = view_.organization()->entra_memberships;
  const std::string prefix = entra_membership_key(account.object_id, "");
  for (auto fact = told.lower_bound(prefix); fact != told.end() && fact->first.starts_with(prefix); ++fact) {
    const auto group = nodes_.find(std::string_view(fact->first).substr(prefix.size()));
    const bool is_member = fact->second.known && fact->second.known.value();
    if (is_member && group != nodes_.end()) groups.push_back(group->second);
  }
  return groups;
}

const Fact<Evidence<bool>>* EntraGroups::told(const Identity& account, Node group) const {
  if (account.object_id.empty() || view_.organization() == nullptr) return nullptr;
  const auto& told = view_.organization()->entra_memberships;
  if (told.empty()) return nullptr;
  const auto group_id = entra_group_object_id(graph_.descriptor(group));
  if (!group_id) return nullptr;
  const auto found = told.find(entra_membership_key(account.object_id, *group_id));
  return found == told.end() ? nullptr : &found->second;
}

void EntraGroups::settle(const Identity& account, const std::string& group, Support& support) const {
  Gap gap{
      Gap::Kind::not_expandable, std::string(about_a_group) + names_.label(group),
      "Azure DevOps does not tell all members of an Entra group",
      "set PATROL_GRAPH_BEARER to a token for Microsoft Graph, or look in Entra whether the account is in "
      "it; `--accept materialised` takes what Azure DevOps itself shows for the whole truth"};
  const auto group_id = entra_group_object_id(group);
  if (account.object_id.empty()) {
    gap.grant =
        "look in Entra whether the account is in it: the service does not tell the account's id there, by "
        "which "
        "Microsoft Graph could be asked; `--accept materialised` takes what Azure DevOps itself shows for "
        "the "
        "whole truth";
  } else if (group_id) {
    const auto& membership = view_.entra_membership(account.object_id, *group_id);
    const auto& shown = view_.entra_group(*group_id);
    support.add_reads(membership.reads);
    support.add_reads(shown.reads);
    if (membership.known && !membership.known.value() && shown.known) {
      if (!shown.known.value().has_hidden_members) return;
      gap.reason = "its members are hidden, so that Microsoft Graph may leave it out of an account's groups";
      gap.grant = "look in Entra whether the account is in it";
    }
    for (const Gap* failed : {membership.known ? nullptr : &membership.known.error(),
                              shown.known ? nullptr : &shown.known.error()}) {
      if (failed == nullptr || failed->kind == Gap::Kind::not_collected) continue;
      gap.reason = "Microsoft Graph did not tell: " + failed->reason;
      gap.grant = failed->grant;
      break;
    }
  }
  support.add_gap(gap);
}

void EntraGroups::settle_together(const Identity& account, const std::vector<std::string>& groups,
                                  Support& support) const {
  Support open;
  for (const std::string& group : groups) settle(account, group, open);
  support.add_reads(open.reads);
  add_told_together(open.gaps, support);
}

}  // namespace patrol

#include "auditor/facts/absence.h"

#include "auditor/model/descriptor.h"
#include "auditor/model/sort_unique.h"
#include "auditor/model/text.h"

#include <deque>
#include <utility>

namespace patrol {
namespace {

/// From this size on a `Direct` answer may be cut (vsts-rest-api-specs#459; API.md 3.4).
constexpr std::size_t direct_answers_may_be_cut = 98;

}  // namespace

const Doubt& Absences::below(const std::string& group, bool entra_matters) const {
  const auto known = below_.find({group, entra_matters});
  if (known != below_.end()) return known->second;
  return below_.emplace(std::pair{group, entra_matters}, walk_down(group, entra_matters)).first->second;
}

const Above& Absences::above(const std::string& group) const {
  const auto known = above_.find(group);
  if (known != above_.end()) return known->second;
  return above_.emplace(group, walk_up(group)).first->second;
}

Doubt Absences::walk_down(const std::string& top, bool entra_matters) const {
  Doubt doubt;
  std::set<std::string, std::less<>> seen;
  std::deque<std::string> queue{top};
  while (!queue.empty()) {
    const std::string group = std::move(queue.front());
    queue.pop_front();
    if (!seen.insert(fold_case(group)).second) continue;

    const auto& fact = view_.group(group);
    doubt.support.add_reads(fact.reads);
    if (entra_group_object_id(group)) {
      // Its own members are not told, so there is nothing below it to look at.
      if (entra_matters) doubt.entra_groups.push_back(group);
      continue;
    }
    if (!fact.known) {
      Gap gap = fact.known.error();
      gap.what = "who is in the group " + names_.label(group);
      doubt.support.add_gap(gap);
      continue;
    }
    const Identity& identity = fact.known.value();
    const bool is_cut = identity.members.size() >= direct_answers_may_be_cut;
    doubt.is_cut = doubt.is_cut || is_cut;
    if (!entra_matters) break;
    if (is_cut) {
      const Reach& reach = reach_of_entra_groups();
      doubt.support.add(reach.support);
      if (const auto hidden = reach.entra_below.find(fold_case(group)); hidden != reach.entra_below.end()) {
        doubt.entra_groups.insert(doubt.entra_groups.end(), hidden->second.begin(), hidden->second.end());
      }
      continue;
    }
    for (const std::string& member : identity.members) {
      if (is_group_descriptor(member)) queue.push_back(member);
    }
  }
  sort_unique(doubt.entra_groups);
  return doubt;
}

Above Absences::walk_up(const std::string& bottom) const {
  Above above;
  std::deque<std::string> queue{bottom};
  while (!queue.empty()) {
    const std::string group = std::move(queue.front());
    queue.pop_front();
    if (!above.groups.insert(fold_case(group)).second) continue;
    const auto& fact = view_.group(group);
    above.support.add_reads(fact.reads);
    if (!fact.known) {
      Gap gap = fact.known.error();
      gap.what = "which groups hold " + names_.label(group);
      above.support.add_gap(gap);
      continue;
    }
    const std::vector<std::string>& containers = fact.known.value().member_of;
    queue.insert(queue.end(), containers.begin(), containers.end());
  }
  return above;
}

const Absences::Reach& Absences::reach_of_entra_groups() const {
  if (reach_) return *reach_;
  Reach reach;
  const auto& listed = view_.group_names();
  reach.support.add_reads(listed.reads);
  if (listed.known.rest) {
    Gap gap = *listed.known.rest;
    gap.what = "which Entra groups the organization knows";
    reach.support.add_gap(gap);
  }
  for (const GroupName& group : listed.known.items) {
    const auto descriptor = group_identity_descriptor(group.descriptor);
    if (!descriptor || !entra_group_object_id(*descriptor)) continue;
    const Above& containers = above(*descriptor);
    reach.support.add(containers.support);
    for (const std::string& container : containers.groups) {
      reach.entra_below[container].push_back(*descriptor);
    }
  }
  return reach_.emplace(std::move(reach));
}

}  // namespace patrol

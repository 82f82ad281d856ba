#include "auditor/facts/groups.h"

#include "auditor/facts/group_scopes.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/principal_name.h"
#include "auditor/model/role_groups.h"
#include "auditor/model/slip.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace patrol {
namespace {

/// A built-in group whose SID has a fixed end; null: it is random (API.md 4.4).
const Catalogue::FixedGroup* fixed_group(const Catalogue& catalogue, bool in_project, std::string_view name) {
  const auto found = std::ranges::find_if(catalogue.groups, [&](const Catalogue::FixedGroup& group) {
    return group.in_project == in_project && same_name(group.name, name);
  });
  return found == catalogue.groups.end() ? nullptr : &*found;
}

/// The domain as the index keeps it.
std::string index_domain(std::string_view domain) {
  std::string folded = fold_case(domain);
  return folded.starts_with(domain_of_organizations) ? std::string{} : folded;
}

std::string project_domain(const Project& project) {
  return std::string(domain_of_projects) + fold_case(project.id);
}

/// The end of a SID of fixed form: `-0-0-0-0-1`; empty for random ones.
std::string_view sid_tail(std::string_view descriptor) {
  std::size_t start = descriptor.size();
  for (int dashes = 0; dashes < 5; ++dashes) {
    if (start == 0) return {};
    start = descriptor.rfind('-', start - 1);
    if (start == std::string_view::npos) return {};
  }
  const std::string_view tail = descriptor.substr(start);
  return tail.starts_with("-0-") ? tail : std::string_view{};
}

// Names and SIDs are keys of different kinds: a group that someone names `0-0-0-0-1` is no administrators'
// group.
std::string name_key(std::string_view name) {
  return "name:" + fold_case(name);
}
std::string sid_key(std::string_view tail) {
  return "sid:" + std::string(tail);
}

bool gives_a_role(std::string_view name) {
  return std::ranges::any_of(project_role_groups,
                             [&](const RoleGroup& role) { return same_name(role.group, name); });
}

/// How a group that every project is made with comes not to be found: one that is known by its SID is not
/// missed for being called otherwise (API.md 4.4).
std::string why_missing(const Catalogue::FixedGroup* built_in, bool is_shown_all) {
  const std::string listed = is_shown_all ? "none that is listed " : "none that the auditor is shown ";
  const std::string hidden = is_shown_all ? ": it " : ": it may be hidden from the auditor, or ";
  std::string reason = "every project is made with one, and " + listed;
  if (built_in == nullptr) {
    return reason + "is called so" + hidden +
           "was renamed or removed; its SID, which is random, does not tell which it is";
  }
  if (built_in->or_by_name) {
    return reason + "has its SID or its name" + hidden +
           "was removed, or is an older one, whose SID is random, and was renamed";
  }
  return reason + "has its SID, which it keeps when it is renamed" + hidden + "was removed";
}

/// Of one that its SID alone tells no other name is to be mended.
std::string what_to_do(std::string_view name, const Catalogue::FixedGroup* built_in, bool is_shown_all) {
  const bool goes_by_name = built_in == nullptr || built_in->or_by_name;
  const std::string again = "where it was renamed, call it " + std::string(name) + " again";
  if (!is_shown_all) {
    return "audit as a Project Collection Administrator, who is shown all groups" +
           (goes_by_name ? "; " + again + " in Project settings › Permissions" : "");
  }
  return "Project settings › Permissions: " + (goes_by_name ? again : "see whether the project has it") +
         "; where it is gone, take it out of the policy";
}

/// What was found before, else what `find` gives.
template <class Answers, class Find>
const GroupAnswer& known_or_found(Answers& answers, std::string_view name, Find find) {
  const auto known = answers.find(name);
  return known != answers.end() ? known->second : answers.emplace(name, find()).first->second;
}

}  // namespace

GroupIndex::GroupIndex(const View& view, const Catalogue& catalogue,
                       std::function<MembershipAnswer()> auditor)
    : view_(view), catalogue_(catalogue), auditor_(std::move(auditor)) {
  const Organization* organization = view.organization();
  if (organization == nullptr) return;
  if (organization->connection && organization->connection->known) {
    const std::string& id = organization->connection->known.value().instance_id;
    for (const Catalogue::FixedGroup& group : catalogue.groups) {
      auto descriptor = well_known_group_descriptor(id, group.sid_end);
      if (!group.in_project && descriptor) fixed_.emplace(group.sid_end, std::move(*descriptor));
    }
  }
  const auto add = [&](std::string_view domain, std::string_view name, const std::string& descriptor,
                       const std::string& label) {
    if (entra_group_object_id(descriptor)) {
      entra_[fold_case(name)].try_emplace(fold_case(descriptor), Named{descriptor, label});
      return;
    }
    if (domain.empty()) return;
    const std::string place = index_domain(domain);
    const auto [known, is_new] =
        by_name_.try_emplace(std::pair{place, name_key(name)}, Named{descriptor, label});
    if (!is_new && !same_name(known->second.descriptor, descriptor)) known->second.is_shared = true;
    if (const std::string_view tail = sid_tail(descriptor); !tail.empty()) {
      by_name_.emplace(std::pair{place, sid_key(tail)}, Named{descriptor, label});
    }
  };
  if (organization->group_names) {
    for (const GroupName& group : organization->group_names->known.items) {
      const auto descriptor = group_identity_descriptor(group.descriptor);
      if (descriptor) {
        add(group.domain, local_name(group.principal_name), *descriptor, group.principal_name);
      }
    }
  }
  // Groups that the list lacks, because graph was refused or cut: the identities API names them too.
  for (const auto& [key, fact] : organization->groups) {
    if (!fact.known) continue;
    const Identity& group = fact.known.value();
    add(group.domain, group.account.empty() ? local_name(group.display_name) : group.account,
        group.descriptor, group.display_name);
  }
}

GroupAnswer GroupIndex::listed(const std::string& domain, const std::string& key, std::string label) const {
  GroupAnswer answer;
  answer.label = std::move(label);
  const auto& names = view_.group_names();
  answer.support.add_reads(names.reads);
  const auto found = by_name_.find(std::pair{domain, key});
  if (found != by_name_.end() && found->second.is_shared) {
    answer.support.add_gap({Gap::Kind::not_decidable, "which group is " + answer.label,
                            "several are called so but for letter case", "rename all but one of them"});
  } else if (found != by_name_.end()) {
    answer.descriptor = found->second.descriptor;
  } else if (names.known.rest) {
    Gap gap = *names.known.rest;
    gap.what = "which group is " + answer.label;
    answer.support.add_gap(gap);
  } else {
    answer.absent = true;
  }
  return answer;
}

void GroupIndex::look_in_entra(std::string_view name, GroupAnswer& answer) const {
  const auto found = entra_.find(fold_case(name));
  if (found == entra_.end()) return;
  answer.absent = false;
  if (found->second.size() == 1) {
    const Named& group = found->second.begin()->second;
    answer.is_of_entra = true;
    answer.descriptor = group.descriptor;
    answer.label = group.label;
    return;
  }
  std::vector<std::string> ids;
  for (const auto& [descriptor, group] : found->second) {
    ids.push_back(entra_group_object_id(descriptor).value_or(group.label));
  }
  answer.support.add_gap({Gap::Kind::not_decidable, "which group is " + answer.label,
                          "the organization has none of its own that is called so, and these groups of Entra "
                          "are: " +
                              join_words(ids),
                          "rename all but one of them in Entra"});
}

void GroupIndex::tell_why_missing(std::string_view name, const Catalogue::FixedGroup* built_in,
                                  GroupAnswer& answer) const {
  bool is_shown_all = false;
  if (auditor_) {
    const MembershipAnswer administrator = auditor_();
    answer.support.add_reads(administrator.support.reads);
    is_shown_all = administrator.is_member == Truth::yes;
  }
  answer.absent = false;
  answer.support.add_gap({Gap::Kind::not_decidable, "which group is " + answer.label,
                          why_missing(built_in, is_shown_all), what_to_do(name, built_in, is_shown_all)});
}

std::string GroupIndex::nearest(const std::string& domain, bool in_project, std::string_view name) const {
  std::vector<std::string> built_in;
  for (const Catalogue::FixedGroup& group : catalogue_.groups) {
    if (group.in_project == in_project) built_in.push_back(group.name);
  }
  std::vector<std::string> names;
  const std::string start = name_key({});
  for (auto each = by_name_.lower_bound({domain, start});
       each != by_name_.end() && each->first.first == domain && each->first.second.starts_with(start);
       ++each) {
    names.emplace_back(local_name(each->second.label));
  }
  if (!in_project) {
    for (const auto& [folded, groups] : entra_) names.emplace_back(local_name(groups.begin()->second.label));
  }
  return likely_meant(name, names, built_in);
}

GroupAnswer GroupIndex::find_in_organization(std::string_view name) const {
  std::string label = "[" + view_.organization_name() + "]\\" + std::string(name);
  const Catalogue::FixedGroup* built_in = fixed_group(catalogue_, false, name);
  if (built_in == nullptr) {
    GroupAnswer answer = listed({}, name_key(name), std::move(label));
    if (answer.absent) look_in_entra(name, answer);
    if (answer.absent) answer.near = nearest({}, false, name);
    return answer;
  }

  const auto& connection = view_.connection();
  if (!connection.known) return listed({}, sid_key(built_in->sid_end), std::move(label));
  GroupAnswer answer;
  answer.label = std::move(label);
  answer.support.add_reads(connection.reads);
  if (const auto fixed = fixed_.find(built_in->sid_end); fixed != fixed_.end()) {
    answer.descriptor = fixed->second;
  } else {
    answer.support.add_gap({Gap::Kind::bad_answer, "which group is " + answer.label,
                            "the organization's id is no guid", "report this answer of connectionData"});
  }
  return answer;
}

GroupAnswer GroupIndex::find_in_project(const Project& project, std::string_view name) const {
  const Catalogue::FixedGroup* built_in = fixed_group(catalogue_, true, name);
  const std::string domain = project_domain(project);
  const std::string label = "[" + project.name + "]\\" + std::string(name);
  GroupAnswer answer =
      listed(domain, built_in != nullptr ? sid_key(built_in->sid_end) : name_key(name), label);
  if (answer.absent && built_in != nullptr && built_in->or_by_name) {
    answer = listed(domain, name_key(name), label);
  }
  if (answer.absent && entra_.contains(fold_case(name))) {
    answer.absent = false;
    answer.support.add_gap(
        {Gap::Kind::not_decidable, "which group is " + answer.label,
         "the project has none that is called so, and " + std::string(name) + " is a group of Entra",
         "write `{organization: " + std::string(name) + "}` for that one"});
  }
  // Nobody is kept out of it by its being called otherwise (API.md 4.4).
  if (answer.absent && (built_in != nullptr || gives_a_role(name))) tell_why_missing(name, built_in, answer);
  if (answer.absent) answer.near = nearest(domain, true, name);
  return answer;
}

const GroupAnswer& GroupIndex::in_organization(std::string_view name) const {
  return known_or_found(in_organization_, name, [&] { return find_in_organization(name); });
}

const GroupAnswer& GroupIndex::in_project(const Project& project, std::string_view name) const {
  return known_or_found(in_project_[project.id], name, [&] { return find_in_project(project, name); });
}

}  // namespace patrol

#include "auditor/facts/groups.h"

#include "auditor/model/descriptor.h"
#include "auditor/model/principal_name.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace patrol {
namespace {

/// The end of the SID of a built-in group, or nothing where it is random (API.md 4.4).
std::optional<std::string_view> fixed_end(const Catalogue& catalogue, bool in_project,
                                          std::string_view name) {
  const auto found = std::ranges::find_if(catalogue.groups, [&](const Catalogue::FixedGroup& group) {
    return group.in_project == in_project && same_name(group.name, name);
  });
  return found == catalogue.groups.end() ? std::nullopt : std::optional<std::string_view>{found->sid_end};
}

constexpr std::string_view organization_domain = "vstfs:///framework/identitydomain/";

/// The domain as the index keeps it.
std::string index_domain(std::string_view domain) {
  std::string folded = fold_case(domain);
  return folded.starts_with(organization_domain) ? std::string{} : folded;
}

std::string project_domain(const Project& project) {
  return "vstfs:///classification/teamproject/" + fold_case(project.id);
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

/// What was found before, else what `find` gives.
template <class Answers, class Find>
const GroupAnswer& known_or_found(Answers& answers, std::string_view name, Find find) {
  const auto known = answers.find(name);
  return known != answers.end() ? known->second : answers.emplace(name, find()).first->second;
}

}  // namespace

GroupIndex::GroupIndex(const View& view, const Catalogue& catalogue) : view_(view), catalogue_(catalogue) {
  const Organization* organization = view.organization();
  if (organization == nullptr) return;
  if (organization->connection && organization->connection->known) {
    const std::string& id = organization->connection->known.value().instance_id;
    for (const Catalogue::FixedGroup& group : catalogue.groups) {
      auto descriptor = well_known_group_descriptor(id, group.sid_end);
      if (!group.in_project && descriptor) fixed_.emplace(group.sid_end, std::move(*descriptor));
    }
  }
  const auto add = [&](std::string_view domain, std::string_view name, const std::string& descriptor) {
    const std::string place = index_domain(domain);
    by_name_.emplace(std::pair{place, name_key(name)}, descriptor);
    if (const std::string_view tail = sid_tail(descriptor); !tail.empty()) {
      by_name_.emplace(std::pair{place, sid_key(tail)}, descriptor);
    }
  };
  if (organization->group_names) {
    for (const GroupName& group : organization->group_names->known.items) {
      const auto descriptor = group_identity_descriptor(group.descriptor);
      if (descriptor && !group.domain.empty())
        add(group.domain, local_name(group.principal_name), *descriptor);
    }
  }
  // Groups that the list lacks, because graph was refused or cut: the identities API names them too.
  for (const auto& [key, fact] : organization->groups) {
    if (!fact.known || fact.known.value().domain.empty()) continue;
    const Identity& group = fact.known.value();
    add(group.domain, group.account.empty() ? local_name(group.display_name) : group.account,
        group.descriptor);
  }
}

GroupAnswer GroupIndex::listed(const std::string& domain, const std::string& key, std::string label) const {
  GroupAnswer answer;
  answer.label = std::move(label);
  const auto& names = view_.group_names();
  answer.support.add_reads(names.reads);
  const auto found = by_name_.find(std::pair{domain, key});
  if (found != by_name_.end()) {
    answer.descriptor = found->second;
  } else if (names.known.rest) {
    Gap gap = *names.known.rest;
    gap.what = "which group is " + answer.label;
    answer.support.add_gap(gap);
  } else {
    answer.absent = true;
  }
  return answer;
}

GroupAnswer GroupIndex::find_in_organization(std::string_view name) const {
  std::string label = "[" + view_.organization_name() + "]\\" + std::string(name);
  const auto tail = fixed_end(catalogue_, false, name);
  if (!tail) return listed({}, name_key(name), std::move(label));

  const auto& connection = view_.connection();
  if (!connection.known) return listed({}, sid_key(*tail), std::move(label));
  GroupAnswer answer;
  answer.label = std::move(label);
  answer.support.add_reads(connection.reads);
  if (const auto fixed = fixed_.find(*tail); fixed != fixed_.end()) {
    answer.descriptor = fixed->second;
  } else {
    answer.support.add_gap({Gap::Kind::bad_answer, "which group is " + answer.label,
                            "the organization's id is no guid", "report this answer of connectionData"});
  }
  return answer;
}

GroupAnswer GroupIndex::find_in_project(const Project& project, std::string_view name) const {
  const auto tail = fixed_end(catalogue_, true, name);
  return listed(project_domain(project), tail ? sid_key(*tail) : name_key(name),
                "[" + project.name + "]\\" + std::string(name));
}

const GroupAnswer& GroupIndex::in_organization(std::string_view name) const {
  return known_or_found(in_organization_, name, [&] { return find_in_organization(name); });
}

const GroupAnswer& GroupIndex::in_project(const Project& project, std::string_view name) const {
  return known_or_found(in_project_[project.id], name, [&] { return find_in_project(project, name); });
}

}  // namespace patrol

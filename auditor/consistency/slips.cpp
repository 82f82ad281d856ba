#include "auditor/consistency/slips.h"

#include "auditor/model/parts.h"
#include "auditor/model/slip.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <variant>

namespace patrol {
namespace {

/// Groups of a project whose SID is not fixed (API.md 4.5); the last ones come when a feature is first used.
constexpr std::array<std::string_view, 6> groups_of_projects{"Readers",
                                                             "Contributors",
                                                             "Release Administrators",
                                                             "Endpoint Administrators",
                                                             "Endpoint Creators",
                                                             "Deployment Group Administrators"};

std::vector<std::string> built_in_groups(const Catalogue& catalogue, bool in_project) {
  std::vector<std::string> names;
  for (const Catalogue::FixedGroup& group : catalogue.groups) {
    if (group.in_project == in_project) names.push_back(group.name);
  }
  if (in_project) names.insert(names.end(), groups_of_projects.begin(), groups_of_projects.end());
  return names;
}

}  // namespace

std::vector<Slip> slips_in(const Policy& policy, const Catalogue& catalogue) {
  const std::vector<std::string> of_organization = built_in_groups(catalogue, false);
  const std::vector<std::string> of_project = built_in_groups(catalogue, true);
  std::vector<Slip> slips;
  for (const Rule& rule : policy.rules) {
    each_part(rule.requirement, [&](const Requirement& part) {
      const auto* groups = std::get_if<Groups>(&part.kind);
      if (groups == nullptr) return;
      for (const GroupMembership& each : groups->groups) {
        const bool is_of_organization = each.place.kind == Place::Kind::organization;
        const std::string near = likely_meant(each.group, is_of_organization ? of_organization : of_project);
        if (near.empty()) continue;
        slips.push_back({&rule, "the rule `" + rule.id + "` names the group `" + each.group +
                                    "`, which is no built-in one; did you mean `" + near + "`?"});
      }
    });
  }
  return slips;
}

}  // namespace patrol

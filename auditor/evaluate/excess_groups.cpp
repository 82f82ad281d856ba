#include "auditor/evaluate/excess_groups.h"

#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace patrol {
namespace {

/// What membership of a group that every organization or project has allows.
struct BuiltIn {
  std::string_view name;  ///< in folded case
  Severity severity;
  std::string_view allows;
};
constexpr std::array organization_groups{
    BuiltIn{"project collection administrators", Severity::critical, "everything in the organization"},
    BuiltIn{"project collection service accounts", Severity::critical, "everything in the organization"},
    BuiltIn{"project collection build administrators", Severity::high,
            "the administration of all builds and their permissions"},
    BuiltIn{"project collection build service accounts", Severity::high, "what the build service may do"},
    BuiltIn{"security service group", Severity::medium, "whatever is granted to this group"}};
constexpr std::array project_groups{
    BuiltIn{"project administrators", Severity::high, "everything in the project"},
    BuiltIn{"build administrators", Severity::medium, "the administration of the project's builds"},
    BuiltIn{"release administrators", Severity::medium, "the administration of the project's releases"},
    BuiltIn{"endpoint administrators", Severity::high, "the administration of service connections"},
    BuiltIn{"contributors", Severity::medium, "to change code, work items and builds"},
    BuiltIn{"readers", Severity::low, "to read the whole project"}};

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
};

template <std::size_t N>
const BuiltIn* find(const std::array<BuiltIn, N>& table, std::string_view name) {
  const auto* const found = std::ranges::find(table, fold_case(name), &BuiltIn::name);
  return found == table.end() ? nullptr : &*found;
}

/// The service fills the groups of valid users by itself (API.md 4.4, 4.5).
bool is_filled_by_the_service(const std::string& descriptor) {
  return descriptor.ends_with("-0-0-0-0-3") || descriptor.ends_with("-0-0-0-0-4096");
}

Held take_apart(const Facts& facts, const std::string& descriptor) {
  Held held{.label = facts.memberships().group_label(descriptor), .descriptor = descriptor};
  const auto end = held.label.find("]\\");
  if (held.label.starts_with('[') && end != std::string::npos) {
    held.scope = held.label.substr(1, end - 1);
    held.name = held.label.substr(end + 2);
  }
  held.is_of_organization = same_name(held.scope, facts.view().organization_name());
  if (held.is_of_organization) {
    held.built_in = find(organization_groups, held.name);
    // An administrators' group that was renamed is known by its SID.
    if (descriptor.ends_with("-0-0-0-0-1")) held.built_in = &organization_groups.front();
  } else if (!entra_group_object_id(descriptor)) {
    held.built_in = find(project_groups, held.name);
    if (descriptor.ends_with("-0-0-0-0-1")) held.built_in = &project_groups.front();
  }
  const bool is_wide = held.is_of_organization || entra_group_object_id(descriptor).has_value();
  held.severity = held.built_in != nullptr ? held.built_in->severity
                  : is_wide                ? Severity::medium
                                           : Severity::low;
  held.allows = held.built_in != nullptr ? held.built_in->allows : "whatever is granted to this group";
  return held;
}

Excess to_excess(const Facts& facts, const Held& held, const Identity& account) {
  MembershipAnswer membership = facts.memberships().find(account, held.descriptor);
  const std::string first = membership.path.size() > 1 ? membership.path[1] : held.label;
  Excess excess{.kind = held.built_in != nullptr ? Excess::Kind::role : Excess::Kind::group,
                .what = held.label,
                .severity = held.severity,
                .allows = held.allows,
                .path = std::move(membership.path),
                .reads = std::move(membership.support.reads)};
  if (!held.is_of_organization && held.built_in != nullptr) excess.project = held.scope;
  excess.remediation = std::string(held.is_of_organization ? "Organization" : "Project") +
                       " settings › Permissions › " + first + " › Members › Remove: " + account_name(account);
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

}  // namespace

std::vector<Excess> excess_groups(const Facts& facts, const Identity& account,
                                  const std::set<std::string, std::less<>>& needed) {
  std::vector<Held> all;
  for (const std::string& descriptor : facts.memberships().groups_of(account)) {
    if (is_filled_by_the_service(descriptor)) continue;
    if (needed.contains(facts.memberships().group_label(descriptor))) continue;
    all.push_back(take_apart(facts, descriptor));
  }
  std::ranges::stable_sort(all, [](const Held& a, const Held& b) {
    return std::pair(b.severity, std::string_view(a.label)) <
           std::pair(a.severity, std::string_view(b.label));
  });

  std::vector<Excess> excess;
  std::set<std::string, std::less<>> told;  // labels on paths that are told
  std::map<std::string, std::size_t> merged;
  std::vector<std::vector<std::string>> projects;
  for (const Held& held : all) {
    if (told.contains(held.label)) continue;
    if (held.built_in != nullptr && !held.is_of_organization) {
      const auto [place, is_new] = merged.try_emplace(std::string(held.built_in->name), excess.size());
      if (!is_new) {
        projects[place->second].push_back(held.scope);
        continue;
      }
    }
    excess.push_back(to_excess(facts, held, account));
    projects.push_back({held.scope});
    told.insert(excess.back().path.begin(), excess.back().path.end());
  }
  for (std::size_t i = 0; i < excess.size(); ++i) {
    const auto end = excess[i].what.find("]\\");
    merge(excess[i], projects[i], end == std::string::npos ? excess[i].what : excess[i].what.substr(end + 2));
  }
  return excess;
}

}  // namespace patrol

#include "examples/emulator/membership.h"

#include <algorithm>

namespace patrol::emulator {
namespace {

/// Breadth first from a subject, along what `next` gives; cycles end at the visited set.
template <class Next>
std::vector<SubjectId> closure(const Organization& organization, SubjectId start, Next next) {
  std::vector<bool> seen(organization.subjects.size(), false);
  seen[start] = true;
  std::vector<SubjectId> found;
  const auto visit = [&](SubjectId id) {
    if (seen[id]) return;
    seen[id] = true;
    found.push_back(id);
  };
  next(organization.subject(start), visit);
  for (std::size_t i = 0; i < found.size(); ++i) next(organization.subject(found[i]), visit);
  return found;
}

}  // namespace

std::vector<SubjectId> groups_above(const Organization& organization, SubjectId subject, bool hidden) {
  return closure(organization, subject, [hidden](const Subject& from, const auto& visit) {
    std::ranges::for_each(from.groups, visit);
    if (hidden) std::ranges::for_each(from.hidden_groups, visit);
  });
}

std::vector<SubjectId> members_below(const Organization& organization, SubjectId group) {
  return closure(organization, group,
                 [](const Subject& from, const auto& visit) { std::ranges::for_each(from.members, visit); });
}

bool is_in(const Organization& organization, SubjectId subject, SubjectId group) {
  const auto above = groups_above(organization, subject, true);
  return std::ranges::find(above, group) != above.end();
}

}  // namespace patrol::emulator

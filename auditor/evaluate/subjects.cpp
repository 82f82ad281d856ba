#include "auditor/evaluate/subjects.h"

#include "auditor/checks/common.h"
#include "auditor/model/text.h"

#include <algorithm>

namespace patrol {
namespace {

Subject named(const std::string& name, const Facts& facts) {
  PlaceAnswer place = find_project(facts, name);
  return {.name = place.project == nullptr ? name : place.project->name,
          .project = place.project,
          .absent = place.absent,
          .support = std::move(place.support)};
}

std::vector<Subject> all_of(const Facts& facts) {
  const auto& projects = facts.view().projects();
  std::vector<Subject> subjects;
  for (const Project& project : projects.known.items) {
    Subject subject{.name = project.name, .project = &project, .absent = false, .support = {}};
    subject.support.add_reads(projects.reads);
    subjects.push_back(std::move(subject));
  }
  if (projects.known.rest || projects.known.items.empty()) {
    Subject rest;
    rest.support.add_reads(projects.reads);
    rest.support.add_gap(
        projects.known.rest.value_or(Gap{Gap::Kind::not_decidable, "the projects of the organization",
                                         "the auditor is shown none, which may hide all",
                                         "give the auditor access to the projects, or name them in the "
                                         "integration file"}));
    if (projects.known.rest) rest.support.gaps.front().what = "all projects of the organization";
    subjects.push_back(std::move(rest));
  }
  return subjects;
}

}  // namespace

std::vector<Subject> projects_of(const Integration& integration, const Facts& facts) {
  std::vector<Subject> subjects;
  if (integration.all_projects) {
    subjects = all_of(facts);
  } else {
    for (const std::string& name : integration.projects) subjects.push_back(named(name, facts));
  }
  if (subjects.empty()) {
    Subject nothing;
    nothing.support.add_gap({Gap::Kind::not_decidable, "the projects of " + integration.name,
                             "the integration names none", "add `projects:` to the integration file"});
    subjects.push_back(std::move(nothing));
  }
  std::ranges::sort(subjects, {}, [](const Subject& subject) {
    return std::pair{fold_case(subject.name), subject.name};
  });
  return subjects;
}

}  // namespace patrol

#include "auditor/evaluate/subjects.h"

#include "auditor/checks/common.h"
#include "auditor/evaluate/others.h"
#include "auditor/evaluate/subject_order.h"
#include "auditor/evaluate/things.h"
#include "auditor/model/text.h"

#include <cstddef>
#include <utility>

namespace patrol {
namespace {

Subject subject_for(const Project& project, const std::vector<ReadId>& reads) {
  Subject subject{.project_name = project.name, .project = &project, .instead = std::nullopt, .reads = reads};
  return subject;
}

/// A project that can not be asked for, and why.
Subject not_asked(const std::string& name, Outcome outcome) {
  outcome.expected = name.empty() ? "projects to ask the rule for" : "a project " + name;
  Subject subject{.project_name = name, .instead = std::nullopt};
  subject.reads = outcome.support.reads;
  subject.instead = std::move(outcome);
  return subject;
}

Subject absent(const std::string& name, PlaceAnswer place) {
  Outcome outcome;
  outcome.support = std::move(place.support);
  if (place.absent) {
    outcome.holds = Truth::no;
    outcome.observed = "no such project";
    outcome.message = "the organization has no project " + name;
    outcome.remediation.advice = "correct the project's name in the integration file, or take it out";
  }
  return not_asked(name, std::move(outcome));
}

Subject unknown(const std::string& name, const std::vector<ReadId>& reads, const Gap& gap) {
  Outcome outcome;
  outcome.support.add_reads(reads);
  outcome.support.add_gap(gap);
  return not_asked(name, std::move(outcome));
}

/// Those that the list leaves out, because the auditor may not see them, belong to the selection too.
void add_hidden(std::vector<Subject>& subjects, const std::string& name, const std::string& what,
                const Facts& facts) {
  Outcome outcome;
  outcome.support.add_reads(facts.view().projects().reads);
  if (!is_shown_all(facts, what, outcome.support)) subjects.push_back(not_asked(name, std::move(outcome)));
}

void add_matching(std::vector<Subject>& subjects, const std::string& name, const Facts& facts) {
  const auto& projects = facts.view().projects();
  const std::size_t before = subjects.size();
  // Asked for while the projects are still unknown: then both are read side by side.
  if (is_pattern(name)) facts.auditor_is_administrator();
  for (const Project& project : projects.known.items) {
    if (matches_pattern(name, project.name)) subjects.push_back(subject_for(project, projects.reads));
  }
  if (subjects.size() == before) {
    subjects.push_back(absent(name, find_project(facts, name)));
  } else if (projects.known.rest && is_pattern(name)) {
    Gap gap = *projects.known.rest;
    gap.what = "all projects that fit " + name;
    subjects.push_back(unknown(name, projects.reads, gap));
  } else if (is_pattern(name)) {
    add_hidden(subjects, name, "all projects that fit " + name, facts);
  }
}

void add_all(std::vector<Subject>& subjects, const Facts& facts) {
  const auto& projects = facts.view().projects();
  facts.auditor_is_administrator();
  for (const Project& project : projects.known.items) {
    subjects.push_back(subject_for(project, projects.reads));
  }
  const std::string all = "all projects of the organization";
  if (projects.known.rest) {
    Gap gap = *projects.known.rest;
    gap.what = all;
    subjects.push_back(unknown("", projects.reads, gap));
  } else if (projects.known.items.empty()) {
    subjects.push_back(
        unknown("", projects.reads,
                {Gap::Kind::not_decidable, "the projects of the organization",
                 "the auditor is shown none, which may hide all",
                 "give the auditor access to the projects, or name them in the integration file"}));
  } else {
    add_hidden(subjects, "", all, facts);
  }
}

std::vector<Subject> projects_of(const Integration& integration, const Facts& facts) {
  std::vector<Subject> subjects;
  if (integration.all_projects) {
    add_all(subjects, facts);
  } else {
    for (const std::string& name : integration.projects) add_matching(subjects, name, facts);
  }
  if (subjects.empty()) {
    subjects.push_back(unknown("", {},
                               {Gap::Kind::not_decidable, "the projects of " + integration.name,
                                "the integration names none", "add `projects:` to the integration file"}));
  }
  return subjects;
}

/// The first that can be asked for, and what says of a list that it is not the whole one.
std::vector<Subject> first_of(std::vector<Subject> subjects, Rule::ForEach kind) {
  std::vector<Subject> kept;
  bool has_one = false;
  for (Subject& subject : subjects) {
    const bool names_something =
        !subject.resource.empty() || (kind == Rule::ForEach::project && !subject.project_name.empty());
    const bool is_kept = subject.instead ? !names_something : !std::exchange(has_one, true);
    if (is_kept) kept.push_back(std::move(subject));
  }
  if (kept.empty() && !subjects.empty()) kept.push_back(std::move(subjects.front()));
  return kept;
}

}  // namespace

bool is_pattern(std::string_view selected) {
  return selected.find('*') != std::string_view::npos;
}

std::vector<Subject> subjects_of(Rule::ForEach for_each, const Integration& integration, const Facts& facts) {
  std::vector<Subject> projects = in_order(projects_of(integration, facts));
  // All repositories come in one list, whatever the projects; of pipelines each project has a list of its
  // own.
  if (integration.is_trial && for_each != Rule::ForEach::repository) {
    projects = first_of(std::move(projects), Rule::ForEach::project);
  }
  if (for_each == Rule::ForEach::project) return projects;
  std::vector<Subject> things = in_order(things_of(for_each, projects, integration, facts));
  return integration.is_trial ? first_of(std::move(things), for_each) : things;
}

std::vector<Subject> subjects_of(const Rule& rule, const Integration& integration, const Facts& facts) {
  if (!rule.of_others) return subjects_of(rule.for_each, integration, facts);
  std::vector<Subject> others = in_order(others_of(rule.for_each, integration, facts));
  return integration.is_trial ? first_of(std::move(others), rule.for_each) : others;
}

}  // namespace patrol

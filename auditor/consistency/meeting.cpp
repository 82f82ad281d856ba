#include "auditor/consistency/meeting.h"

#include "auditor/model/integration.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {
namespace {

using ForEach = Rule::ForEach;

bool is_pattern(std::string_view name) {
  return name.find('*') != std::string_view::npos;
}

/// Whether the pattern selects what is called so: part by part, since a `*` for names does not run over the
/// project before them.
bool selects(std::string_view pattern, std::string_view name) {
  return std::ranges::equal(split(pattern, '/'), split(name, '/'), matches_pattern);
}

/// Whether something is surely selected by both: a name that the other has too, or fits.
bool meet(const std::vector<std::string>& ones, const std::vector<std::string>& others) {
  for (const std::string& one : ones) {
    for (const std::string& other : others) {
      if (same_name(one, other)) return true;
      if (!is_pattern(one) && selects(other, one)) return true;
      if (!is_pattern(other) && selects(one, other)) return true;
    }
  }
  return false;
}

bool projects_meet(const Integration& a, const Integration& b) {
  return a.all_projects || b.all_projects || meet(a.projects, b.projects);
}

/// Whether the one has no project that the other has not.
bool all_within(const Integration& inner, const Integration& outer) {
  if (outer.all_projects) return true;
  return !inner.all_projects && std::ranges::all_of(inner.projects, [&](const std::string& one) {
    return std::ranges::any_of(outer.projects, [&](const std::string& other) {
      return same_name(one, other) || (!is_pattern(one) && matches_pattern(other, one));
    });
  });
}

/// Repositories or pipelines; where nothing is said of them, all are meant.
bool things_meet(ForEach kind, const Integration& a, const Integration& b) {
  const bool is_repository = kind == ForEach::repository;
  const auto& ones = is_repository ? a.repositories : a.pipelines;
  const auto& others = is_repository ? b.repositories : b.pipelines;
  if (ones.empty() && others.empty()) return projects_meet(a, b);
  // What one of them names is somewhere in its projects: only if the other has all of these, it has that too.
  if (ones.empty()) return all_within(b, a);
  if (others.empty()) return all_within(a, b);
  return (all_within(a, b) || all_within(b, a)) && meet(ones, others);
}

/// Whether the rule, which is for each project, is asked for this one.
bool is_asked_for(const AskedRule& asked, const std::string& project) {
  if (asked.integration == nullptr || asked.rule->for_each != ForEach::project) return false;
  const bool is_selected = asked.integration->all_projects ||
                           std::ranges::any_of(asked.integration->projects, [&](const std::string& name) {
                             return matches_pattern(name, project);
                           });
  return is_selected != asked.rule->of_others;
}

bool has_others(const AskedRule& a, const AskedRule& b) {
  return a.rule->of_others || b.rule->of_others;
}

/// Where one of the rules is for what its installation does not select: a project that the other names is
/// that to it. Of repositories the text does not tell.
bool others_meet(const AskedRule& a, const AskedRule& b) {
  const AskedRule& away = a.rule->of_others ? a : b;
  const AskedRule& here = a.rule->of_others ? b : a;
  if (here.rule->of_others || here.integration == nullptr || here.rule->for_each != ForEach::project)
    return false;
  return std::ranges::any_of(here.integration->projects, [&](const std::string& name) {
    return !is_pattern(name) && is_asked_for(away, name);
  });
}

/// Whether the one rule, which is for each repository or pipeline, is surely asked for some in a project of
/// the other's installation.
bool lies_in(const AskedRule& things, const AskedRule& projects) {
  const Integration& inner = *things.integration;
  const auto& named = things.rule->for_each == ForEach::repository ? inner.repositories : inner.pipelines;
  return named.empty() ? projects_meet(inner, *projects.integration)
                       : all_within(inner, *projects.integration);
}

}  // namespace

bool is_one_installation(const AskedRule& a, const AskedRule& b) {
  return a.integration == b.integration;
}

bool subjects_meet(const AskedRule& a, const AskedRule& b) {
  if (has_others(a, b)) return others_meet(a, b);
  // Rules of one installation are about the same projects and what is in these; but where some have
  // pipelines, others may have the repositories.
  if (is_one_installation(a, b)) {
    return a.rule->for_each == b.rule->for_each || a.rule->for_each == ForEach::project ||
           b.rule->for_each == ForEach::project;
  }
  if (a.integration == nullptr || b.integration == nullptr) return false;
  if (a.rule->for_each != b.rule->for_each) {
    if (b.rule->for_each == ForEach::project) return lies_in(a, b);
    return a.rule->for_each == ForEach::project && lies_in(b, a);
  }
  if (a.rule->for_each == ForEach::project) return projects_meet(*a.integration, *b.integration);
  return things_meet(a.rule->for_each, *a.integration, *b.integration);
}

bool may_never_meet(const AskedRule& a, const AskedRule& b) {
  return has_others(a, b) && !others_meet(a, b);
}

bool is_one_place(const Place& a, const AskedRule& by_a, const Place& b, const AskedRule& by_b) {
  using Kind = Place::Kind;
  if (a.kind == Kind::organization || b.kind == Kind::organization) return a.kind == b.kind;
  if (a.kind == Kind::named_project && b.kind == Kind::named_project) return same_name(a.project, b.project);
  if (a.kind == Kind::named_project) return is_asked_for(by_b, a.project);
  if (b.kind == Kind::named_project) return is_asked_for(by_a, b.project);
  return subjects_meet(by_a, by_b);
}

}  // namespace patrol

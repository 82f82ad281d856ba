#include "auditor/evaluate/things.h"

#include "auditor/checks/common.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace patrol {
namespace {

/// A repository or pipeline of one project.
struct Thing {
  std::string name;  ///< of its own: `deploy`
  std::string path;  ///< with the folders of a pipeline: `Nightly/deploy`
  const Repository* repository = nullptr;
  const Pipeline* pipeline = nullptr;
};

/// By its own name, or by one with a `/` in it with the folders too.
bool fits_in_project(std::string_view wanted, const std::string& name, const std::string& path) {
  return matches_pattern(wanted, name) ||
         (wanted.find('/') != std::string_view::npos && matches_pattern(wanted, path));
}

/// What there is of them in a project, as far as it was read.
struct Shelf {
  std::vector<Thing> things;
  std::optional<Gap> rest;
  std::vector<ReadId> reads;
};

class Selection {
 public:
  Selection(Rule::ForEach for_each, const Integration& integration, const Facts& facts)
      : for_each_(for_each),
        facts_(facts),
        word_(to_word(for_each)),
        plural_(for_each == Rule::ForEach::repository ? "repositories" : "pipelines"),
        wanted_(for_each == Rule::ForEach::repository ? integration.repositories : integration.pipelines),
        is_used_(wanted_.size()) {
    // Asked for while the projects are still unknown: then they are read side by side.
    if (for_each == Rule::ForEach::repository) facts.view().repositories();
    if (wanted_.empty() || std::ranges::any_of(wanted_, is_pattern)) facts.auditor_is_administrator();
  }

  std::vector<Subject> select_from(const std::vector<Subject>& projects) {
    for (const Subject& project : projects) {
      if (project.project == nullptr) {
        is_whole_ = false;
        chosen_.push_back(project);
      } else {
        select_from(*project.project, project.reads);
      }
    }
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      if (!is_used_[i]) chosen_.push_back(missing(wanted_[i], projects));
    }
    if (chosen_.empty()) chosen_.push_back(none_at_all(projects));
    add_hidden(projects);
    return std::move(chosen_);
  }

 private:
  Shelf shelf_of(const Project& project) const {
    Shelf shelf;
    if (for_each_ == Rule::ForEach::repository) {
      const auto& fact = facts_.view().repositories();
      shelf.rest = fact.known.rest;
      shelf.reads = fact.reads;
      for (const Repository& each : fact.known.items) {
        if (each.project_id == project.id) shelf.things.push_back({each.name, each.name, &each, nullptr});
      }
    } else {
      const auto& fact = facts_.view().pipelines(project.id);
      shelf.rest = fact.known.rest;
      shelf.reads = fact.reads;
      for (const Pipeline& each : fact.known.items) {
        shelf.things.push_back({each.name, path_of(each), nullptr, &each});
      }
    }
    return shelf;
  }

  static std::string path_of(const Pipeline& pipeline) {
    std::string path;
    for (const std::string& folder : split(pipeline.folder, '\\')) {
      if (!folder.empty()) path += folder + "/";
    }
    return path + pipeline.name;
  }

  void select_from(const Project& project, const std::vector<ReadId>& project_reads) {
    const Shelf shelf = shelf_of(project);
    Support support;
    support.add_reads(project_reads);
    support.add_reads(shelf.reads);
    seen_.add_reads(support.reads);
    for (const Thing& thing : shelf.things) {
      if (!is_wanted(project, thing)) continue;
      if (thing.repository != nullptr) {
        chosen_.push_back(subject_for(project, *thing.repository, support.reads));
        continue;
      }
      chosen_.push_back({.project_name = project.name,
                         .resource = thing.path,
                         .project = &project,
                         .pipeline = thing.pipeline,
                         .instead = std::nullopt,
                         .reads = support.reads});
    }
    if (!shelf.rest) return;
    is_whole_ = false;
    Gap gap = *shelf.rest;
    gap.what = "all " + plural_ + " of the project " + project.name;
    support.add_gap(gap);
    chosen_.push_back(not_asked({project.name, ""}, std::move(support)));
  }

  /// Whether a name or pattern selects it; each that does is no longer missing.
  bool is_wanted(const Project& project, const Thing& thing) {
    bool is_any = wanted_.empty();
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      if (!fits_thing(wanted_[i], project.name, thing.name, thing.path)) continue;
      is_any = is_used_[i] = true;
    }
    return is_any;
  }

  struct Place {
    std::string project;
    std::string resource;
  };

  Subject not_asked(Place place, Support support) const {
    Subject subject{.project_name = std::move(place.project),
                    .resource = std::move(place.resource),
                    .instead = std::nullopt,
                    .reads = support.reads};
    Outcome outcome;
    outcome.support = std::move(support);
    outcome.expected =
        subject.resource.empty() ? plural_ + " to ask the rule for" : "a " + word_ + " " + subject.resource;
    subject.instead = std::move(outcome);
    return subject;
  }

  /// Where a name that selects nothing would be: in the project that it names, or in the only one.
  static Place place_of(const std::string& wanted, const std::vector<Subject>& projects) {
    if (const std::size_t end = wanted.find('/'); end != std::string::npos) {
      const std::string_view project = std::string_view(wanted).substr(0, end);
      for (const Subject& each : projects) {
        if (same_name(project, each.project_name)) return {each.project_name, wanted.substr(end + 1)};
      }
    }
    return {projects.size() == 1 ? projects.front().project_name : "", wanted};
  }

  /// A name that selects nothing. That there is none is sure only where all lists were read to their end, by
  /// an auditor who is shown everything.
  Subject missing(const std::string& wanted, const std::vector<Subject>& projects) const {
    Place place = place_of(wanted, projects);
    Support support = seen_;
    const MembershipAnswer administrator = facts_.auditor_is_administrator();
    support.add_reads(administrator.support.reads);
    const bool is_sure = is_whole_ && administrator.is_member == Truth::yes;
    if (!is_sure) {
      support.add_gap({Gap::Kind::not_decidable, "the " + word_ + " " + wanted,
                       "it is not among the " + plural_ +
                           " that the auditor is shown, which leave out what it may not see or could not "
                           "read",
                       "correct the name in the integration file, or audit as a Project Collection "
                       "Administrator"});
    }
    Subject subject = not_asked(std::move(place), std::move(support));
    if (!is_sure || !subject.instead) return subject;
    subject.instead->holds = Truth::no;
    subject.instead->observed = "no such " + word_;
    subject.instead->faults = {"no " + word_ + " " + wanted};
    subject.instead->message = "the projects of the integration have no " + word_ + " " + wanted;
    subject.instead->remediation.advice =
        "correct the name of the " + word_ + " in the integration file, or take it out";
    return subject;
  }

  Subject none_at_all(const std::vector<Subject>& projects) const {
    Support support = seen_;
    support.add_gap({Gap::Kind::not_decidable, "the " + plural_ + " of the integration's projects",
                     "the auditor is shown none, so that the rule was asked for nothing",
                     "correct `projects` in the integration file, or audit as a Project Collection "
                     "Administrator"});
    return not_asked({projects.size() == 1 ? projects.front().project_name : "", ""}, std::move(support));
  }

  /// What the lists leave out, because the auditor may not see it, belongs to a selection of all and to what
  /// a pattern selects.
  void add_hidden(const std::vector<Subject>& projects) {
    const bool is_one_project = projects.size() == 1;
    const std::string of_projects = is_one_project ? " of the project " + projects.front().project_name
                                                   : " of the integration's projects";
    if (wanted_.empty()) {
      add_hidden({is_one_project ? projects.front().project_name : "", ""}, "all " + plural_ + of_projects);
    }
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      if (!is_used_[i] || !is_pattern(wanted_[i])) continue;
      add_hidden(place_of(wanted_[i], projects), "all " + plural_ + of_projects + " that fit " + wanted_[i]);
    }
  }

  void add_hidden(Place place, const std::string& what) {
    // One finding says it of a place, whatever the reason.
    const bool is_told = std::ranges::any_of(chosen_, [&](const Subject& each) {
      return each.instead && each.project_name == place.project && each.resource == place.resource;
    });
    Support support = seen_;
    if (is_told || is_shown_all(facts_, what, support)) return;
    chosen_.push_back(not_asked(std::move(place), std::move(support)));
  }

  Rule::ForEach for_each_;
  const Facts& facts_;
  std::string word_;
  std::string plural_;
  const std::vector<std::string>& wanted_;  ///< empty: all
  std::vector<bool> is_used_;
  std::vector<Subject> chosen_;
  Support seen_;
  bool is_whole_ = true;
};

}  // namespace

Subject subject_for(const Project& project, const Repository& repository, std::vector<ReadId> reads) {
  Subject subject{.project_name = project.name,
                  .resource = repository.name,
                  .project = &project,
                  .repository = &repository,
                  .instead = std::nullopt,
                  .reads = std::move(reads)};
  if (repository.is_disabled) {
    subject.notices.push_back("the repository " + project.name + "/" + repository.name +
                              " is disabled: nobody can read it, whatever its permissions say");
  }
  return subject;
}

bool fits_thing(std::string_view wanted, const std::string& project, const std::string& name,
                const std::string& path) {
  if (fits_in_project(wanted, name, path)) return true;
  const std::size_t end = wanted.find('/');
  return end != std::string_view::npos && matches_pattern(wanted.substr(0, end), project) &&
         fits_in_project(wanted.substr(end + 1), name, path);
}

std::vector<Subject> things_of(Rule::ForEach for_each, const std::vector<Subject>& projects,
                               const Integration& integration, const Facts& facts) {
  return Selection(for_each, integration, facts).select_from(projects);
}

}  // namespace patrol

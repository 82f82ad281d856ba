#include "auditor/evaluate/others.h"

#include "auditor/checks/common.h"
#include "auditor/evaluate/things.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <map>
#include <utility>

namespace patrol {
namespace {

class Others {
 public:
  Others(Rule::ForEach for_each, const Integration& integration, const Facts& facts)
      : integration_(integration), facts_(facts), projects_(facts.view().projects()) {
    // Asked for while the projects are still unknown: then all are read side by side.
    facts.auditor_is_administrator();
    Support support;
    support.add_reads(projects_.reads);
    if (for_each == Rule::ForEach::repository) {
      // A wiki is a repository too, into which one can push.
      repositories_ = &facts.view().every_repository();
      support.add_reads(repositories_->reads);
    }
    reads_ = support.reads;
  }

  std::vector<Subject> find() {
    if (repositories_ == nullptr) {
      add_projects();
    } else {
      add_repositories();
    }
    add_unread();
    if (others_.empty()) others_.push_back(none_at_all());
    return std::move(others_);
  }

 private:
  bool is_selected(const Project& project) const {
    return integration_.all_projects ||
           std::ranges::any_of(integration_.projects,
                               [&](const std::string& name) { return matches_pattern(name, project.name); });
  }

  bool is_selected_there(const Project& project, const Repository& repository) const {
    return integration_.repositories.empty() ||
           std::ranges::any_of(integration_.repositories, [&](const std::string& wanted) {
             return fits_thing(wanted, project.name, repository.name, repository.name);
           });
  }

  void add_projects() {
    for (const Project& project : projects_.known.items) {
      if (is_selected(project)) continue;
      others_.push_back(
          {.project_name = project.name, .project = &project, .instead = std::nullopt, .reads = reads_});
    }
  }

  /// Of those whose project is not listed it is not known whether they are selected.
  void add_repositories() {
    struct Known {
      const Project* project = nullptr;
      bool is_selected = false;
    };
    std::map<std::string_view, Known> known;
    for (const Project& project : projects_.known.items) known[project.id] = {&project, is_selected(project)};
    for (const Repository& repository : repositories_->known.items) {
      const auto found = known.find(repository.project_id);
      if (found == known.end()) {
        stray_ = repository.name;
        continue;
      }
      const auto& [project, is_selected] = found->second;
      if (is_selected && is_selected_there(*project, repository)) continue;
      others_.push_back(subject_for(*project, repository, reads_));
    }
  }

  std::string all_of_them() const {
    return repositories_ != nullptr ? "all other repositories" : "all other projects";
  }

  /// What the lists leave out: what could not be read, and what the auditor may not see.
  void add_unread() {
    Support support;
    support.add_reads(reads_);
    if (projects_.known.rest) {
      add_gap(support, *projects_.known.rest);
    } else if (repositories_ != nullptr && repositories_->known.rest) {
      add_gap(support, *repositories_->known.rest);
    } else if (!stray_.empty()) {
      add_gap(support,
              {Gap::Kind::not_decidable, "", "the project of the repository " + stray_ + " is not listed",
               "audit again; it may have been made or removed meanwhile"});
    } else if (!is_shown_all(facts_, all_of_them(), support)) {
      // To name them in the integration file would make them no others.
      support.gaps.back().grant = "audit as a Project Collection Administrator";
    } else {
      return;
    }
    others_.push_back(told_instead(outcome_of(Truth::unknown, std::move(support))));
  }

  void add_gap(Support& support, Gap gap) const {
    gap.what = all_of_them();
    support.add_gap(gap);
  }

  Outcome outcome_of(Truth holds, Support support) const {
    Outcome outcome;
    outcome.holds = holds;
    outcome.expected = (repositories_ != nullptr ? "repositories" : "projects") +
                       std::string(" that the integration does not select");
    outcome.support = std::move(support);
    return outcome;
  }

  static Subject told_instead(Outcome outcome) {
    Subject subject{.instead = std::nullopt, .reads = outcome.support.reads};
    subject.instead = std::move(outcome);
    return subject;
  }

  /// Unlike where the integration is for all: that there are none was found out, and may change.
  Subject none_at_all() const {
    Support support;
    support.add_reads(reads_);
    is_shown_all(facts_, all_of_them(), support);
    Outcome none = outcome_of(Truth::yes, std::move(support));
    none.observed = "none";
    none.message = repositories_ != nullptr ? "the organization has no other repository"
                                            : "the organization has no other project";
    return told_instead(std::move(none));
  }

  const Integration& integration_;
  const Facts& facts_;
  const Fact<Listing<Project>>& projects_;
  const Fact<Listing<Repository>>* repositories_ = nullptr;  ///< null: of projects
  std::vector<ReadId> reads_;
  std::string stray_;  ///< a repository whose project is not listed
  std::vector<Subject> others_;
};

}  // namespace

std::vector<Subject> others_of(Rule::ForEach for_each, const Integration& integration, const Facts& facts) {
  return Others(for_each, integration, facts).find();
}

}  // namespace patrol

#include "auditor/evaluate/others.h"

#include "auditor/checks/common.h"
#include "auditor/evaluate/things.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <set>
#include <utility>

namespace patrol {
namespace {

class Others {
 public:
  Others(Rule::ForEach for_each, const Integration& integration, const Facts& facts)
      : is_of_repositories_(for_each == Rule::ForEach::repository),
        integration_(integration),
        facts_(facts),
        projects_(facts.view().projects()) {
    // Asked for while the projects are still unknown: then all are read side by side.
    facts.auditor_is_administrator();
    if (is_of_repositories_) facts.view().repositories();
  }

  std::vector<Subject> find() {
    for (const Project& project : projects_.known.items) {
      if (is_of_repositories_) {
        add_repositories_of(project);
      } else if (!is_selected(project.name)) {
        others_.push_back(
            {.project_name = project.name, .project = &project, .instead = std::nullopt, .reads = reads()});
      }
    }
    add_unread();
    if (others_.empty()) others_.push_back(none_at_all());
    return std::move(others_);
  }

 private:
  bool is_selected(const std::string& project) const {
    return integration_.all_projects ||
           std::ranges::any_of(integration_.projects,
                               [&](const std::string& name) { return matches_pattern(name, project); });
  }

  bool is_selected(const Project& project, const Repository& repository) const {
    if (!is_selected(project.name)) return false;
    return integration_.repositories.empty() ||
           std::ranges::any_of(integration_.repositories, [&](const std::string& wanted) {
             return fits_thing(wanted, project.name, repository.name);
           });
  }

  std::vector<ReadId> reads() const {
    Support support;
    support.add_reads(projects_.reads);
    if (is_of_repositories_) support.add_reads(facts_.view().repositories().reads);
    return support.reads;
  }

  void add_repositories_of(const Project& project) {
    for (const Repository& repository : facts_.view().repositories().known.items) {
      if (repository.project_id != project.id || is_selected(project, repository)) continue;
      others_.push_back({.project_name = project.name,
                         .resource = repository.name,
                         .project = &project,
                         .repository = &repository,
                         .instead = std::nullopt,
                         .reads = reads()});
    }
  }

  std::string all_of_them() const {
    return is_of_repositories_ ? "all other repositories" : "all other projects";
  }

  /// What the lists leave out: what could not be read, what the auditor may not see, and repositories whose
  /// project is not listed, of which it is not known whether they are selected.
  void add_unread() {
    Support support;
    support.add_reads(reads());
    if (projects_.known.rest) {
      add_gap(support, *projects_.known.rest);
    } else if (is_of_repositories_ && facts_.view().repositories().known.rest) {
      add_gap(support, *facts_.view().repositories().known.rest);
    } else if (const std::string stray = is_of_repositories_ ? stray_repository() : ""; !stray.empty()) {
      add_gap(support,
              {Gap::Kind::not_decidable, "", "the project of the repository " + stray + " is not listed",
               "audit again; it may have been made or removed meanwhile"});
    } else if (!is_shown_all(facts_, all_of_them(), support)) {
      // To name them in the integration file would make them no others.
      support.gaps.back().grant = "audit as a Project Collection Administrator";
    } else {
      return;
    }
    others_.push_back(instead(Truth::unknown, std::move(support)));
  }

  void add_gap(Support& support, Gap gap) const {
    gap.what = all_of_them();
    support.add_gap(gap);
  }

  std::string stray_repository() const {
    std::set<std::string_view> known;
    for (const Project& project : projects_.known.items) known.insert(project.id);
    for (const Repository& repository : facts_.view().repositories().known.items) {
      if (!known.contains(repository.project_id)) return repository.name;
    }
    return "";
  }

  Subject instead(Truth holds, Support support) const {
    Subject subject{.instead = std::nullopt, .reads = support.reads};
    Outcome outcome;
    outcome.holds = holds;
    outcome.expected = (is_of_repositories_ ? "repositories" : "projects") +
                       std::string(" that the integration does not select");
    outcome.support = std::move(support);
    subject.instead = std::move(outcome);
    return subject;
  }

  Subject none_at_all() const {
    Support support;
    support.add_reads(reads());
    is_shown_all(facts_, all_of_them(), support);
    Subject none = instead(Truth::yes, std::move(support));
    none.instead->observed = "none";
    none.instead->message = is_of_repositories_ ? "the organization has no other repository"
                                                : "the organization has no other project";
    return none;
  }

  bool is_of_repositories_;
  const Integration& integration_;
  const Facts& facts_;
  const Fact<Listing<Project>>& projects_;
  std::vector<Subject> others_;
};

}  // namespace

std::vector<Subject> others_of(Rule::ForEach for_each, const Integration& integration, const Facts& facts) {
  return Others(for_each, integration, facts).find();
}

}  // namespace patrol

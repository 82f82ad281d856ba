#pragma once

#include "auditor/checks/check.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// One thing that a rule with `for_each` is asked for: a project, or a repository or pipeline of one.
struct Subject {
  /// As the service has it, else as the integration wrote it, with its id where another is called the same;
  /// may be empty.
  std::string project_name;
  std::string resource;  ///< name of the repository or pipeline, likewise; empty for a project
  const Project* project = nullptr;
  const Repository* repository = nullptr;
  const Pipeline* pipeline = nullptr;
  /// What stands in the place of an answer where the rule can not be asked: the thing is not there, or not
  /// known to be there.
  std::optional<Outcome> instead;
  std::vector<ReadId> reads;
  std::vector<std::string> notices;
};

/// What the integration selects for a rule, by folded names; never none: where nothing is selected, one
/// subject says why. Without a selection of its own an integration means all repositories or pipelines of its
/// projects; a trial of one is about the first that there is. `for_each` is anything but nothing.
std::vector<Subject> subjects_of(Rule::ForEach for_each, const Integration& integration, const Facts& facts);

/// The like of what the integration does not select, where the rule is for these.
std::vector<Subject> subjects_of(const Rule& rule, const Integration& integration, const Facts& facts);

/// Whether an integration selects by a pattern, in which `*` stands for any text, and not by a name.
bool is_pattern(std::string_view selected);

}  // namespace patrol

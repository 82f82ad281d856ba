#pragma once

#include "auditor/evaluate/subjects.h"

#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// The repositories or pipelines of these projects that the integration selects, in no order. Projects that
/// can not be asked for come through as they are; what a name or pattern selects nothing of, and lists that
/// could not be read to their end, are subjects that say so.
std::vector<Subject> things_of(Rule::ForEach for_each, const std::vector<Subject>& projects,
                               const Integration& integration, const Facts& facts);

/// A repository as what a rule is asked for; of one that is disabled it says so.
Subject subject_for(const Project& project, const Repository& repository, std::vector<ReadId> reads);

/// Whether a name or pattern of the integration file selects the thing: by its own name, and where there is a
/// `/` in it, by the name with the folders before it, `Nightly/deploy`, or the project before either, of
/// which the text before the first `/` is then the pattern. What is in no folder has its name for a path.
bool fits_thing(std::string_view wanted, const std::string& project, const std::string& name,
                const std::string& path);

}  // namespace patrol

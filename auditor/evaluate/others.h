#pragma once

#include "auditor/evaluate/subjects.h"

#include <vector>

namespace patrol {

/// The projects or repositories of the whole organization that the integration does not select; of no other
/// kind there is a list. In no order, and never none: one subject holds where the lists, read to their end by
/// one who is shown all, have nothing else. Lists that were not, and what may be hidden, are subjects that
/// say so.
std::vector<Subject> others_of(Rule::ForEach for_each, const Integration& integration, const Facts& facts);

}  // namespace patrol

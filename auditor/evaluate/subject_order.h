#pragma once

#include "auditor/evaluate/subjects.h"

#include <vector>

namespace patrol {

/// In the order of the names, and each once by its id: what two patterns select, or a list tells twice. No
/// two keep one name, for that is what tells their findings apart: namesakes get their ids behind it, and of
/// the reasons why nothing of a name can be asked for the first stays.
std::vector<Subject> in_order(std::vector<Subject> subjects);

}  // namespace patrol

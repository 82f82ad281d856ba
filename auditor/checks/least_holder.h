#pragma once

#include "auditor/model/snapshot.h"

#include <string>
#include <vector>

namespace patrol {

/// Those whose entries allow something, each by its descriptor, in the order of what they have beside it: the
/// account itself first, then ordinary groups, those that the service fills by itself, administrators last.
/// Who has it by an earlier one does not need the later ones for it.
std::vector<std::string> least_first(std::vector<std::string> allowing, const Identity& account);

}  // namespace patrol

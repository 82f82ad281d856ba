#pragma once

#include "auditor/model/snapshot.h"

namespace patrol {

/// Sorts the reads of the organization, tells each once, and lets the facts name them by their new places.
void sort_reads(Organization& organization);

/// Whether some fact is a gap because there was no time to ask.
bool is_cut_short(const Organization& organization);

}  // namespace patrol

#pragma once

#include "auditor/cases/directory.h"

#include <vector>

namespace patrol::cases {

/// Which of the things that could not be read the fact is, or null: it was read.
const Unread* find_unread(const std::vector<Unread>& unread, const FactKey& key, const Directory& directory);

/// Puts the gap in the place of an answered fact; of a list, behind what was seen of it.
void hide(const FactKey& key, const Unread& unread, Organization& organization);

/// Tells words of `unread` that name nobody.
void check_unread(const std::vector<Unread>& unread, const Directory& directory, Problems& problems);

}  // namespace patrol::cases

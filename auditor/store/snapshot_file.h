#pragma once

#include "auditor/model/result.h"
#include "auditor/model/snapshot.h"

#include <string>
#include <string_view>

namespace patrol {

/// The snapshot as JSON text: versioned, readable, one line per value. The same snapshot gives the same
/// bytes.
std::string write_snapshot(const Snapshot& snapshot);

/// Reads what `write_snapshot` wrote. Strict, because a key that is skipped could be the one that says "not
/// read to its end": unknown, missing or doubled keys, wrong types, reads that are not in the list and newer
/// versions are errors that name the place as a JSON path.
Result<Snapshot> read_snapshot(std::string_view text, const std::string& source_name);

}  // namespace patrol

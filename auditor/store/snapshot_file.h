#pragma once

#include "auditor/model/result.h"
#include "auditor/model/snapshot.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace patrol {

/// Far above what a large organization needs; a larger file is a mistake or an attack.
inline constexpr std::size_t most_snapshot_bytes = std::size_t{512} << 20U;

/// The snapshot as JSON text: versioned, readable, one line per value. The same snapshot gives the same
/// bytes.
std::string write_snapshot(const Snapshot& snapshot);

/// Reads what `write_snapshot` wrote. Strict, because a key that is skipped could be the one that says "not
/// read to its end": unknown, missing or doubled keys, wrong types, reads that are not in the list and newer
/// versions are errors that name the place as a JSON path.
Result<Snapshot> read_snapshot(std::string_view text, const std::string& source_name);

}  // namespace patrol

#pragma once

#include "auditor/model/result.h"
#include "auditor/model/snapshot.h"
#include "auditor/model/time.h"

#include <chrono>
#include <string>

namespace patrol::cli {

/// What is older is not gone on from: an organization changes, and facts of two days tell of neither.
inline constexpr std::chrono::hours longest_pause{24};

/// Whether `--resume` may go on from this snapshot, which `path` names: it was cut short, and not too long
/// ago.
Result<Done> check_resumable(const Snapshot& snapshot, const std::string& path, Time now);

/// Reads a snapshot from its file.
Result<Snapshot> read_saved(const std::string& path);

/// The snapshot that `--resume` names.
Result<Snapshot> read_resumable(const std::string& path, Time now);

}  // namespace patrol::cli

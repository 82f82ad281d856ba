#include "auditor/cli/resuming.h"

#include "auditor/store/read_file.h"
#include "auditor/store/snapshot_file.h"

#include <utility>

namespace patrol::cli {
namespace {

Error refusal(const std::string& path, std::string what) {
  return {Error::Kind::usage, path, std::move(what)};
}

}  // namespace

Result<Done> check_resumable(const Snapshot& snapshot, const std::string& path, Time now) {
  if (!snapshot.cut_short) {
    return refusal(path, "was not cut short, so there is nothing to go on with: audit it with --snapshot");
  }
  const std::string taken = "was begun at " + format_time(snapshot.collected_at);
  if (snapshot.collected_at > now) {
    return refusal(path, taken + ", after the time of this run, " + format_time(now) + ": collect anew");
  }
  if (now - snapshot.collected_at > longest_pause) {
    return refusal(path, taken + ", more than a day before this run: collect anew");
  }
  return Done{};
}

Result<Snapshot> read_saved(const std::string& path) {
  Result<std::string> text = read_file(path, most_snapshot_bytes);
  if (!text) return std::move(text).error();
  return read_snapshot(text.value(), path);
}

Result<Snapshot> read_resumable(const std::string& path, Time now) {
  Result<Snapshot> snapshot = read_saved(path);
  if (!snapshot) return snapshot;
  const auto usable = check_resumable(snapshot.value(), path, now);
  if (!usable) return usable.error();
  return snapshot;
}

}  // namespace patrol::cli

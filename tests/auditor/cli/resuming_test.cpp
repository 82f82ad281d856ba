#include "auditor/cli/resuming.h"

#include "tests/auditor/store/scratch_folder.h"

#include <gtest/gtest.h>

namespace patrol::cli {
namespace {

const Time begun = *parse_time("2026-11-23T09:00:00Z");

std::string refusal(bool cut_short, std::chrono::seconds later) {
  const auto usable = check_resumable({.collected_at = begun, .cut_short = cut_short, .organizations = {}},
                                      "s.json", begun + later);
  return usable ? "" : to_string(usable.error());
}

TEST(Resumable, IsASnapshotThatWasCutShortWithinADay) {
  using namespace std::chrono_literals;
  EXPECT_EQ(refusal(true, 0s), "");
  EXPECT_EQ(refusal(true, 24h), "");
  EXPECT_EQ(refusal(true, 24h + 1s),
            "s.json: was begun at 2026-11-23T09:00:00Z, more than a day before this run: collect anew");
  EXPECT_EQ(
      refusal(true, -1s),
      "s.json: was begun at 2026-11-23T09:00:00Z, after the time of this run, 2026-11-23T08:59:59Z: collect "
      "anew");
  EXPECT_EQ(refusal(false, 1s),
            "s.json: was not cut short, so there is nothing to go on with: audit it with --snapshot");
}

TEST(Resumable, IsNoFileThatIsNotThere) {
  EXPECT_FALSE(read_resumable("/nonexistent/snapshot.json", begun));
}

}  // namespace
}  // namespace patrol::cli

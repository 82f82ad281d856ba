#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

namespace patrol::end_to_end {
namespace {

/// Collects all that Contoso's integrations ask for.
Ended collect(const Emulator& contoso, const std::string& snapshot) {
  return run_patrol({"collect", "--integrations", integrations(), "--server", contoso.url(), "--now",
                     reference_time, "--output", snapshot});
}

/// Audits a snapshot without a credential and gives the JSON report.
Ended audit(const std::string& snapshot, const std::string& now = reference_time) {
  return run_patrol({"audit", "--integrations", integrations(), "--snapshot", snapshot, "--now", now,
                     "--report", "json", "--quiet"},
                    plain_environment());
}

TEST(Collect, AndAuditOfTheSnapshotGiveTheBytesOfALiveAudit) {
  Emulator contoso;
  const ScratchFolder folder;
  const std::vector<std::string> formats{"json", "html", "junit", "csv"};
  std::vector<std::string> live{"audit",       "--integrations", integrations(), "--server",
                                contoso.url(), "--now",          reference_time};
  std::vector<std::string> saved{"audit", "--integrations", integrations(), "--snapshot", folder / "snapshot",
                                 "--now", reference_time};
  for (const std::string& format : formats) {
    live.insert(live.end(), {"--report", format + "=" + (folder / "live." + format)});
    saved.insert(saved.end(), {"--report", format + "=" + (folder / "saved." + format)});
  }
  const Ended live_ended = run_patrol(live);
  ASSERT_EQ(collect(contoso, folder / "snapshot").code, 0);
  contoso.stop();
  const Ended saved_ended = run_patrol(saved, plain_environment());
  EXPECT_EQ(saved_ended.code, live_ended.code);
  for (const std::string& format : formats) {
    EXPECT_FALSE(bytes_of(folder / "live." + format).empty()) << format;
    EXPECT_EQ(bytes_of(folder / "saved." + format), bytes_of(folder / "live." + format)) << format;
  }
}

TEST(Collect, GivesTheSameBytesTwice) {
  Emulator contoso;
  const ScratchFolder folder;
  collect(contoso, folder / "first");
  collect(contoso, folder / "second");
  EXPECT_FALSE(bytes_of(folder / "first").empty());
  EXPECT_EQ(bytes_of(folder / "first"), bytes_of(folder / "second"));
}

TEST(Collect, OnlyReadsAndLetsOnlyTheOwnerRead) {
  Emulator contoso;
  const ScratchFolder folder;
  const Ended ended = collect(contoso, folder / "snapshot");
  EXPECT_TRUE(ended.out.starts_with("snapshot: " + (folder / "snapshot"))) << ended.out;
  struct stat about {};
  ASSERT_EQ(::stat((folder / "snapshot").c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600U);
  EXPECT_EQ(contoso.stop().writes, 0U);
}

TEST(Collect, ForOneIntegrationLeavesTheOthersInconclusiveNeverPassed) {
  Emulator contoso;
  const ScratchFolder folder;
  run_patrol({"collect", "--integrations", integrations(), "--only", "flow-expired", "--server",
              contoso.url(), "--now", reference_time, "--output", folder / "snapshot"});
  const Verdicts verdicts = verdicts_of(audit(folder / "snapshot").out);
  EXPECT_EQ(verdicts.at("flow-expired / pat.usable"), "fail");
  EXPECT_EQ(verdicts.at("flow-production / pat.usable"), "inconclusive");
  EXPECT_EQ(verdicts.at("flow-production / account.email"), "inconclusive");
}

TEST(Collect, TellsWhereNothingCouldBeRead) {
  Emulator contoso;
  const ScratchFolder folder;
  std::vector<std::string> environment = plain_environment();
  environment.emplace_back("PATROL_TOKEN=contoso-expired-demo-token");
  const Ended ended = run_patrol({"collect", "--integrations", integrations(), "--server", contoso.url(),
                                  "--now", reference_time, "--output", folder / "snapshot"},
                                 environment);
  EXPECT_EQ(ended.code, 2);
  EXPECT_NE(ended.err.find("nothing could be read of `contoso`"), std::string::npos) << ended.err;
}

TEST(Snapshot, IsJudgedByTheTimeOfTheAudit) {
  Emulator contoso;
  const ScratchFolder folder;
  collect(contoso, folder / "snapshot");
  EXPECT_EQ(verdicts_of(audit(folder / "snapshot").out).at("flow-production / pat.usable"), "pass");
  EXPECT_EQ(verdicts_of(audit(folder / "snapshot", "2028-01-01").out).at("flow-production / pat.usable"),
            "fail");
  EXPECT_NE(
      audit(folder / "snapshot", "2026-11-01").err.find("the snapshot was taken at 2026-11-23T09:00:00Z"),
      std::string::npos);
}

TEST(Snapshot, ThatIsOldIsTold) {
  Emulator contoso;
  const ScratchFolder folder;
  collect(contoso, folder / "snapshot");
  const std::string in_a_week = audit(folder / "snapshot", "2026-12-01T08:59:59Z").err;
  EXPECT_EQ(in_a_week.find("days old"), std::string::npos) << in_a_week;
  const std::string later = audit(folder / "snapshot", "2026-12-28T09:00:00Z").err;
  EXPECT_NE(later.find("the snapshot is 35 days old: what has changed since is not seen"), std::string::npos)
      << later;
}

TEST(Snapshot, ThatIsNoneIsRefusedAtItsPlace) {
  const ScratchFolder folder;
  const Ended ended = audit(folder.file("cut.json", "{\n \"schema\": \"patrol/snap"));
  EXPECT_EQ(ended.code, 3);
  EXPECT_NE(ended.err.find("cut.json:2:24: no valid JSON, or it was cut off here"), std::string::npos)
      << ended.err;
  EXPECT_EQ(ended.out, "");
  EXPECT_NE(audit(folder / "none").err.find("No such file"), std::string::npos);
  EXPECT_NE(audit(folder.file("new", R"({"schema": "patrol/snapshot/9"})")).err.find("update patrol"),
            std::string::npos);
}

}  // namespace
}  // namespace patrol::end_to_end

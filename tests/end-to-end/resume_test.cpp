#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"
#include "tests/end-to-end/small_organization.h"

#include <gtest/gtest.h>

namespace patrol::end_to_end {
namespace {

std::vector<std::string> line_of(const std::string& command, const Emulator& contoso,
                                 const std::vector<std::string>& more) {
  std::vector<std::string> line{command,       "--integrations", integrations(), "--server",
                                contoso.url(), "--now",          reference_time};
  line.insert(line.end(), more.begin(), more.end());
  return line;
}

/// What could be read while some answers never came.
Ended collect_part(const std::string& path, const std::vector<std::string>& more = {}) {
  Emulator slow({"--fault", "path: accesscontrollists, answer: honest, delay_ms: 60000"});
  std::vector<std::string> flags{"--output", path, "--max-time", "4s"};
  flags.insert(flags.end(), more.begin(), more.end());
  return run_patrol(line_of("collect", slow, flags));
}

class Resume : public ::testing::Test {
 protected:
  /// Once for all tests, because it takes its time.
  static void SetUpTestSuite() {
    const ScratchFolder folder;
    const Ended ended = collect_part(folder / "part");
    EXPECT_EQ(ended.code, 2) << ended.out << ended.err;
    EXPECT_NE(ended.err.find("cut short"), std::string::npos) << ended.err;
    part_bytes() = bytes_of(folder / "part");
  }
  static std::string& part_bytes() {
    static std::string bytes;
    return bytes;
  }

  ScratchFolder folder;
  const std::string part = folder.file("part", part_bytes());
  Emulator contoso;
};

TEST_F(Resume, GivesTheBytesOfARunThatWasNeverCut) {
  ASSERT_EQ(run_patrol(line_of("collect", contoso, {"--output", folder / "whole"})).code, 0);
  const Ended resumed =
      run_patrol(line_of("collect", contoso, {"--output", folder / "resumed", "--resume", part}));
  EXPECT_EQ(resumed.code, 0) << resumed.out << resumed.err;
  EXPECT_NE(resumed.err.find("going on from what was read as of 2026-11-23T09:00:00Z"), std::string::npos)
      << resumed.err;
  EXPECT_NE(part_bytes(), bytes_of(folder / "whole"));
  EXPECT_EQ(bytes_of(folder / "resumed"), bytes_of(folder / "whole"));
}

TEST_F(Resume, OfAnAuditAsksOnlyForTheRest) {
  const Ended whole = run_patrol(line_of("audit", contoso, {"--report", "json", "--quiet"}));
  Emulator second;
  const Ended resumed =
      run_patrol(line_of("audit", second, {"--report", "json", "--quiet", "--resume", part}));
  EXPECT_EQ(resumed.out, whole.out);
  EXPECT_EQ(resumed.code, whole.code);
  EXPECT_LT(second.stop().requests, contoso.stop().requests);
}

TEST_F(Resume, ByAnotherIdentityReadsAnew) {
  auto environment = plain_environment();
  environment.emplace_back("PATROL_TOKEN=dead-demo-token");
  const Ended ended = run_patrol(
      line_of("audit", contoso, {"--report", "json=" + (folder / "audit"), "--resume", part}), environment);
  EXPECT_NE(ended.err.find("`contoso` was read anew"), std::string::npos) << ended.err;
  EXPECT_EQ(bytes_of(folder / "audit").find("\"status\": 200"), std::string::npos)
      << "what was read by somebody else is evidence";
}

TEST_F(Resume, InItsOwnFileLosesNothingWhereNobodyAnswers) {
  Emulator away({"--fault", "path: _apis, answer: unauthorized"});
  const std::vector<std::string> in_place{"--output", part, "--resume", part};
  const Ended ended = run_patrol(line_of("collect", away, in_place));
  EXPECT_EQ(ended.code, 3) << ended.out << ended.err;
  EXPECT_NE(ended.err.find("part: was left as it is, nothing could be read of `contoso`: HTTP 401"),
            std::string::npos)
      << ended.err;
  EXPECT_EQ(bytes_of(part), part_bytes());
  EXPECT_EQ(run_patrol(line_of("collect", contoso, in_place)).code, 0);
  EXPECT_NE(bytes_of(part), part_bytes());
}

TEST_F(Resume, InItsOwnFileKeepsWhatIsNotAskedAbout) {
  const std::vector<std::string> in_place{"--output", part, "--resume", part};
  std::vector<std::string> one = in_place;
  one.insert(one.end(), {"--only", "flow-production"});
  const Ended some = run_patrol(line_of("collect", contoso, one));
  EXPECT_EQ(some.code, 2) << "of the others not everything was asked\n" << some.out << some.err;
  const ScratchFolder inputs;
  inputs.file("other.yaml", small_integration("fabrikam"));
  const Ended other =
      run_patrol({"collect", "--integrations", inputs / "other.yaml", "--server", contoso.url(), "--now",
                  reference_time, "--output", part, "--resume", part});
  EXPECT_EQ(other.code, 2) << "there is no fabrikam\n" << other.out << other.err;
  // All that was read is still there: the rest is asked for, and the same comes of it. (Groups are read many
  // at a time, in other batches.)
  ASSERT_EQ(run_patrol(line_of("collect", contoso, {"--output", folder / "whole"})).code, 0);
  const std::size_t anew = contoso.stop().requests;
  Emulator second;
  run_patrol(line_of("collect", second, in_place));
  EXPECT_LT(second.stop().requests, anew);
  const auto verdicts = [&](const std::string& snapshot) {
    return verdicts_of(run_patrol({"audit", "--integrations", integrations(), "--snapshot", snapshot, "--now",
                                   reference_time, "--report", "json", "--quiet"})
                           .out);
  };
  EXPECT_EQ(verdicts(part), verdicts(folder / "whole"));
}

TEST_F(Resume, GoesOnInItsOwnFileWithOneIntegrationAsItBegan) {
  const std::vector<std::string> only{"--only", "flow-production"};
  ASSERT_EQ(collect_part(part, only).code, 2);
  const Ended resumed = run_patrol(
      line_of("collect", contoso, {"--output", part, "--resume", part, only.front(), only.back()}));
  EXPECT_EQ(resumed.code, 0) << resumed.out << resumed.err;
}

TEST_F(Resume, OfAWholeSnapshotOrWithOneIsAMistake) {
  run_patrol(line_of("collect", contoso, {"--output", folder / "whole"}));
  const Ended whole = run_patrol(line_of("audit", contoso, {"--resume", folder / "whole"}));
  EXPECT_EQ(whole.code, 3);
  EXPECT_NE(whole.err.find("was not cut short"), std::string::npos) << whole.err;
  const Ended both = run_patrol({"audit", "--integrations", integrations(), "--snapshot", folder / "whole",
                                 "--resume", folder / "whole"});
  EXPECT_EQ(both.code, 3);
  EXPECT_NE(both.err.find("--resume: does not go together with --snapshot"), std::string::npos) << both.err;
}

}  // namespace
}  // namespace patrol::end_to_end

#include "tests/auditor/store/scratch_folder.h"
#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

/// `patrol explain`, which tells how a rule came out as it did.
namespace patrol::end_to_end {
namespace {

using testing::HasSubstr;
using testing::Not;

Ended explain(const std::vector<std::string>& words, const std::vector<std::string>& more,
              const std::vector<std::string>& environment = auditor_environment()) {
  std::vector<std::string> arguments{"explain", "--integrations", integrations(), "--now", reference_time};
  arguments.insert(arguments.end(), more.begin(), more.end());
  arguments.insert(arguments.begin() + 1, words.begin(), words.end());
  return run_patrol(arguments, environment);
}

TEST(Explain, TellsTheChainOfGroups) {
  Emulator contoso;
  const Ended ended = explain({"flow-nested-admin", "org.no-admin"}, {"--server", contoso.url()});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("flow-nested-admin, org.no-admin: fail (high, required)"));
  EXPECT_THAT(ended.out, HasSubstr("→ [contoso]\\Release Bots\n       → [contoso]\\Platform Engineers\n"));
  EXPECT_THAT(ended.out, HasSubstr("/connectionData?"));
  const Statistics stats = contoso.stop();
  EXPECT_EQ(stats.writes, 0U);
  // One rule of one account: far fewer than an audit of all makes.
  EXPECT_LE(stats.requests, 8U);
}

TEST(Explain, NamesTheEntryThatDecided) {
  Emulator contoso;
  const Ended ended = explain({"flow-denied", "org.view-instance"}, {"--server", contoso.url()});
  EXPECT_THAT(ended.out, HasSubstr("flow-denied, org.view-instance: fail"));
  EXPECT_THAT(ended.out, HasSubstr("     → Deny View instance-level information at NAMESPACE:\n"));
}

TEST(Explain, ReadsASnapshotAsWell) {
  Emulator contoso;
  const ScratchFolder folder;
  const std::string snapshot = folder / "snapshot.json";
  run_patrol({"collect", "--integrations", integrations(), "--server", contoso.url(), "--now", reference_time,
              "--output", snapshot});
  const Ended live = explain({"flow-partial", "project.readers"}, {"--server", contoso.url()});
  contoso.stop();
  const Ended saved =
      explain({"flow-partial", "project.readers"}, {"--snapshot", snapshot}, plain_environment());
  EXPECT_THAT(saved.out, HasSubstr("flow-partial, project.readers, Mobile: fail"));
  EXPECT_EQ(saved.out.substr(0, saved.out.find("2. Which")), live.out.substr(0, live.out.find("2. Which")));
  const Ended one = explain({"flow-partial", "project.readers"},
                            {"--snapshot", snapshot, "--project", "website"}, plain_environment());
  EXPECT_THAT(one.out, HasSubstr("project.readers, Website: pass"));
  EXPECT_THAT(one.out, Not(HasSubstr("Mobile: ")));
}

TEST(Explain, SaysWhichWordIsWrong) {
  const Ended integration = explain({"flow-productoin", "org.pca"}, {});
  EXPECT_EQ(integration.code, 3);
  EXPECT_THAT(integration.err, HasSubstr("did you mean `flow-production`?"));
  const Ended rule = explain({"flow-production", "org.pac"}, {});
  EXPECT_EQ(rule.code, 3);
  EXPECT_THAT(rule.err, HasSubstr("has no rule `org.pac`, did you mean `org.pca`?"));
  EXPECT_EQ(explain({"flow-production"}, {}).code, 3);
}

}  // namespace
}  // namespace patrol::end_to_end

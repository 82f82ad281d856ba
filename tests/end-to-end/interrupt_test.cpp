#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>

namespace patrol::end_to_end {
namespace {

using Names = std::set<std::string>;
using Clock = std::chrono::steady_clock;

/// So slow that an audit never ends by itself before the test does.
const std::vector<std::string> slow{"--latency", "20000"};

TEST(Interrupt, LeavesNoFileBehindAndTheOldOnesAsTheyWere) {
  for (const int signal : {SIGINT, SIGTERM}) {
    Emulator contoso(slow);
    const ScratchFolder folder;
    folder.file("old.json", "old");
    Process patrol =
        start_patrol({"audit", "--integrations", integrations(), "--server", contoso.url(), "--report",
                      "json=" + (folder / "old.json"), "--report", "html=" + (folder / "new.html")},
                     auditor_environment());
    ASSERT_TRUE(patrol.wait_for("collecting from contoso"));
    patrol.signal(signal);
    const Ended ended = patrol.wait();
    EXPECT_EQ(ended.code, 128 + signal);
    EXPECT_NE(ended.err.find("patrol: interrupted\n"), std::string::npos) << ended.err;
    EXPECT_EQ(ended.out, "");
    EXPECT_EQ(folder.names(), Names{"old.json"});
    EXPECT_EQ(bytes_of(folder / "old.json"), "old");
  }
}

TEST(Interrupt, OfACollectionLeavesNoSnapshot) {
  Emulator contoso(slow);
  const ScratchFolder folder;
  Process patrol = start_patrol({"collect", "--integrations", integrations(), "--server", contoso.url(),
                                 "--output", folder / "snapshot"},
                                auditor_environment());
  ASSERT_TRUE(patrol.wait_for("collecting from contoso"));
  patrol.signal(SIGTERM);
  EXPECT_EQ(patrol.wait().code, 128 + SIGTERM);
  EXPECT_EQ(folder.names(), Names{});
}

TEST(Interrupt, EndsSoonAndAtTheSecondSignalAtOnce) {
  Emulator contoso(slow);
  Process patrol = start_patrol({"audit", "--integrations", integrations(), "--server", contoso.url()},
                                auditor_environment());
  ASSERT_TRUE(patrol.wait_for("collecting from contoso"));
  const auto start = Clock::now();
  patrol.signal(SIGINT);
  ASSERT_TRUE(patrol.wait_for("interrupted"));
  patrol.signal(SIGINT);
  EXPECT_EQ(patrol.wait().code, 128 + SIGINT);
  EXPECT_LT(Clock::now() - start, std::chrono::seconds(10));
}

}  // namespace
}  // namespace patrol::end_to_end

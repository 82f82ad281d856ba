#include "auditor/store/file_descriptor.h"
#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>

namespace patrol::end_to_end {
namespace {

using Names = std::set<std::string>;
using Clock = std::chrono::steady_clock;

/// So slow that an audit never ends by itself before the test does.
const std::vector<std::string> slow{"--latency", "20000"};

/// A report's file that takes no more than a page until somebody reads it, so that its writer is caught
/// writing.
class NarrowPipe {
 public:
  explicit NarrowPipe(const std::string& path) : reading_(open_new(path)) {
    EXPECT_GT(::fcntl(reading_.get(), F_SETPIPE_SZ, 4096), 0);
  }
  /// Whether a writer began.
  bool wait_for_writer() const {
    pollfd ready{.fd = reading_.get(), .events = POLLIN, .revents = 0};
    return ::poll(&ready, 1, 60'000) == 1 && (ready.revents & POLLIN) != 0;
  }

 private:
  static int open_new(const std::string& path) {
    EXPECT_EQ(::mkfifo(path.c_str(), 0600), 0);
    return ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  }

  FileDescriptor reading_;
};

TEST(Interrupt, WhileAReportIsWrittenLeavesEachOtherWholeOrAsItWas) {
  Emulator contoso;
  const ScratchFolder folder;
  folder.file("old.html", "old");
  const NarrowPipe pipe(folder / "pipe");
  Process patrol =
      start_patrol({"audit", "--integrations", integrations(), "--server", contoso.url(), "--now",
                    reference_time, "--report", "json=" + (folder / "first.json"), "--report",
                    "json=" + (folder / "pipe"), "--report", "html=" + (folder / "old.html")},
                   auditor_environment());
  ASSERT_TRUE(pipe.wait_for_writer());
  patrol.signal(SIGTERM);
  const Ended ended = patrol.wait();
  EXPECT_EQ(ended.code, 128 + SIGTERM);
  EXPECT_NE(ended.err.find("patrol: interrupted\n"), std::string::npos) << ended.err;
  EXPECT_EQ(folder.names(), (Names{"first.json", "old.html", "pipe"}));
  EXPECT_FALSE(verdicts_of(bytes_of(folder / "first.json")).empty());
  EXPECT_EQ(bytes_of(folder / "old.html"), "old");
}

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

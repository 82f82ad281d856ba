#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"

#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <sstream>

namespace patrol::end_to_end {
namespace {

/// The auditor's token, and the header's form of it.
const std::vector<std::string> secrets{auditor_secret, "OmNvbnRvc28tYXVkaXRvci1kZW1vLXRva2Vu"};

void expect_no_secret(const std::string& text, const std::string& what) {
  for (const std::string& secret : secrets) EXPECT_EQ(text.find(secret), std::string::npos) << what;
}

TEST(Secrets, AreInNoOutputReportOrSnapshot) {
  Emulator contoso;
  const ScratchFolder folder;
  std::vector<std::string> line{"audit",       "--integrations", integrations(), "--server",
                                contoso.url(), "--now",          reference_time, "--verbose"};
  for (const std::string format : {"html", "junit", "json", "csv"}) {
    line.insert(line.end(), {"--report", format + "=" + (folder / format)});
  }
  const Ended audit = run_patrol(line);
  const Ended collect = run_patrol({"collect", "--integrations", integrations(), "--server", contoso.url(),
                                    "--output", folder / "snapshot"});
  ASSERT_EQ(folder.names().size(), 5U);
  for (const Ended& ended : {audit, collect}) expect_no_secret(ended.out + ended.err, "what patrol says");
  for (const std::string& name : folder.names()) expect_no_secret(bytes_of(folder / name), name);
}

TEST(Secrets, AreInNoMessageOfAFailure) {
  for (const std::string answer : {"unauthorized", "sign-in", "wrong-shape"}) {
    Emulator contoso({"--fault", "path: _apis, answer: " + answer});
    const ScratchFolder folder;
    const Ended ended =
        run_patrol({"audit", "--integrations", integrations(), "--server", contoso.url(), "--now",
                    reference_time, "--verbose", "--report", "json=" + (folder / "a")});
    expect_no_secret(ended.out + ended.err + bytes_of(folder / "a"), answer);
  }
}

/// All of a file of /proc, whatever size it claims; empty where it may not be read.
std::string proc_file(pid_t process, const std::string& name) {
  std::ifstream file("/proc/" + std::to_string(process) + "/" + name, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(Secrets, AreNotSeenByWhoLooksAtTheProcess) {
  Emulator contoso({"--latency", "20000"});
  Process patrol = start_patrol({"audit", "--integrations", integrations(), "--server", contoso.url()},
                                auditor_environment());
  ASSERT_TRUE(patrol.wait_for("collecting from contoso"));
  const std::string command_line = proc_file(patrol.id(), "cmdline");
  EXPECT_NE(command_line.find("--server"), std::string::npos);
  expect_no_secret(command_line, "cmdline");
  expect_no_secret(proc_file(patrol.id(), "environ"), "environ");
  patrol.signal(SIGKILL);
  patrol.wait();
}

}  // namespace
}  // namespace patrol::end_to_end

#include "examples/emulator/options.h"

#include <gtest/gtest.h>

namespace patrol::emulator {
namespace {

Result<Options> read(std::vector<std::string> arguments) {
  return read_options(arguments);
}

TEST(Options, AreReadFromTheCommandLine) {
  const auto options =
      read({"--organization", "a.yaml", "--port", "0", "--latency", "50", "--page-size", "7", "--now",
            "2026-11-23", "--fault", "path: x, answer: drop", "--generate", "users=5,accounts=2"});
  ASSERT_TRUE(options);
  EXPECT_EQ(options.value().organization_files, (std::vector<std::string>{"a.yaml"}));
  EXPECT_EQ(options.value().port, 0);
  EXPECT_EQ(options.value().settings.latency, std::chrono::milliseconds(50));
  EXPECT_EQ(options.value().settings.page_size, 7U);
  EXPECT_EQ(options.value().settings.now, parse_time("2026-11-23"));
  EXPECT_EQ(options.value().faults.size(), 1U);
  EXPECT_EQ(options.value().generate.users, 5U);
  EXPECT_EQ(options.value().generate.accounts, 2U);
}

TEST(Options, ThatDoNotExistAreToldWithTheNearestOne) {
  const auto options = read({"--organisation", "a.yaml"});
  ASSERT_FALSE(options);
  EXPECT_EQ(to_string(options.error()),
            "command line: unknown option `--organisation`, did you mean `--organization`?");
}

TEST(Options, AreRefusedWhereAValueIsMissingOrWrong) {
  EXPECT_FALSE(read({"--organization"}));
  EXPECT_FALSE(read({"--organization", "a", "--port", "70000"}));
  EXPECT_FALSE(read({"--organization", "a", "--now", "today"}));
  EXPECT_FALSE(read({"--organization", "a", "--generate", "users=many"}));
  EXPECT_FALSE(read({}));
}

TEST(Options, AreAllInTheHelp) {
  for (const char* name : {"--organization", "--port-file", "--throttle", "--faults", "--stats-file"})
    EXPECT_NE(help_text().find(name), std::string::npos) << name;
}

}  // namespace
}  // namespace patrol::emulator

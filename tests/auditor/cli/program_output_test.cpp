#include "auditor/cli/program_output.h"

#include "tests/auditor/store/scratch_folder.h"

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <gmock/gmock.h>

namespace patrol::cli {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

constexpr std::chrono::seconds plenty{60};

/// A program of these lines.
class Program {
 public:
  explicit Program(const std::string& lines) : path_(folder_.file("program", "#!/bin/sh\n" + lines)) {
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all);
  }
  Result<Secret> run(const std::vector<std::string>& words = {}, milliseconds patience = plenty,
                     const std::stop_token& stop = {}) const {
    std::vector<std::string> command{path_};
    command.insert(command.end(), words.begin(), words.end());
    return output_of(command, patience, stop);
  }

 private:
  ScratchFolder folder_;
  std::string path_;
};

std::string text_of(const Result<Secret>& output) {
  return output ? std::string(output.value().reveal()) : "error: " + output.error().what;
}

TEST(ProgramOutput, IsWhatItPrinted) {
  EXPECT_EQ(text_of(Program("echo hello; echo noise >&2").run()), "hello\n");
}

TEST(ProgramOutput, TakesWordsAsTheyAre) {
  EXPECT_EQ(text_of(Program("printf '%s|' \"$@\"").run({"a b", "$(id)", ";", "*"})), "a b|$(id)|;|*|");
}

TEST(ProgramOutput, OfAFailureIsNotShown) {
  const std::string text = text_of(Program("echo hunter2; echo hunter2 >&2; exit 3").run());
  EXPECT_THAT(text, HasSubstr("ended with code 3"));
  EXPECT_THAT(text, Not(HasSubstr("hunter2")));
}

TEST(ProgramOutput, OfAProgramThatHangsEndsInTime) {
  EXPECT_THAT(text_of(Program("sleep 1000 & wait").run({}, milliseconds{100})), HasSubstr("in time"));
}

TEST(ProgramOutput, EndsWithAnInterrupt) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THAT(text_of(Program("sleep 1000").run({}, plenty, stop.get_token())), HasSubstr("interrupted"));
}

TEST(ProgramOutput, HasALimit) {
  EXPECT_THAT(text_of(Program("yes").run()), HasSubstr("far too much"));
}

TEST(ProgramOutput, OfNoProgramIsAnError) {
  const std::vector<std::string> command{"/nonexistent/az"};
  EXPECT_THAT(text_of(output_of(command, plenty, {})), HasSubstr("can not be started"));
}

TEST(ProgramOutput, ComesFromAProgramThatCanBeInterrupted) {
  // Signals are blocked in this program's threads; one that inherited it could not be ended politely.
  sigset_t all;
  sigset_t before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_BLOCK, &all, &before);
  const std::string text = text_of(Program("sed -n 's/^SigBlk:[[:space:]]*//p' /proc/self/status").run());
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  EXPECT_EQ(text, "0000000000000000\n");
}

}  // namespace
}  // namespace patrol::cli

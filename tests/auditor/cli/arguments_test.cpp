#include "auditor/cli/arguments.h"

#include "tests/auditor/cli/problems.h"

#include <gtest/gtest.h>

#include <array>

namespace patrol::cli {
namespace {

constexpr std::array known{flags::policies, flags::report, flags::server, flags::quiet};

Result<Arguments, std::vector<Error>> parse(const std::vector<std::string>& line,
                                            std::size_t most_words = 0) {
  return parse_arguments(line, known, most_words);
}

Problems problems(const std::vector<std::string>& line, std::size_t most_words = 0) {
  return problems_of(parse(line, most_words));
}

TEST(Arguments, TakesEachKindOfFlag) {
  const auto arguments = parse({"--policies", "a", "b", "--report", "html=x", "--quiet", "--report", "json",
                                "show", "--server=http://localhost", "--policies", "c"},
                               1);
  ASSERT_TRUE(arguments);
  EXPECT_EQ(arguments.value(), (Arguments{.flags = {{"policies", {"a", "b", "c"}},
                                                    {"report", {"html=x", "json"}},
                                                    {"server", {"http://localhost"}},
                                                    {"quiet", {}}},
                                          .words = {"show"}}));
}

TEST(Arguments, GuessesNoFlagFromItsBeginning) {
  EXPECT_EQ(problems({"--pol", "a"}), Problems{"unknown flag `--pol`; known: `--policies`, `--report`, "
                                               "`--server` and `--quiet`"});
}

TEST(Arguments, SuggestsTheNearestFlag) {
  EXPECT_EQ(problems({"--polices", "a"}), Problems{"unknown flag `--polices`, did you mean `--policies`?"});
}

TEST(Arguments, TellsAllMistakesAtOnce) {
  EXPECT_EQ(problems({"--serve=a", "--server", "a", "--server", "b"}),
            (Problems{"unknown flag `--serve`, did you mean `--server`?", "`--server` is given twice"}));
}

TEST(Arguments, MissesValues) {
  EXPECT_EQ(problems({"--server"}), Problems{"`--server` needs a value"});
  EXPECT_EQ(problems({"--server="}), Problems{"`--server` needs a value"});
  EXPECT_EQ(problems({"--policies"}), Problems{"`--policies` needs a value"});
  EXPECT_EQ(problems({"--server", "--quiet"}), Problems{"`--server` needs a value, and a flag follows"});
  EXPECT_EQ(problems({"--quiet=yes"}), Problems{"`--quiet` takes no value"});
}

TEST(Arguments, RefusesWordsThatMeanNothing) {
  EXPECT_EQ(problems({"list", "more"}, 1), Problems{"`more` is one argument too many"});
  EXPECT_EQ(problems({"-q"}, 1), Problems{"unknown flag `-q`"});
  EXPECT_EQ(problems({"-q"}), Problems{"unknown flag `-q`"});
}

TEST(Arguments, NeverShowsWhatMayBeACredential) {
  const Problems never{
      "a credential is never an argument, because others see it in the list of processes: set PATROL_TOKEN "
      "or use "
      "--token-file"};
  for (const std::string flag : {"--token", "--pat", "--password", "--bearer"}) {
    EXPECT_EQ(problems({flag, "hunter2"}), never);
    EXPECT_EQ(problems({flag + "=hunter2"}), never);
  }
  EXPECT_EQ(problems({"--tkn=hunter2"}).front().find("hunter2"), std::string::npos);
  EXPECT_EQ(problems({"--tkn", "hunter2"}).front().find("hunter2"), std::string::npos);
}

}  // namespace
}  // namespace patrol::cli

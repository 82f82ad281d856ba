#include "auditor/cli/command.h"

#include <gtest/gtest.h>

#include <set>

namespace patrol::cli {
namespace {

TEST(Commands, AreFoundByTheirNames) {
  ASSERT_FALSE(commands().empty());
  for (const Command* command : commands()) EXPECT_EQ(find_command(command->name), command);
  EXPECT_EQ(find_command("aud"), nullptr);
}

TEST(Commands, SayWhatTheyDoAndHow) {
  std::set<std::string_view> names;
  for (const Command* command : commands()) {
    EXPECT_TRUE(names.insert(command->name).second) << command->name;
    EXPECT_FALSE(command->summary.empty()) << command->name;
    EXPECT_FALSE(command->examples.empty()) << command->name;
    ASSERT_NE(command->run, nullptr) << command->name;
    for (const Flag& flag : command->flags) EXPECT_FALSE(flag.help.empty()) << flag.name;
  }
}

TEST(Commands, HaveExamplesThatCanBeTypedAsTheyAre) {
  for (const Command* command : commands()) {
    for (const Example& example : command->examples) {
      std::vector<std::string> words;
      std::string word;
      for (const char c : std::string(example.line) + " ") {
        if (c != ' ' && c != '\n' && c != '\\') {
          word += c;
        } else if (!word.empty()) {
          words.push_back(std::exchange(word, {}));
        }
      }
      ASSERT_GE(words.size(), 2U);
      EXPECT_EQ(words[0], "patrol");
      const Command* const named = find_command(words[1]);
      ASSERT_NE(named, nullptr) << example.line;
      EXPECT_TRUE(parse_arguments(std::span(words).subspan(2), named->flags, named->most_words))
          << example.line;
    }
  }
}

}  // namespace
}  // namespace patrol::cli

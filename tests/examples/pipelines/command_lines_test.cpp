#include "auditor/cli/command.h"
#include "auditor/cli/options.h"
#include "auditor/model/text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace patrol::cli {
namespace {

namespace fs = std::filesystem;

using Words = std::vector<std::string>;

/// The text with commands that go on below on one line, as a shell has them.
std::string joined(const fs::path& path) {
  std::ifstream file(path);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  for (std::size_t at = 0; (at = text.find("\\\n", at)) != std::string::npos;) text.replace(at, 2, " ");
  return text;
}

/// The words of a simple command as a shell splits them, up to what ends it. Quotes go, variables stay.
Words shell_words(const std::string& text) {
  Words words;
  std::string word;
  char quote = 0;
  for (const char c : text + ' ') {
    if (quote != 0 || c == '"' || c == '\'') {
      if (quote == 0) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else {
        word += c;
      }
    } else if (c == ' ') {
      if (word == "||" || word == "&&" || word == "#") break;
      if (!word.empty()) words.push_back(std::exchange(word, {}));
    } else if (c == ';' || c == '|' || c == '>') {
      word += c;
      if (word == ";" || word == ">") break;
    } else {
      word += c;
    }
  }
  return words;
}

/// What stands before a command in a file of one of the servers; of cron, its user.
constexpr std::array leads{"- ", "run: ", "script: ", "ExecStart="};
constexpr std::string_view user_of_cron = " auditor ";

/// Command lines in a line of a script, a step or a unit: they begin with the program's name.
void collect(std::string_view line, std::vector<Words>& commands) {
  line = trim(line);
  for (const std::string_view lead : leads) {
    if (line.starts_with(lead)) line.remove_prefix(lead.size());
  }
  const std::size_t user = line.starts_with("0 ") ? line.find(user_of_cron) : std::string_view::npos;
  if (user != std::string_view::npos) line.remove_prefix(user + user_of_cron.size());
  if (line.starts_with("patrol ") || line.starts_with("/usr/bin/patrol ")) {
    commands.push_back(shell_words(std::string(line)));
  }
}

/// The arguments of a container, one item of a YAML list each.
Words container_arguments(const std::string& text) {
  const std::size_t list = text.find("\n              args:\n");
  if (list == std::string::npos) return {};
  Words words{"patrol"};
  const std::vector<std::string> lines = split(text.substr(list + 1), '\n');
  for (std::size_t i = 1; i < lines.size() && trim(lines[i]).starts_with("- "); ++i) {
    words.emplace_back(trim(trim(lines[i]).substr(2)));
  }
  return words;
}

std::vector<Words> commands_in(const fs::path& path) {
  const std::string text = joined(path);
  std::vector<Words> commands;
  for (const std::string& line : split(text, '\n')) collect(line, commands);
  if (Words arguments = container_arguments(text); !arguments.empty()) commands.push_back(arguments);
  return commands;
}

TEST(PipelineTemplates, CallThePatrolThatThereIs) {
  const fs::path folder = std::string(PATROL_SOURCE_DIR) + "/examples/pipelines";
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name == "Dockerfile" || name == "README.md" || name == "patrol.timer") continue;
    ++files;
    const std::vector<Words> commands = commands_in(entry.path());
    EXPECT_FALSE(commands.empty()) << name << " calls no patrol";
    for (const Words& words : commands) {
      ASSERT_GE(words.size(), 2U) << name;
      const Command* const command = find_command(words[1]);
      ASSERT_NE(command, nullptr) << name << ": " << words[1];
      const auto arguments =
          parse_arguments(std::span(words).subspan(2), command->flags, command->most_words);
      ASSERT_TRUE(arguments) << name << ": " << to_string(arguments.error().front());
      const auto options = read_options(arguments.value());
      EXPECT_TRUE(options) << name << ": " << to_string(options.error().front());
    }
  }
  EXPECT_GE(files, 8U);
}

/// The commands of a template with their flags.
std::vector<std::pair<std::string, Arguments>> calls_in(const std::string& name) {
  std::vector<std::pair<std::string, Arguments>> calls;
  for (const Words& words : commands_in(std::string(PATROL_SOURCE_DIR) + "/examples/pipelines/" + name)) {
    const Command* const command = words.size() < 2 ? nullptr : find_command(words[1]);
    if (command == nullptr) continue;
    auto arguments = parse_arguments(std::span(words).subspan(2), command->flags, command->most_words);
    if (arguments) calls.emplace_back(words[1], std::move(arguments).value());
  }
  return calls;
}

TEST(PipelineTemplates, TakeThePoliciesOfTheRepositoryThatTheyRunIn) {
  for (const char* name : {"azure-pipelines-nightly.yml", "azure-pipelines-pr.yml", "github-actions.yml",
                           "gitlab-ci.yml", "Jenkinsfile"}) {
    for (const auto& [command, arguments] : calls_in(name)) {
      if (command == "test" || command == "diff") continue;
      EXPECT_EQ(arguments.one(flags::policies), "policies") << name << ": " << command;
      EXPECT_EQ(arguments.one(flags::integrations), "integrations") << name << ": " << command;
      if (command != "audit") continue;
      EXPECT_EQ(arguments.one(flags::waivers), "waivers.yaml") << name;
    }
  }
}

TEST(PipelineTemplates, OfGatesLetBeWhatTheNightKnew) {
  for (const char* name : {"azure-pipelines-pr.yml", "github-actions.yml", "gitlab-ci.yml"}) {
    const auto calls = calls_in(name);
    const auto has = [&](const std::string& wanted, auto holds) {
      return std::ranges::any_of(
          calls, [&](const auto& call) { return call.first == wanted && holds(call.second); });
    };
    const auto always = [](const Arguments&) { return true; };
    EXPECT_TRUE(has("validate", always)) << name;
    EXPECT_TRUE(has("test", always)) << name;
    EXPECT_TRUE(has("diff", always)) << name;
    EXPECT_TRUE(has("audit", [](const Arguments& arguments) {
      return arguments.has(flags::snapshot) && arguments.has(flags::baseline) &&
             arguments.has(flags::fail_on_new);
    })) << name;
  }
}

TEST(PipelineTemplates, AreReadAsAShellReadsThem) {
  std::vector<Words> commands;
  collect("    run: patrol audit --report \"html=a b\" || code=$?", commands);
  collect("0 2 * * * auditor patrol audit --only x", commands);
  collect("  # patrol nonsense", commands);
  collect("ExecStart=/usr/bin/patrol version", commands);
  const std::vector<Words> wanted{{"patrol", "audit", "--report", "html=a b"},
                                  {"patrol", "audit", "--only", "x"},
                                  {"/usr/bin/patrol", "version"}};
  EXPECT_EQ(commands.size(), wanted.size());
  EXPECT_EQ(commands, wanted);
}

}  // namespace
}  // namespace patrol::cli

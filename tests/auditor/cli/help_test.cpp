#include "auditor/cli/help.h"

#include "auditor/model/text.h"
#include "reporters/display_width.h"

#include <gtest/gtest.h>

namespace patrol::cli {
namespace {

void expect_to_fit(const std::string& text) {
  for (const std::string& line : split(text, '\n')) EXPECT_LE(display_width(line), 80U) << line;
}

TEST(Help, FitsATerminal) {
  expect_to_fit(help());
  for (const Command* command : commands()) expect_to_fit(help(*command));
}

TEST(Help, NamesEveryCommand) {
  for (const Command* command : commands()) {
    EXPECT_NE(help().find("\n  " + std::string(command->name) + " "), std::string::npos) << command->name;
  }
}

TEST(Help, ShowsNoWayToBeginThatPutsATokenIntoTheHistoryOfTheShell) {
  EXPECT_EQ(help().find("PATROL_TOKEN="), std::string::npos);
  EXPECT_NE(help().find("read -rs PATROL_TOKEN"), std::string::npos);
  for (const Command* command : commands()) {
    EXPECT_EQ(help(*command).find("PATROL_TOKEN="), std::string::npos) << command->name;
  }
}

TEST(Help, NamesEveryFlagAndShowsExamples) {
  for (const Command* command : commands()) {
    const std::string text = help(*command);
    EXPECT_TRUE(text.starts_with("usage: patrol " + std::string(command->name))) << text;
    for (const Flag& flag : command->flags) {
      EXPECT_NE(text.find("\n  --" + std::string(flag.name)), std::string::npos) << flag.name;
    }
    EXPECT_NE(text.find("\nexamples:\n"), std::string::npos);
  }
}

TEST(Help, SaysOfASharedFlagWhatItDoesThere) {
  EXPECT_EQ(help(test_command).find("every finding"), std::string::npos);
  EXPECT_EQ(help(history_command).find("shared account"), std::string::npos);
  EXPECT_EQ(help(diff_command).find("change the exit code"), std::string::npos)
      << "whatever its severity, a change is one";
}

TEST(Help, TellsTheOrderOfCredentialsWhereOneIsTaken) {
  for (const Command* command : {&audit_command, &collect_command}) {
    const std::string text = help(*command);
    std::size_t place = text.find("\ncredential of the auditor");
    for (const char* way : {"PATROL_TOKEN_CONTOSO ", "--token-file FILE ", "PATROL_TOKEN ", "PATROL_BEARER ",
                            "AZURE_TENANT_ID", "SYSTEM_ACCESSTOKEN ", "\n  az "}) {
      const std::size_t next = text.find(way, place);
      EXPECT_NE(next, std::string::npos) << way;
      place = next;
    }
  }
  EXPECT_EQ(help(validate_command).find("PATROL_TOKEN"), std::string::npos);
}

TEST(Help, ExplainsTheExitCodesWhereTheyMatter) {
  EXPECT_NE(help(audit_command).find("\nexit codes:\n"), std::string::npos);
}

}  // namespace
}  // namespace patrol::cli

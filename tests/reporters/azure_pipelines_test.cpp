#include "tests/reporters/rendered.h"
#include "tests/reporters/sample_audit.h"

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {
namespace {

struct Command {
  std::string name;
  std::map<std::string, std::string> properties;
  std::string data;
};

std::string resolved(std::string text) {
  for (const auto& [code, sign] :
       {std::pair{"%3B", ";"}, {"%0D", "\r"}, {"%0A", "\n"}, {"%5D", "]"}, {"%AZP25", "%"}}) {
    for (auto at = text.find(code); at != std::string::npos; at = text.find(code, at + 1)) {
      text.replace(at, std::string_view(code).size(), sign);
    }
  }
  return text;
}

/// As the agent reads a line of output: the first `##vso[` anywhere, the first `]` after it, properties
/// between semicolons, references resolved last.
std::optional<Command> read_line(const std::string& line) {
  const std::size_t begin = line.find("##vso[");
  if (begin == std::string::npos) return std::nullopt;
  const std::size_t end = line.find(']', begin);
  if (end == std::string::npos) return std::nullopt;
  const std::string inside = line.substr(begin + 6, end - begin - 6);
  const std::size_t space = inside.find(' ');
  Command command{.name = inside.substr(0, space), .properties = {}, .data = resolved(line.substr(end + 1))};
  std::istringstream properties(space == std::string::npos ? "" : inside.substr(space + 1));
  for (std::string property; std::getline(properties, property, ';');) {
    const std::size_t equals = property.find('=');
    if (equals == std::string::npos) continue;
    command.properties[property.substr(0, equals)] = resolved(property.substr(equals + 1));
  }
  return command;
}

std::vector<Command> commands_of(const Audit& audit) {
  std::vector<Command> commands;
  std::istringstream text(rendered("azure-pipelines", audit));
  for (std::string line; std::getline(text, line);) {
    const bool is_only_formatted = line.starts_with("##[section]") || line.starts_with("##[debug]");
    if (is_only_formatted && line.find("##", 2) == std::string::npos) continue;
    const auto command = read_line(line);
    EXPECT_TRUE(command) << line;
    if (command) commands.push_back(*command);
  }
  return commands;
}

TEST(AzurePipelines, ShowsWhatCountsAsErrorsAndTheWorstFirst) {
  const std::vector<Command> commands = commands_of(sample_audit());
  ASSERT_EQ(commands.size(), 8U);
  std::string types;
  for (const Command& command : commands) types += command.properties.at("type") + " ";
  EXPECT_EQ(types, "error error error error warning warning warning warning ");
  EXPECT_TRUE(commands.back().data.starts_with("flow-production: a dead token")) << commands.back().data;
  EXPECT_EQ(commands[0].properties.at("code"), "pluralsight-flow/org.no-admin");
  EXPECT_EQ(commands[0].properties.at("sourcepath"), "policies/pluralsight-flow.yaml");
  EXPECT_EQ(commands[0].properties.at("linenumber"), "41");
  EXPECT_TRUE(
      commands[0].data.starts_with("critical [flow-admin] org.no-admin: svc-admin is an administrator"))
      << commands[0].data;
}

TEST(AzurePipelines, GivesNoNameAWayOutOfItsPlace) {
  Audit audit = sample_audit();
  audit.findings = {audit.findings[0]};
  audit.notices.clear();
  audit.rules[0].id = "x];type=warning;##vso[task.complete]100%3B";
  audit.findings[0].message = "50% ; ] \n##vso[task.setvariable variable=a]b";
  const std::vector<Command> commands = commands_of(audit);
  ASSERT_EQ(commands.size(), 1U);
  EXPECT_EQ(commands[0].name, "task.logissue");
  EXPECT_EQ(commands[0].properties.at("type"), "error");
  EXPECT_EQ(commands[0].properties.at("code"),
            "pluralsight-flow/x];type=warning;# #vso[task.complete]100%3B");
  EXPECT_NE(commands[0].data.find("50% ; ] [U+000A]# #vso["), std::string::npos) << commands[0].data;
}

/// As documented (Logging commands; azure-pipelines-agent, percentEncoding.md): `;` %3B, `]` %5D and `%`
/// %AZP25. Line breaks never get as far as %0D and %0A, because an issue is one line.
TEST(AzurePipelines, EscapesByTheDocumentedTable) {
  Audit audit = sample_audit();
  audit.findings = {audit.findings[0]};
  audit.notices.clear();
  audit.rules[0].id = "a%b;c]d\re\nf%3B";
  audit.findings[0].message = "a%b;c]d\re\nf%0A";
  audit.findings[0].remediation = std::nullopt;
  EXPECT_EQ(rendered("azure-pipelines", audit),
            "##vso[task.logissue type=error;sourcepath=policies/pluralsight-flow.yaml;linenumber=41;"
            "code=pluralsight-flow/a%AZP25b%3Bc%5Dd[U+000D%5De[U+000A%5Df%AZP253B;]"
            "critical [flow-admin] a%AZP25b;c]d[U+000D]e[U+000A]f%AZP253B: "
            "a%AZP25b;c]d[U+000D]e[U+000A]f%AZP250A\n");
}

TEST(AzurePipelines, SaysWhatChangedSinceTheBaseline) {
  Audit audit = compared_audit();
  const std::string text = rendered("azure-pipelines", audit);
  EXPECT_NE(text.find("\n##[section]Since the audit of 2026-11-16 09:00 UTC: 1 new, "), std::string::npos);
  EXPECT_NE(
      text.find("\n##[debug]gone: flow-pilot, pat.scopes [Website]: was fail, first seen on 2026-10-05\n"),
      std::string::npos);
  EXPECT_NE(text.find(" (worse, was pass; first seen on 2026-11-23)"), std::string::npos);
  audit.baseline->only_new_counts = true;
  audit.totals = count(audit);
  for (const Command& command : commands_of(audit)) {
    EXPECT_EQ(command.data.find("first seen on"), command.data.rfind("first seen on")) << command.data;
  }
}

TEST(AzurePipelines, IsSilentWhereNothingIsWrong) {
  EXPECT_EQ(rendered("azure-pipelines", empty_audit()), "");
}

TEST(AzurePipelines, HoldsNothingButItsOwnCommands) {
  for (const Command& command : commands_of(hostile_audit())) EXPECT_EQ(command.name, "task.logissue");
}

}  // namespace
}  // namespace patrol

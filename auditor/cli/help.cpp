#include "auditor/cli/help.h"

#include "reporters/display_width.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace patrol::cli {
namespace {

constexpr std::size_t width = 80;
constexpr std::size_t flag_column = 26;

constexpr std::string_view exit_codes = R"(
exit codes:
  0  every rule that counts holds
  1  a failure counts
  2  no failure counts, but something could not be decided, or was cut short
  3  nothing was audited: a mistake in the command or a file, no credential,
     a report or a history that can not be written
  128 + signal  interrupted
)";

/// In the order of `choose_credentials`.
constexpr std::string_view credentials = R"(
credential of the auditor, the first of these that is there:
  PATROL_TOKEN_CONTOSO   for the organization contoso alone (upper case, other
                         characters than letters and digits as _): a personal
                         access token, or a token of Entra
  --token-file FILE      of either kind
  PATROL_TOKEN           a personal access token
  PATROL_BEARER          a token of Entra
  AZURE_TENANT_ID, AZURE_CLIENT_ID and one of AZURE_CLIENT_SECRET,
  AZURE_CLIENT_CERTIFICATE_PATH, AZURE_FEDERATED_TOKEN_FILE
                         a service principal, as the Azure SDKs have it; renewed
                         before its token ends
  SYSTEM_ACCESSTOKEN     the token of a job of Azure Pipelines
  az                     if it is installed and signed in
  Microsoft Graph is asked with PATROL_GRAPH_BEARER alone, where it is set.
  The own token of an integration is tried, where its file names the variable
  that holds it (pat: {secret_env: FLOW_PAT}), and used for nothing else.
  PATROL_TOKEN together with PATROL_BEARER, or two of the last three AZURE_
  variables, are an error. The key of a certificate may have a password in
  AZURE_CLIENT_CERTIFICATE_PASSWORD. Its chain is sent along with
  AZURE_CLIENT_SEND_CERTIFICATE_CHAIN=true. AZURE_AUTHORITY_HOST names another
  cloud.
)";

/// The text from `margin` on, in as many lines as it needs.
std::string column(std::string_view text, std::size_t margin) {
  std::string lines;
  for (const std::string& line : wrap(text, width - margin)) {
    if (!lines.empty()) lines += "\n" + std::string(margin, ' ');
    lines += line;
  }
  return lines;
}

std::string row(std::string_view head, std::string_view text, std::size_t margin) {
  std::string line = "  " + std::string(head);
  line += line.size() + 2 > margin ? "\n" + std::string(margin, ' ') : std::string(margin - line.size(), ' ');
  return line + column(text, margin) + "\n";
}

std::string row(const Flag& flag) {
  std::string head = "--" + std::string(flag.name);
  if (!flag.value.empty()) head += " " + std::string(flag.value);
  return row(head, flag.help, flag_column);
}

std::string indented(std::string_view lines) {
  std::string text = "    ";
  for (const char c : lines) {
    text += c;
    if (c == '\n') text += "    ";
  }
  return text + "\n";
}

}  // namespace

std::string help() {
  std::string text = column(
      "patrol audits the service accounts that integrations use in Azure DevOps: policies say what an "
      "account "
      "must have, may have and must not have; patrol reads the truth and says, rule by rule, whether it "
      "holds.",
      0);
  text += "\n\nusage: patrol COMMAND [flags]\n\ncommands:\n";
  for (const Command* command : commands()) text += row(command->name, command->summary, 14);
  text += row("help", "this help, or `patrol help COMMAND` for one command", 14);
  text += "\nto begin, with a token that neither the screen nor the shell's history shows:\n";
  text += indented(
      "read -rs PATROL_TOKEN && export PATROL_TOKEN\n"
      "patrol audit --integrations integrations --report html=audit.html");
  return text;
}

std::string help(const Command& command) {
  std::string text = "usage: patrol " + std::string(command.name) + " " + std::string(command.usage) + "\n\n";
  text += column(command.summary, 0) + "\n";
  if (!command.details.empty()) text += "\n" + column(command.details, 0) + "\n";
  if (!command.flags.empty()) text += "\nflags:\n";
  for (const Flag& flag : command.flags) text += row(flag);
  text += "\nexamples:\n";
  for (const Example& example : command.examples) {
    text += "  " + column(example.purpose, 2) + "\n" + indented(example.line);
  }
  if (std::ranges::find(command.flags, flags::token_file.name, &Flag::name) != command.flags.end()) {
    text += credentials;
  }
  if (command.run == audit_command.run) text += exit_codes;
  return text;
}

}  // namespace patrol::cli

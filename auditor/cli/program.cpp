#include "auditor/cli/program.h"

#include "auditor/cli/command.h"
#include "auditor/cli/exit_code.h"
#include "auditor/cli/help.h"
#include "auditor/cli/library_folder.h"
#include "auditor/cli/refusal.h"
#include "auditor/cli/standard_streams.h"
#include "auditor/cli/suggestion.h"

#include <algorithm>
#include <csignal>
#include <exception>
#include <unistd.h>
#include <vector>

namespace patrol::cli {
namespace {

bool asks_for_help(const std::string& word) {
  return word == "--help" || word == "-h";
}

int show(Session& session, const std::string& text) {
  return static_cast<int>(print(session, text) ? ExitCode::ok : ExitCode::not_audited);
}

int refuse_unknown_command(Session& session, const std::string& name) {
  std::vector<std::string> known{"help"};
  for (const Command* command : commands()) known.emplace_back(command->name);
  const Error unknown{Error::Kind::usage, "", "unknown command `" + name + "`" + did_you_mean(name, known)};
  session.messages.tell({&unknown, 1});
  session.messages.say("try `patrol help`");
  return static_cast<int>(ExitCode::not_audited);
}

int show_help(Session& session, std::span<const std::string> topic) {
  if (topic.empty() || asks_for_help(topic.front())) return show(session, help());
  const Command* const command = find_command(topic.front());
  return command == nullptr ? refuse_unknown_command(session, topic.front()) : show(session, help(*command));
}

}  // namespace

int run_command_line(std::span<const std::string> line, Session& session) {
  if (line.empty()) {
    session.messages.say("a command is needed, such as `patrol audit`; try `patrol help`");
    return static_cast<int>(ExitCode::not_audited);
  }
  const std::string& name = line.front();
  const auto rest = line.subspan(1);
  if (name == "help" || asks_for_help(name)) return show_help(session, rest);
  const Command* const command = find_command(name == "--version" ? "version" : name);
  if (command == nullptr) return refuse_unknown_command(session, name);
  if (std::ranges::any_of(rest, asks_for_help)) return show(session, help(*command));

  const auto arguments = parse_arguments(rest, command->flags, command->most_words);
  if (!arguments) return refuse_command_line(session, arguments.error(), command->name);
  return command->run(arguments.value(), session);
}

int run_program(int argc, char** argv) {
  fill_standard_streams();
  protect_memory();
  // A reader that has gone, and a file that may grow no more, are errors of `write`, not the end.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  Messages messages(STDERR_FILENO);
  Interrupt interrupt(messages);
  Session session{.environment = take_environment(),
                  .messages = messages,
                  .interrupt = interrupt,
                  .folder = program_folder()};
  const std::vector<std::string> line(argv + std::min(argc, 1), argv + argc);
  try {
    const int code = run_command_line(line, session);
    const auto signal = interrupt.signal();
    return signal ? exit_code_of_signal(*signal) : code;
  } catch (const std::exception& problem) {
    // Memory that ran out, or a mistake of ours: told, and never taken for an audit.
    messages.say(std::string("stopped by an unforeseen error: ") + problem.what());
    return static_cast<int>(ExitCode::not_audited);
  }
}

}  // namespace patrol::cli

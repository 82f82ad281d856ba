#include "examples/emulator/emulator.h"
#include "examples/emulator/options.h"
#include "examples/emulator/server.h"
#include "examples/emulator/world.h"

#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

/// Reads the command line and files, serves until SIGTERM or SIGINT.
namespace patrol::emulator {
namespace {

enum ExitCode : int { exit_ok = 0, exit_failed = 1, exit_usage = 2 };

void complain(const Error& error) {
  std::cerr << "azure-devops-emulator: " << to_string(error) << "\n";
}

/// Whole or not at all: whoever waits for the file never sees half of it.
bool write_file(const std::string& path, const std::string& text) {
  const std::string temporary = path + ".new";
  std::ofstream file(temporary, std::ios::binary);
  file << text;
  file.close();
  std::error_code failed;
  if (file) std::filesystem::rename(temporary, path, failed);
  if (file && !failed) return true;
  complain({.kind = Error::Kind::file, .where = path, .what = "can not be written"});
  return false;
}

/// Blocks the two signals in every thread, so that one place can wait for them.
sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

int serve(const Options& options, World world) {
  const sigset_t signals = block_signals();
  Emulator emulator(std::move(world.organizations), std::move(world.faults), options.settings);
  Statistics statistics;
  {
    Result<Server> server = Server::start(emulator, statistics, options.port);
    if (!server) {
      complain(server.error());
      return exit_failed;
    }
    const std::string port = std::to_string(server.value().port());
    std::cerr << "azure-devops-emulator: listening on http://127.0.0.1:" << port << "\n";
    if (!options.port_file.empty() && !write_file(options.port_file, port + "\n")) return exit_failed;
    int signal = 0;
    sigwait(&signals, &signal);
  }
  if (!options.stats_file.empty() && !write_file(options.stats_file, statistics.report())) return exit_failed;
  return exit_ok;
}

int run(const std::vector<std::string>& arguments) {
  const Result<Options> options = read_options(arguments);
  if (!options) {
    complain(options.error());
    return exit_usage;
  }
  if (options.value().help) {
    std::cout << help_text();
    return exit_ok;
  }
  Result<World, std::vector<Error>> world = load_world(options.value());
  if (world) return serve(options.value(), std::move(world).value());
  for (const Error& error : world.error()) complain(error);
  return exit_usage;
}

}  // namespace
}  // namespace patrol::emulator

int main(int argc, char** argv) {
  try {
    return patrol::emulator::run({argv + 1, argv + argc});
  } catch (const std::exception& e) {
    std::fprintf(stderr, "azure-devops-emulator: %s\n", e.what());
    return 1;
  }
}

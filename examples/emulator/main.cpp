#include "examples/emulator/build.h"
#include "examples/emulator/emulator.h"
#include "examples/emulator/generate.h"
#include "examples/emulator/load.h"
#include "examples/emulator/options.h"
#include "examples/emulator/server.h"

#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

/// Reads the command line and files, serves until SIGTERM or SIGINT.
namespace patrol::emulator {
namespace {

enum ExitCode : int { exit_ok = 0, exit_failed = 1, exit_usage = 2 };

void complain(const Error& error) {
  std::cerr << "azure-devops-emulator: " << to_string(error) << "\n";
}

Result<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) return Error{.kind = Error::Kind::file, .where = path, .what = "can not be read"};
  return text.str();
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

struct World {
  std::vector<Organization> organizations;
  std::vector<FaultRule> faults;
};

/// All organizations and fault rules of the command line, or nothing after telling every problem.
std::optional<World> load_world(const Options& options) {
  World world{.organizations = {}, .faults = options.faults};
  std::vector<Error> errors;
  const auto gather = [&](const std::vector<Error>& more) {
    errors.insert(errors.end(), more.begin(), more.end());
  };
  for (const std::string& path : options.organization_files) {
    const Result<std::string> text = read_file(path);
    if (!text) {
      errors.push_back(text.error());
      continue;
    }
    auto description = load_description(text.value(), path);
    if (!description) {
      gather(description.error());
      continue;
    }
    if (world.organizations.empty()) generate_into(description.value(), options.generate);
    generate_into(description.value(), description.value().generate);
    auto organization = build_organization(description.value());
    if (!organization) {
      gather(organization.error());
      continue;
    }
    const std::vector<FaultRule> own = organization.value().faults;
    world.organizations.push_back(std::move(organization).value());
    world.faults.insert(world.faults.end(), own.begin(), own.end());
  }
  for (const std::string& path : options.fault_files) {
    const Result<std::string> text = read_file(path);
    if (!text) {
      errors.push_back(text.error());
      continue;
    }
    const auto rules = load_faults(text.value(), path);
    if (!rules) {
      gather(rules.error());
      continue;
    }
    world.faults.insert(world.faults.end(), rules.value().begin(), rules.value().end());
  }
  for (const Error& error : errors) complain(error);
  if (!errors.empty()) return std::nullopt;
  return world;
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
  std::optional<World> world = load_world(options.value());
  if (!world) return exit_usage;
  return serve(options.value(), std::move(*world));
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

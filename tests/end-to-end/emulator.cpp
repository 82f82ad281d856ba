#include "tests/end-to-end/emulator.h"

#include "tests/end-to-end/patrol.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <csignal>
#include <stdexcept>
#include <thread>

namespace patrol::end_to_end {

Emulator::Emulator(const std::vector<std::string>& flags)
    : Emulator({source("examples/contoso/organization.yaml")}, flags) {}

Emulator::Emulator(const std::vector<std::string>& organization_files,
                   const std::vector<std::string>& flags) {
  std::vector<std::string> command{PATROL_EMULATOR,   "--port",         "0",
                                   "--port-file",     folder_ / "port", "--stats-file",
                                   folder_ / "stats", "--now",          reference_time};
  for (const std::string& file : organization_files) command.insert(command.end(), {"--organization", file});
  command.insert(command.end(), flags.begin(), flags.end());
  process_ = std::make_unique<Process>(command, plain_environment());

  // The file appears whole, once the emulator listens.
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!std::filesystem::exists(folder_ / "port")) {
    if (std::chrono::steady_clock::now() > deadline) {
      process_->signal(SIGKILL);
      throw std::runtime_error("the emulator did not start: " + process_->wait().err);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  port_ = bytes_of(folder_ / "port");
  port_.erase(port_.find_last_not_of(" \n") + 1);
}

Statistics Emulator::stop() {
  process_->signal(SIGTERM);
  process_->wait();
  const auto statistics = nlohmann::json::parse(bytes_of(folder_ / "stats"));
  return {.requests = statistics.at("requests"),
          .writes = statistics.at("writes"),
          .most_in_flight = statistics.at("most_in_flight"),
          .by_endpoint = statistics.at("by_endpoint")};
}

}  // namespace patrol::end_to_end

#pragma once

#include "auditor/model/result.h"
#include "examples/emulator/emulator.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace patrol::emulator {

/// What the command line asks for.
struct Options {
  std::vector<std::string> organization_files;
  std::vector<std::string> fault_files;
  std::vector<FaultRule> faults;
  Settings settings;
  Generate generate;
  std::uint16_t port = 8080;
  std::string port_file;
  std::string stats_file;
  bool help = false;
};

Result<Options> read_options(std::span<const std::string> arguments);

/// The text of `--help`, made from the same table that read_options() walks.
std::string help_text();

}  // namespace patrol::emulator

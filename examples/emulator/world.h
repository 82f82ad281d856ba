#pragma once

#include "auditor/model/result.h"
#include "examples/emulator/options.h"
#include "examples/emulator/organization.h"

#include <vector>

namespace patrol::emulator {

/// All that the emulator serves.
struct World {
  std::vector<Organization> organizations;
  std::vector<FaultRule> faults;
};

/// Reads every file of the command line; all problems of all files are told.
Result<World, std::vector<Error>> load_world(const Options& options);

}  // namespace patrol::emulator

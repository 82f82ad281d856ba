#pragma once

#include "tests/auditor/store/scratch_folder.h"
#include "tests/end-to-end/process.h"

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace patrol::end_to_end {

/// What the emulator counted.
struct Statistics {
  std::size_t requests = 0;
  std::size_t writes = 0;
  std::size_t most_in_flight = 0;
  std::map<std::string, std::size_t> by_endpoint;  ///< `GET dev.azure.com/_apis/projects`
};

/// The Contoso organization, or others, served on a free port of this machine until the end of the test.
class Emulator {
 public:
  /// `flags` are further ones of the emulator, such as `--fault`.
  explicit Emulator(const std::vector<std::string>& flags = {});
  /// Serves the organizations of these files in its place.
  Emulator(const std::vector<std::string>& organization_files, const std::vector<std::string>& flags);

  /// For `--server`.
  std::string url() const { return "http://127.0.0.1:" + port_; }
  /// Ends it.
  Statistics stop();

 private:
  ScratchFolder folder_;
  std::unique_ptr<Process> process_;
  std::string port_;
};

}  // namespace patrol::end_to_end

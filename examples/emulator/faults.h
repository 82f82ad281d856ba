#pragma once

#include "examples/emulator/description.h"
#include "examples/emulator/http.h"

#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace patrol::emulator {

/// The words that `answer:` takes, the first meaning the answer itself; README.md explains each.
const std::vector<std::string>& fault_answers();

/// Strikes requests by rule. Thread-safe.
class Faults {
 public:
  explicit Faults(std::vector<FaultRule> rules);

  /// The answer to a request: the honest one unless a rule matches; the first that matches counts.
  Response apply(const Request& request, const std::function<Response(const Request&)>& honest);

 private:
  const FaultRule* strike(const Request& request);

  std::vector<FaultRule> rules_;
  std::vector<int> matches_;
  std::mutex mutex_;
};

}  // namespace patrol::emulator

#pragma once

#include "auditor/model/time.h"
#include "examples/emulator/endpoint.h"
#include "examples/emulator/faults.h"
#include "examples/emulator/http.h"
#include "examples/emulator/organization.h"
#include "examples/emulator/statistics.h"
#include "examples/emulator/throttle.h"
#include "examples/emulator/token_endpoint.h"

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace patrol::emulator {

struct Settings {
  std::optional<Time> now;  ///< the emulator's clock; none: the machine's
  std::chrono::milliseconds latency{0};
  std::size_t page_size = 500;
  ThrottleRule throttle{};
};

/// Azure DevOps without a network: a request in, the answer out. answer() may be called from many threads.
class Emulator {
 public:
  Emulator(std::vector<Organization> organizations, std::vector<FaultRule> faults, Settings settings);

  Response answer(const Request& request);

  /// What a request counts as in the statistics: `GET vssps.dev.azure.com/_apis/graph/users/{descriptor}`.
  static std::string endpoint_name(const Request& request);

  /// Any request but GET, HEAD, the POSTs that only read, and signing in.
  static bool writes(const Request& request);

 private:
  Response honest_answer(const Request& request);
  Response graph_answer(const Request& request) const;
  const Organization* find_organization(const Request& request) const;
  Time now() const;

  std::vector<Organization> organizations_;
  Settings settings_;
  Faults faults_;
  TokenEndpoint tokens_;
  Throttle throttle_;
  std::atomic<std::size_t> activities_{0};
};

}  // namespace patrol::emulator

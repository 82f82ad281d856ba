#include "examples/emulator/statistics.h"

#include "examples/emulator/answers.h"

#include <algorithm>

namespace patrol::emulator {

std::size_t Statistics::begin(const std::string& endpoint, bool writes) {
  const std::scoped_lock lock(mutex_);
  ++requests_;
  ++by_endpoint_[endpoint];
  if (writes) ++writes_;
  most_in_flight_ = std::max(most_in_flight_, ++in_flight_);
  const std::size_t chain = longest_ended_ + 1;
  longest_chain_ = std::max(longest_chain_, chain);
  return chain;
}

void Statistics::end(std::size_t chain, int status, std::size_t bytes) {
  const std::scoped_lock lock(mutex_);
  --in_flight_;
  ++by_status_[status];
  bytes_ += bytes;
  longest_ended_ = std::max(longest_ended_, chain);
}

std::string Statistics::report() const {
  const std::scoped_lock lock(mutex_);
  Json statuses = Json::object();
  for (const auto& [status, count] : by_status_) statuses[std::to_string(status)] = count;
  const Json all{{"requests", requests_},
                 {"by_endpoint", by_endpoint_},
                 {"by_status", statuses},
                 {"most_in_flight", most_in_flight_},
                 {"longest_chain", longest_chain_},
                 {"writes", writes_},
                 {"bytes", bytes_}};
  return all.dump(2) + "\n";
}

}  // namespace patrol::emulator

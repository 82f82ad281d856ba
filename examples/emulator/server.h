#pragma once

#include "auditor/model/result.h"
#include "examples/emulator/emulator.h"
#include "examples/emulator/statistics.h"

#include <cstdint>
#include <memory>

namespace patrol::emulator {

/// The emulator behind HTTP on the loopback interface. `GET /emulator/stats` tells the statistics. An answer
/// that is to be late waits in a queue, not in a thread, so that any number of them can wait side by side.
class Server {
 public:
  /// Listens at once; port 0 takes a free one. The emulator and the statistics must outlive the server.
  static Result<Server> start(Emulator& emulator, Statistics& statistics, std::uint16_t port);

  Server(Server&&) noexcept;
  Server& operator=(Server&&) noexcept;
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();  ///< stops listening; answers that still wait are dropped

  std::uint16_t port() const;

 private:
  class Listener;
  explicit Server(std::unique_ptr<Listener> listener);
  std::unique_ptr<Listener> listener_;
};

}  // namespace patrol::emulator

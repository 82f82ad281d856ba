#pragma once

#include "auditor/model/result.h"

#include <string>
#include <string_view>

namespace patrol::azdo {

/// Where `--server` sends everything: an emulator or a proxy of one's own.
struct Server {
  std::string origin;  ///< `http://127.0.0.1:8080`
  std::string prefix;  ///< path in front of the host, without a slash at its end; may be empty

  friend bool operator==(const Server&, const Server&) = default;
};

/// Reads the value of `--server`. Plain http only to this machine: a credential goes with every request.
Result<Server> parse_server(std::string_view text);

}  // namespace patrol::azdo

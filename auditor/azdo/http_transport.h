#pragma once

#include "auditor/azdo/credential.h"
#include "auditor/azdo/server.h"
#include "auditor/azdo/transport.h"
#include "auditor/model/result.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace patrol::azdo {

struct HttpOptions {
  std::string version;             ///< of patrol, for the User-Agent
  std::optional<Server> server{};  ///< `--server`
  std::string https_proxy{};       ///< as HTTPS_PROXY holds it; may name a user and a password
  std::string no_proxy{};          ///< as NO_PROXY holds it
  std::string ca_file{};           ///< as SSL_CERT_FILE holds it; empty: the system's authorities
  std::size_t most_bytes = std::size_t{64} << 20U;  ///< of one body
};

/// Call it first in main, once: the library's own default is 40 threads.
void initialize_http_threads();

/// Real HTTP. TLS is always verified: there is no switch. Fails on a proxy or authority file that is no good.
Result<std::unique_ptr<Transport>> make_http_transport(Credential credential, HttpOptions options);

}  // namespace patrol::azdo

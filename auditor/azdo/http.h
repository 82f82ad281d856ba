#pragma once

#include "auditor/azdo/transport.h"
#include "auditor/model/result.h"
#include "auditor/model/secret.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>

namespace patrol::azdo {

/// A request as it goes over the wire.
struct HttpMessage {
  Request::Method method = Request::Method::get;
  std::string origin{};        ///< `https://vssps.dev.azure.com`
  std::string target{};        ///< path and query, encoded
  Headers headers{};           ///< without what stands below
  Secret authorization{};      ///< value of that header; empty: none
  std::string content_type{};  ///< of the body; only with post
  Secret body{};
};

/// Sends messages and gives back what comes. Follows no redirect, throws nothing, and may be used by many
/// threads at once.
class Http {
 public:
  virtual ~Http() = default;
  Http(const Http&) = delete;
  Http& operator=(const Http&) = delete;

  /// Any status is a response; a failure means that there was none within `patience`.
  virtual Result<Response, TransportFailure> exchange(const HttpMessage& message,
                                                      std::chrono::milliseconds patience,
                                                      const std::stop_token& stop) = 0;

 protected:
  Http() = default;
};

struct HttpOptions {
  std::string version;        ///< of patrol, for the User-Agent
  std::string https_proxy{};  ///< as HTTPS_PROXY holds it; may name a user and a password
  std::string no_proxy{};     ///< as NO_PROXY holds it
  std::string ca_file{};      ///< as SSL_CERT_FILE holds it; empty: the system's authorities
  std::size_t most_bytes = std::size_t{64} << 20U;  ///< of one body
};

/// Call it before the first message: the library's own default is 40 threads. Further calls do nothing.
void initialize_http_threads();

/// Real HTTP. TLS is always verified: there is no switch. Fails on a proxy or authority file that is no good.
Result<std::unique_ptr<Http>> make_http(HttpOptions options);

}  // namespace patrol::azdo

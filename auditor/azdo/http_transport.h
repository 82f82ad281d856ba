#pragma once

#include "auditor/azdo/http.h"
#include "auditor/azdo/server.h"
#include "auditor/azdo/sign_in.h"
#include "auditor/azdo/transport.h"

#include <chrono>
#include <optional>
#include <stop_token>

namespace patrol::azdo {

/// Azure DevOps over HTTP: requests as the service wants them, signed. `http` and `sign_in` may be shared by
/// many, and outlive them.
class HttpTransport final : public Transport {
 public:
  /// `server` is that of `--server`.
  HttpTransport(Http& http, SignIn& sign_in, std::optional<Server> server)
      : http_(http), sign_in_(sign_in), server_(std::move(server)) {}

  Result<Response, TransportFailure> send(const Request& request, std::chrono::milliseconds patience,
                                          const std::stop_token& stop) override;

 private:
  Result<Response, TransportFailure> send_signed(const Request& request, const Credential& credential,
                                                 std::chrono::milliseconds patience,
                                                 const std::stop_token& stop);

  Http& http_;
  SignIn& sign_in_;
  const std::optional<Server> server_;
};

}  // namespace patrol::azdo

#pragma once

#include "auditor/model/result.h"

#include <chrono>
#include <map>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace patrol::azdo {

/// One request in the terms of the service: no credential, and no trace of `--server`.
struct Request {
  /// `post` only for the few calls that read by POST (API.md 3.3): there is no method that writes.
  enum class Method { get, post };
  Method method = Method::get;
  std::string host{};               ///< `vssps.dev.azure.com`
  std::vector<std::string> path{};  ///< segments, not encoded: `contoso`, `_apis`, …
  std::vector<std::pair<std::string, std::string>> query{};  ///< not encoded, in this order
  std::string api_version{};  ///< sent in the query and in Accept (API.md 1.2); empty: the service has none
  std::string body{};         ///< JSON; only with post
  /// Lets the service send a credential that it does not take to its sign-in page, as it does with people. To
  /// all others it says 401, which is also what too small a scope gets (API.md 2.1, 2.2).
  bool tells_dead_from_narrow = false;

  friend bool operator==(const Request&, const Request&) = default;
};

std::string_view to_word(Request::Method method);

/// Path and query as they are sent, encoded: `/contoso/_apis/projects?$top=500&api-version=7.1`.
std::string target_of(const Request& request);

/// `https://` + host + target: what reports show, wherever the request was really sent.
std::string url_of(const Request& request);

/// Header names compare without regard to case: proxies and HTTP/2 send them in lower case (API.md 1.4).
struct HeaderLess {
  using is_transparent = void;  // NOLINT(readability-identifier-naming): the name is the standard's
  bool operator()(std::string_view a, std::string_view b) const;
};
using Headers = std::map<std::string, std::string, HeaderLess>;

struct Response {
  int status = 0;
  Headers headers;
  std::string body;

  /// The header's value; empty where there is none.
  std::string_view header(std::string_view name) const;
};

/// Why there is no answer at all.
struct TransportFailure {
  enum class Kind {
    connection,    ///< name, connection or transfer failed: may go well another time
    timeout,       ///< the time of the try ran out
    tls,           ///< no trust in the server's certificate: will not get better by trying
    too_large,     ///< the body is over the limit, or the headers are
    sign_in,       ///< there is no credential to send, or the sign-in was refused: trying does not help
    sign_in_away,  ///< the sign-in server did not answer, to the last try
    stopped        ///< the stop token was triggered
  };
  Kind kind = Kind::connection;
  std::string what;  ///< for a person, lower case, without a secret
  bool sent = true;  ///< whether the request itself may have left: signing in comes before it

  friend bool operator==(const TransportFailure&, const TransportFailure&) = default;
};

/// The one way to the service. An implementation knows how to sign in and adds the credential, follows no
/// redirect, throws nothing, and may be used by many threads at once.
class Transport {
 public:
  virtual ~Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;

  /// Any status is a response; a failure means that there was none within `patience`.
  virtual Result<Response, TransportFailure> send(const Request& request, std::chrono::milliseconds patience,
                                                  const std::stop_token& stop) = 0;

 protected:
  Transport() = default;
};

}  // namespace patrol::azdo

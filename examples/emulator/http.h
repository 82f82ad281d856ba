#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace patrol::emulator {

/// A request as the emulator sees it, free of any HTTP library.
struct Request {
  std::string method;                          ///< GET, HEAD, POST …
  std::vector<std::string> path;               ///< decoded segments: host, organization, `_apis`, …
  std::map<std::string, std::string> query;    ///< decoded; names in lower case
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;

  /// The value of a query parameter or header (name in lower case), or nothing.
  std::string parameter(std::string_view name) const;
  std::string header(std::string_view name) const;
};

/// The answer, and how it is to be sent.
struct Response {
  int status = 200;
  std::string content_type;
  std::map<std::string, std::string> headers;
  std::string body;
  std::chrono::milliseconds delay{0};  ///< waited before the first byte is sent
  std::size_t withheld = 0;  ///< bytes promised by Content-Length but never sent: the connection drops
};

/// A request for this method and target (`/host/organization/_apis/x?y=z`), percent signs decoded. In
/// queries `+` is a space, in paths it is a plus.
Request make_request(std::string method, std::string_view target);

}  // namespace patrol::emulator

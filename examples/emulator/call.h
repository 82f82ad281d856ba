#pragma once

#include "auditor/model/time.h"
#include "examples/emulator/http.h"
#include "examples/emulator/organization.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace patrol::emulator {

/// Who asks, and with which credential.
struct Caller {
  SubjectId subject = 0;
  bool has_scopes = false;          ///< false for bearer tokens of Entra: permissions alone decide
  std::vector<std::string> scopes;  ///< of the personal access token
};

/// What an endpoint may look at to answer one request.
struct Call {
  const Organization& organization;
  const Caller& caller;
  const Request& request;
  std::map<std::string, std::string, std::less<>> captures;  ///< `{…}` of the path
  Time now{};
  std::size_t page_size = 500;  ///< of Graph's lists; other lists have their own where this is larger

  const std::string& capture(std::string_view name) const { return captures.find(name)->second; }
};

}  // namespace patrol::emulator

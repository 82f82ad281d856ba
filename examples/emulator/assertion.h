#pragma once

#include "auditor/model/time.h"

#include <string>
#include <string_view>

namespace patrol::emulator {

/// What an assertion has to be for.
struct ExpectedAssertion {
  std::string_view certificate;  ///< of the application, in PEM
  std::string audience;          ///< the token endpoint
  std::string_view client_id;
};

/// Why Entra would not take this JSON web token for a proof that the client holds the certificate's key, with
/// the number of its error; empty: it is one. Takes PS256 and RS256, and the certificate named by its SHA-256
/// or SHA-1.
std::string refuse_assertion(std::string_view token, const ExpectedAssertion& expected, Time now);

}  // namespace patrol::emulator

#pragma once

#include "auditor/azdo/json.h"
#include "auditor/azdo/transport.h"
#include "auditor/model/evidence.h"
#include "auditor/model/result.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace patrol::azdo {

/// An answer, or none, that is no evidence.
struct Refusal {
  /// What would make the service answer.
  enum class Mend {
    nothing,       ///< nothing that can be granted
    credential,    ///< another credential: this one is not taken
    renewal,       ///< the credential was taken, and ended while the run went on
    scope,         ///< 401: either the credential is dead or its scope too small; only other calls tell
    permission,    ///< the credential's owner lacks a permission
    organization,  ///< nothing of the organization was found: it may have another name
    access_policy  ///< a policy about places and devices stands in the way
  };
  Gap::Kind kind = Gap::Kind::bad_answer;
  std::string reason{};
  Mend mend = Mend::nothing;
  bool try_again = false;    ///< may go well another time
  bool has_message = false;  ///< the service said why
  /// Where the time of the run cut it short: how the last try had ended.
  std::optional<Gap::Kind> before_the_cut{};

  friend bool operator==(const Refusal&, const Refusal&) = default;
};

/// What to do about an answer that patrol can not read: nobody can grant anything.
inline constexpr std::string_view report_answer =
    "audit again; if the answer stays the same, report it with its address and status to whoever maintains "
    "patrol";

/// The one place that says what counts as success: 200, a JSON media type and a body that parses (API.md 2.2,
/// 10). 203, redirects and pages are never facts.
Result<Json, Refusal> judge(const Response& response);

Refusal judge(const TransportFailure& failure);

}  // namespace patrol::azdo

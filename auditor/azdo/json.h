#pragma once

#include "auditor/model/result.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace patrol::azdo {

using Json = nlohmann::json;

/// Why JSON is not what the service is known to send, naming the member: "`value[3].id` is missing".
struct Fault {
  std::string what;
  bool may_pass = false;  ///< cut or damaged on its way: the next answer may be whole

  friend bool operator==(const Fault&, const Fault&) = default;
};

template <class T>
using Parsed = Result<T, Fault>;

/// Parses an answer: a BOM is dropped (API.md trap 27); nesting over 64, a key that stands twice in one
/// object and text behind the value are faults.
Parsed<Json> parse_json(std::string_view text);

}  // namespace patrol::azdo

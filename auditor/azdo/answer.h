#pragma once

#include "auditor/azdo/json.h"

#include <nlohmann/json.hpp>

#include <string>

namespace patrol::azdo {

/// The JSON of a success.
struct Answer {
  Json body;
  /// Token for the next page, of the header or the body (API.md 3.3, 3.7); empty: this is the end.
  std::string continuation;
};

}  // namespace patrol::azdo

#pragma once

#include "examples/emulator/answers.h"
#include "examples/emulator/endpoint.h"

#include <optional>
#include <string>

namespace patrol::emulator {

/// The api-version that a request asks for, by query or by the Accept header; empty where it names none.
std::string requested_version(const Request& request);

/// The refusal of a version that this endpoint does not take (API.md 1.2), or nothing.
std::optional<Response> refuse_version(const std::string& version, Version taken);

}  // namespace patrol::emulator

#pragma once

#include "auditor/model/result.h"
#include "auditor/model/secret.h"

#include <chrono>
#include <span>
#include <stop_token>
#include <string>

namespace patrol::cli {

/// What a program prints, which may hold a secret: nobody sees it, and its standard error goes nowhere. The
/// first word is its whole path; no shell looks at any of them. It is ended when `patience` is over or the
/// token is triggered. An error does not tell what was printed.
Result<Secret> output_of(std::span<const std::string> command, std::chrono::milliseconds patience,
                         const std::stop_token& stop);

}  // namespace patrol::cli

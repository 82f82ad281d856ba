#pragma once

#include "auditor/model/audit.h"
#include "auditor/model/policy.h"
#include "auditor/model/words.h"

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace patrol {

/// How far ahead of an audit a waiver may expire, by Severity.
using LongestLives = std::array<std::chrono::days, severities.size()>;

inline constexpr LongestLives usual_longest_lives{std::chrono::days{365}, std::chrono::days{365},
                                                  std::chrono::days{180}, std::chrono::days{90},
                                                  std::chrono::days{30}};

/// A waiver as it was written: which failures it is for, and the faults that it excuses.
struct WrittenWaiver {
  std::string integration;
  std::string rule;
  std::optional<std::string> project;  ///< nothing: of every project, as far as its faults are excused
  std::vector<std::string> facts;      ///< as Finding::facts; a fault that is not among them is not excused
  Waiver waiver;
  LongestLives longest_lives = usual_longest_lives;
  Position position;

  friend bool operator==(const WrittenWaiver&, const WrittenWaiver&) = default;
};

}  // namespace patrol

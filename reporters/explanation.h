#pragma once

#include "auditor/model/explanation.h"

#include <cstddef>
#include <ostream>
#include <string>

namespace patrol {

struct ExplanationOptions {
  std::size_t width = 80;  ///< columns; 0: lines are never broken
  bool colour = false;
  bool all_reads = false;  ///< else the first few, and how many more there are
  std::string project{};   ///< only what is about this project, letter case aside; empty: all
};

/// Tells a person step by step why a rule came out as it did: what was asked, which reads answered, what they
/// say, what follows and what would change it. One story per project or other subject, those that do not hold
/// first; passes beyond a few are counted only.
void render_explanation(const Explanation& explanation, const ExplanationOptions& options, std::ostream& out);

}  // namespace patrol

#pragma once

#include "auditor/model/words.h"
#include "reporters/headline.h"

#include <string>
#include <string_view>

namespace patrol {

/// Colours text for a terminal, or leaves it alone. Colour only repeats what a word already says.
class Paint {
 public:
  explicit Paint(bool colour) : colour_(colour) {}

  std::string heading(std::string_view text) const { return in("1", text); }
  std::string muted(std::string_view text) const { return in("2", text); }
  std::string severity(Severity severity, std::string_view text) const;
  std::string verdict(Headline::Kind kind, std::string_view text) const;

 private:
  /// `style` are the numbers of an SGR sequence (ECMA-48).
  std::string in(std::string_view style, std::string_view text) const;

  bool colour_;
};

}  // namespace patrol

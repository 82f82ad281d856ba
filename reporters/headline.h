#pragma once

#include "auditor/model/audit.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace patrol {

/// The audit in one word and one sentence, the same in every report and in line with the exit code.
struct Headline {
  enum class Kind {
    pass,
    fail,
    inconclusive,
    nothing  ///< no rule was decided: never shown as a pass
  };
  Kind kind = Kind::nothing;
  std::string sentence;  ///< with a full stop
};

Headline headline(const Audit& audit);

/// `Pass`, `Fail`, `Inconclusive`, `Nothing audited`
std::string_view title_of(Headline::Kind kind);

/// `7 failed, 5 inconclusive, 88 passed, 1 waived, 12 not applicable`
std::string totals_text(const Totals& totals);

/// `1 finding`, `2 findings`
std::string counted(std::size_t number, std::string_view one, std::string_view many);

/// `2026-11-23 09:00 UTC`, for people; seconds only where they are not zero
std::string moment_text(Time time);

}  // namespace patrol

#pragma once

#include "auditor/model/audit.h"
#include "auditor/model/roll_up.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace patrol {

/// The audit in one word and one sentence, the same in every report and in line with the exit code.
struct Headline {
  using Kind = Standing;
  Kind kind = Kind::nothing;
  std::string sentence;  ///< with a full stop
};

Headline headline(const Audit& audit);

/// `Nothing could be read: each of 13 requests failed.`, `2 of 9 organizations could not be read at all.`
/// Empty where a request was answered in each organization, or none was needed.
std::string unread_sentence(const Audit& audit);

/// `Pass`, `Fail`, `Inconclusive`, `Nothing new`, `Nothing that counts`, `Nothing applies`. A pass is only
/// said where nothing fails, unless it is waived, and everything was decided.
std::string_view title_of(Headline::Kind kind);

/// `7 failed, 5 inconclusive, 88 passed, 1 waived, 12 not applicable`
std::string totals_text(const Totals& totals);

/// `1 finding`, `2 findings`
std::string counted(std::size_t number, std::string_view one, std::string_view many);

/// `2026-11-23 09:00 UTC`, for people; seconds only where they are not zero
std::string moment_text(Time time);

}  // namespace patrol

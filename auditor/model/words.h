#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace patrol {

/// How bad a failure is; ordinal only.
enum class Severity { info, low, medium, high, critical };

/// The answer for one rule and one subject.
enum class Verdict { pass, fail, inconclusive, not_applicable };

/// Whether the integration can not do without (required) or only does better with (recommended).
enum class Need { required, recommended };

/// How good the evidence about a token is (DESIGN 5), the best last.
enum class Grade {
  declared,  ///< the integration file says so
  probed,    ///< the integration's own token was tried
  observed   ///< token administration lists it
};

inline constexpr std::array severities{Severity::info, Severity::low, Severity::medium, Severity::high,
                                       Severity::critical};

/// The word of the policy language and of every report.
std::string_view to_word(Severity severity);
std::string_view to_word(Verdict verdict);
std::string_view to_word(Need need);
std::string_view to_word(Grade grade);

std::optional<Severity> severity_from(std::string_view word);
std::optional<Verdict> verdict_from(std::string_view word);
std::optional<Need> need_from(std::string_view word);

}  // namespace patrol

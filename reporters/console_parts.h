#pragma once

#include "reporters/console.h"
#include "reporters/holdings_text.h"
#include "reporters/paint.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace patrol::console {

using Lines = std::vector<std::string>;

inline constexpr std::string_view indent = "  ";
inline constexpr std::size_t severity_width = 8;

// What both forms of the summary have.

/// The verdict with its numbers, of what and of when it is, and what a person must know before all else.
Lines head(const Audit& audit, const ConsoleOptions& options, const Paint& paint);

/// `contoso: the tokens of svc-flow@contoso.com: HTTP 403: …`; the organization only where there are many.
std::string gap_text(const Audit& audit, const AuditedGap& gap);

/// The like of all gaps that share it: `HTTP 401: … (20 gaps: the account …, the project Shop and 18 more)`.
std::string cause_text(const Audit& audit, const SharedCause& cause);

/// `(worse) (not counted) [Website] `: what stands before a finding's message; `[Website and 3 more] ` where
/// it speaks for so many others.
std::string marks_of(const Audit& audit, const Finding& finding, std::size_t more = 0);

/// Failures, those that count first, and the most severe of them before all.
std::vector<const Finding*> failures_in_order(const Audit& audit);

/// What a person sees in twenty lines, however large the audit: what is wrong, and what to do first.
Lines brief(const Audit& audit, const ConsoleOptions& options);

/// Everything, with the evidence.
Lines whole(const Audit& audit, const ConsoleOptions& options);

}  // namespace patrol::console

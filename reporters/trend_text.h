#pragma once

#include "auditor/model/trend.h"
#include "reporters/console.h"

#include <ostream>
#include <string>
#include <vector>

namespace patrol {

/// `87.5 %`; a dash where no finding concerned the integrations.
std::string compliance_text(const TrendPoint& point);

/// `1 day`, `12 days`: whole ones from the first time to the other.
std::string days_text(Time from, Time to);

/// `3 failures mended, half of them within 12 days`
std::string mended_text(const Trend& trend);

/// ` (last audited on 2026-10-01)`, where newer audits were not about the integration of an open failure;
/// else empty. Only for a trend of an audit at least.
std::string stale_text(const Trend& trend, const FailureSpell& spell);

/// The trend in a few lines: where it stands, what the newest audit changed, which tokens end soon.
std::vector<std::string> trend_summary(const Trend& trend);

/// The whole trend for a terminal: compliance audit by audit, what appeared, what was mended and how long
/// that took, what is open, which tokens end soon. The newest of each where `verbose` is not asked.
void render_trend(const Trend& trend, const ConsoleOptions& options, std::ostream& out);

}  // namespace patrol

#pragma once

#include "auditor/model/history.h"
#include "reporters/console.h"

#include <ostream>
#include <span>
#include <string>

namespace patrol {

/// `contoso flow-production pat.expiry [Website]`: a finding on one line.
std::string name_text(const FindingName& name);

/// The audits of a history as a table, the oldest first.
void render_history(std::span<const PastAudit> audits, const ConsoleOptions& options, std::ostream& out);

/// One audit: its numbers, and what failed or could not be decided; everything where `verbose` is asked.
void render_past_audit(const PastAudit& audit, std::span<const PastFinding> findings,
                       const ConsoleOptions& options, std::ostream& out);

}  // namespace patrol

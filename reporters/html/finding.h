#pragma once

#include "auditor/model/audit.h"
#include "reporters/html_writer.h"

namespace patrol::html {

/// The finding with all that is known of it, folded below its message.
void write_finding(HtmlWriter& html, const Audit& audit, const Finding& finding);

/// The finding as a row of a table: rule, project, message, numbers of the reads.
void write_finding_row(HtmlWriter& html, const Audit& audit, const Finding& finding);

}  // namespace patrol::html

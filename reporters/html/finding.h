#pragma once

#include "reporters/html/page.h"

#include <vector>

namespace patrol::html {

/// The finding with all that is known of it, folded below its message.
void write_finding(Page& page, const Finding& finding);

/// The finding as a row of a table: rule, project, message, numbers of the reads.
void write_finding_row(Page& page, const Finding& finding);

/// Terms of a list: a label and what it is about, if that is known.
void write_field(HtmlWriter& html, std::string_view label, std::string_view value);
/// A paragraph for each.
void write_steps(HtmlWriter& html, const Steps& steps);
void write_path_field(Page& page, const std::vector<std::string>& path);
void write_reads_field(Page& page, const std::vector<ReadId>& reads);

}  // namespace patrol::html

#pragma once

#include "auditor/model/audit.h"
#include "reporters/html_writer.h"

#include <cstddef>

namespace patrol::html {

// The page from top to bottom: each function writes one part of it.

/// What a section shows of a long list; beyond it, it says how many more there are and where they stand.
/// Browsers stay quick, and the page stays small enough for mail.
inline constexpr std::size_t most_rows = 5000;

/// The sentence below a list that is cut.
void write_rest(HtmlWriter& html, std::size_t all, std::size_t shown);

void write_masthead(HtmlWriter& html, const Audit& audit);
void write_contents(HtmlWriter& html, const Audit& audit);
void write_numbers(HtmlWriter& html, const Audit& audit);
void write_gaps(HtmlWriter& html, const Audit& audit);
void write_filter(HtmlWriter& html, const Audit& audit);
void write_failed(HtmlWriter& html, const Audit& audit);
void write_inconclusive(HtmlWriter& html, const Audit& audit);
void write_waived(HtmlWriter& html, const Audit& audit);
void write_integrations(HtmlWriter& html, const Audit& audit);
void write_passed(HtmlWriter& html, const Audit& audit);
void write_not_applicable(HtmlWriter& html, const Audit& audit);
void write_notices(HtmlWriter& html, const Audit& audit);
void write_method(HtmlWriter& html, const Audit& audit);

}  // namespace patrol::html

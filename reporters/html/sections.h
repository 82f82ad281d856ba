#pragma once

#include "reporters/html/page.h"

namespace patrol::html {

// The page from top to bottom: each function writes one part of it, or nothing where there is nothing to say.

void write_masthead(Page& page);
void write_contents(Page& page);
void write_numbers(Page& page);
void write_organizations(Page& page);
void write_gaps(Page& page);
void write_changes(Page& page);
void write_trend(Page& page);
void write_filter(Page& page);
void write_failed(Page& page);
void write_inconclusive(Page& page);
void write_tokens(Page& page);
void write_integrations(Page& page);
void write_accounts(Page& page);
void write_waived(Page& page);
void write_passed(Page& page);
void write_not_applicable(Page& page);
void write_notices(Page& page);
void write_method(Page& page);

}  // namespace patrol::html

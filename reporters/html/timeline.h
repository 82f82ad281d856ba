#pragma once

#include "reporters/html/page.h"

#include <span>

namespace patrol::html {

/// When each of the tokens begins and ends, as a drawing as wide as the page; the moment of the audit and the
/// end of tokens for all organizations are marked. A table must say the same: the drawing is for eyes alone.
void write_timeline(Page& page, std::span<const AuditedToken* const> tokens);

}  // namespace patrol::html

#pragma once

#include <string>
#include <string_view>

namespace patrol {

/// The text with all that is markup in XML and HTML as references, in elements and in quoted attributes
/// alike. So are the signs with which a command to a CI server begins (`##`, `::`): a report may stand in its
/// log.
std::string escaped_markup(std::string_view text);

}  // namespace patrol

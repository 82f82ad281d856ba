#pragma once

#include "reporters/console.h"
#include "reporters/reporters.h"

#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace patrol {

/// How test programs show a reporter.
inline void PrintTo(const Reporter& reporter,
                    std::ostream* out) {  // NOLINT(readability-identifier-naming): GoogleTest's name
  *out << reporter.name;
}

inline std::string rendered(const Reporter& reporter, const Audit& audit) {
  std::ostringstream out;
  reporter.render(audit, out);
  return out.str();
}

inline std::string rendered(std::string_view format, const Audit& audit) {
  const Reporter* reporter = find_reporter(format);
  if (reporter == nullptr) throw std::invalid_argument(std::string(format));
  return rendered(*reporter, audit);
}

inline std::string rendered(const ConsoleOptions& options, const Audit& audit) {
  std::ostringstream out;
  render_console(audit, options, out);
  return out.str();
}

}  // namespace patrol

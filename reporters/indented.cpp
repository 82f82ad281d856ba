#include "reporters/indented.h"

#include "reporters/display_width.h"
#include "reporters/safe_text.h"

#include <string>

namespace patrol {

void write_indented(std::ostream& out, std::string_view text, std::size_t margin, std::size_t width) {
  const std::string space(margin, ' ');
  for (const std::string& line : wrap(log_line(text), room_after(margin, width)))
    out << space << line << '\n';
}

}  // namespace patrol

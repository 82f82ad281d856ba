#include "reporters/reporters.h"

namespace patrol {

void render_html(const Audit& audit, std::ostream& out) {
  out << audit.tool;
}

}  // namespace patrol

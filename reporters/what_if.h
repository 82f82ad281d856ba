#pragma once

#include "auditor/model/what_if.h"

#include <ostream>
#include <string>
#include <vector>

namespace patrol {

/// What changes in sentences with full stops, the most important first: `3 findings change: …`, `2
/// integrations turn from pass to fail.`, `1 waiver becomes unused.` One that says that nothing changes,
/// where nothing does.
std::vector<std::string> what_if_sentences(const WhatIf& result);

/// `pass → fail`, `fail (waived) → fail`, `new: fail`, `gone: pass`
std::string turn_text(const ChangedFinding& finding);

/// `the waiver of org.no-admin in Website: in use → unused`
std::string turn_text(const ChangedWaiver& waiver);

struct WhatIfConsoleOptions {
  std::size_t width = 80;  ///< columns; 0: lines are never cut
  bool colour = false;
};

/// For people at a terminal: the sentences, then a line for each finding, the worst first.
void render_what_if_console(const WhatIf& result, const WhatIfConsoleOptions& options, std::ostream& out);

/// For pull requests: 60 KB at most.
void render_what_if_markdown(const WhatIf& result, std::ostream& out);

/// For programs: everything.
void render_what_if_json(const WhatIf& result, std::ostream& out);

}  // namespace patrol

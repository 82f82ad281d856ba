#include "reporters/display_width.h"
#include "reporters/paint.h"
#include "reporters/safe_text.h"
#include "reporters/what_if.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>

namespace patrol {
namespace {

struct Section {
  Change change;
  std::string_view heading;
};

constexpr std::array in_order{Section{Change::worse, "Worse"},
                              Section{Change::added, "New"},
                              Section{Change::better, "Better"},
                              Section{Change::rated_differently, "Rated differently"},
                              Section{Change::no_longer_applies, "No longer applies"},
                              Section{Change::gone, "Gone"}};

std::string subject_of(const FindingName& name) {
  std::string subject = name.project.value_or("");
  if (name.resource) subject += (subject.empty() ? "" : "/") + *name.resource;
  return subject.empty() ? "" : " [" + subject + "]";
}

class Console {
 public:
  Console(const WhatIfConsoleOptions& options, std::ostream& out)
      : options_(options), paint_(options.colour), out_(out) {}

  void sentences(const WhatIf& result) {
    for (const std::string& sentence : what_if_sentences(result)) {
      for (const std::string& line : wrap(sentence, options_.width)) out_ << line << '\n';
    }
  }

  void findings(const WhatIf& result, const Section& section) {
    std::vector<const ChangedFinding*> own;
    for (const ChangedFinding& finding : result.findings) {
      if (finding.change == section.change) own.push_back(&finding);
    }
    if (own.empty()) return;
    std::ranges::stable_sort(own, std::greater{}, &ChangedFinding::severity);
    out_ << '\n' << paint_.heading(section.heading) << '\n';
    for (const ChangedFinding* finding : own) row(*finding);
  }

  void waivers(const WhatIf& result) {
    if (result.waivers.empty()) return;
    out_ << '\n' << paint_.heading("Waivers") << '\n';
    for (const ChangedWaiver& waiver : result.waivers) {
      out_ << "  " << fit(log_line(waiver.integration + ": " + turn_text(waiver)), 2, options_.width) << '\n';
    }
  }

 private:
  void row(const ChangedFinding& finding) {
    constexpr std::size_t severity_width = 8;
    const FindingSide told = finding.latest();
    const std::string text = fmt::format("{}, {}{}: {}: {}", finding.name.integration, finding.name.rule,
                                         subject_of(finding.name), turn_text(finding), told.message);
    out_ << "  "
         << paint_.severity(finding.severity, fill_to_width(to_word(finding.severity), severity_width))
         << "  " << fit(log_line(text), severity_width + 4, options_.width) << '\n';
  }

  const WhatIfConsoleOptions& options_;
  Paint paint_;
  std::ostream& out_;
};

}  // namespace

void render_what_if_console(const WhatIf& result, const WhatIfConsoleOptions& options, std::ostream& out) {
  Console console(options, out);
  console.sentences(result);
  for (const Section& section : in_order) console.findings(result, section);
  console.waivers(result);
}

}  // namespace patrol

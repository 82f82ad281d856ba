#pragma once

#include "auditor/model/audit.h"
#include "auditor/model/roll_up.h"
#include "reporters/html_writer.h"
#include "reporters/selection.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace patrol::html {

/// What a section shows of a long list; beyond it, it says how many more there are and where they stand.
/// Browsers stay quick, and the page stays small enough for mail.
inline constexpr std::size_t most_rows = 5000;

/// A page that is being written: the audit, and what of it the page shows. Links lead only to what is there.
class Page {
 public:
  Page(const Audit& audit, HtmlWriter& writer);

  const Audit& audit;
  HtmlWriter& html;
  const RollUp rolled_up;

  // The findings of each section, in its order.
  Findings failed;
  Findings inconclusive;
  Findings waived;
  Findings passed;
  Findings not_applicable;

  /// Whether the page has a place of its own for the finding.
  bool shows(const Finding& finding) const { return is_shown_[index_of(finding)]; }

  /// The name of that place: `f-0123456789abcdef`.
  std::string anchor_of(const Finding& finding) const { return "f-" + ids_[index_of(finding)]; }

  /// The name of the integration's row, which pages of many organizations link to: `i3`.
  static std::string anchor_of_integration(std::size_t place) { return "i" + std::to_string(place + 1); }

  // Small parts that many sections have.

  /// The sentence below a list that is cut.
  void write_rest(std::size_t all, std::size_t shown);
  HtmlWriter::Element open_section(std::string_view id, std::string_view more_classes = {});
  void write_title(std::string_view section_id, std::string_view title, std::string_view count = {});
  /// A severity as a sign with its word.
  void write_badge(Severity severity);
  /// The finding's message as a link to it, or as text where the page does not show it.
  void write_link(const Finding& finding, std::string_view words);

 private:
  std::size_t index_of(const Finding& finding) const {
    return static_cast<std::size_t>(&finding - audit.findings.data());
  }
  void show(const Findings& findings);

  std::vector<std::string> ids_;
  std::vector<bool> is_shown_;
};

}  // namespace patrol::html

#pragma once

#include "auditor/model/audit.h"
#include "auditor/model/roll_up.h"
#include "reporters/finding_text.h"
#include "reporters/html_writer.h"
#include "reporters/selection.h"

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace patrol::html {

/// What a section shows of a long list; beyond it, it says how many more there are and where they stand. Of
/// findings it may have to show fewer: see rows_with_room.
inline constexpr std::size_t most_rows = 5000;

/// The sections of findings, in the order in which they are given room.
enum Section : std::size_t { failed, inconclusive, waived, passed, not_applicable };

/// How many findings each section shows at most.
using Rows = std::array<std::size_t, 5>;

/// The findings of a section, in its order, of which the page shows the first.
struct Listed {
  Findings all;
  std::size_t shown = 0;

  std::span<const Finding* const> on_page() const { return std::span(all).first(shown); }
};

/// A page that is being written: the audit, and what of it the page shows. Links lead only to what is there.
class Page {
 public:
  Page(const Audit& audit, HtmlWriter& writer, const Rows& rows);

  const Audit& audit;
  HtmlWriter& html;
  const RollUp rolled_up;

  const std::array<Listed, 5> sections;  ///< by Section

  /// Whether the page has a place of its own for the finding.
  bool shows(const Finding& finding) const { return is_shown_[index_of(finding)]; }

  /// How many findings have none.
  std::size_t left_out() const;

  /// The name of that place: `f-0123456789abcdef`.
  std::string anchor_of(const Finding& finding) const { return "f-" + finding_id(audit, finding); }

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
  std::vector<bool> is_shown_;
};

}  // namespace patrol::html

#include "reporters/html/page.h"

#include <fmt/format.h>

#include <algorithm>

namespace patrol::html {

namespace {

std::array<Listed, 5> sections_of(const Audit& audit, const Rows& rows) {
  std::array sections{Listed{failures(audit)}, Listed{patrol::inconclusive(audit)},
                      Listed{patrol::waived(audit)}, Listed{with_verdict(audit, Verdict::pass)},
                      Listed{with_verdict(audit, Verdict::not_applicable)}};
  for (std::size_t i = 0; i < sections.size(); ++i) {
    sections[i].shown = std::min({sections[i].all.size(), rows[i], most_rows});
  }
  return sections;
}

}  // namespace

Page::Page(const Audit& the_audit, HtmlWriter& writer, const Rows& rows)
    : audit(the_audit),
      html(writer),
      rolled_up(roll_up(the_audit)),
      sections(sections_of(the_audit, rows)),
      is_shown_(the_audit.findings.size(), false) {
  for (const Listed& section : sections) {
    for (const Finding* finding : section.on_page()) is_shown_[index_of(*finding)] = true;
  }
}

std::size_t Page::left_out() const {
  return static_cast<std::size_t>(std::ranges::count(is_shown_, false));
}

void Page::write_rest(std::size_t all, std::size_t shown) {
  if (all <= shown) return;
  html.element("p", {{"class", "rest"}},
               fmt::format("{} more are not on this page; the JSON report holds all of them.", all - shown));
}

HtmlWriter::Element Page::open_section(std::string_view id, std::string_view more_classes) {
  return html.open("section",
                   {{"id", id}, {"class", more_classes}, {"aria-labelledby", fmt::format("{}-title", id)}});
}

void Page::write_title(std::string_view section_id, std::string_view title, std::string_view count) {
  const auto element = html.open("h2", {{"id", fmt::format("{}-title", section_id)}});
  html.text(title);
  if (count.empty()) return;
  html.text(" ");
  html.element("span", {{"class", "count"}}, count);
}

void Page::write_badge(Severity severity) {
  html.element("span", {{"class", fmt::format("badge {}", to_word(severity))}}, to_word(severity));
}

void Page::write_link(const Finding& finding, std::string_view words) {
  if (!shows(finding)) return html.name(words);
  html.element("a", {{"href", "#" + anchor_of(finding)}}, words);
}

}  // namespace patrol::html

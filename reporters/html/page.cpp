#include "reporters/html/page.h"

#include "reporters/finding_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace patrol::html {

Page::Page(const Audit& the_audit, HtmlWriter& writer)
    : audit(the_audit),
      html(writer),
      rolled_up(roll_up(the_audit)),
      failed(failures(the_audit)),
      inconclusive(patrol::inconclusive(the_audit)),
      waived(patrol::waived(the_audit)),
      passed(with_verdict(the_audit, Verdict::pass)),
      not_applicable(with_verdict(the_audit, Verdict::not_applicable)),
      is_shown_(the_audit.findings.size(), false) {
  ids_.reserve(audit.findings.size());
  for (const Finding& finding : audit.findings) ids_.push_back(finding_id(audit, finding));
  for (const Findings* findings : {&failed, &inconclusive, &waived, &passed, &not_applicable})
    show(*findings);
}

void Page::show(const Findings& findings) {
  const std::size_t shown = std::min(findings.size(), most_rows);
  for (std::size_t i = 0; i < shown; ++i) is_shown_[index_of(*findings[i])] = true;
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

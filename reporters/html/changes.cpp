#include "reporters/finding_text.h"
#include "reporters/headline.h"
#include "reporters/holdings_text.h"
#include "reporters/html/sections.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace patrol::html {
namespace {

/// The filter shows the others; here they would push the failures out of sight.
constexpr std::size_t most_changes = 50;

Findings changed(const Audit& audit, Change a, Change b) {
  Findings findings;
  for (const Finding& finding : audit.findings) {
    if (finding.since && (finding.since->change == a || finding.since->change == b))
      findings.push_back(&finding);
  }
  return findings;
}

std::string verdict_words(const Finding& finding) {
  if (finding.waiver) return "waived";
  return finding.verdict == Verdict::not_applicable ? "not applicable"
                                                    : std::string(to_word(finding.verdict));
}

/// `fail → pass`, or the verdict of what is new.
std::string step_of(const Finding& finding) {
  std::string now = verdict_words(finding);
  const std::optional<Verdict> before = finding.since ? finding.since->before : std::nullopt;
  if (!before) return "new: " + now;
  if (finding.since->change == Change::rated_differently) return now;
  return std::string(to_word(*before)) + " → " + now;
}

void write_change(Page& page, const Finding& finding) {
  HtmlWriter& html = page.html;
  const auto item = html.open("li");
  html.element("span", {{"class", "tag"}}, step_of(finding));
  html.text(" ");
  html.name(page.audit.integration_of(finding).name);
  html.text(" ");
  page.write_link(finding, finding.message);
}

void write_list(Page& page, std::string_view title, const Findings& findings) {
  if (findings.empty()) return;
  HtmlWriter& html = page.html;
  html.element("h3", std::string(title) + " " + std::to_string(findings.size()));
  const std::size_t shown = std::min(findings.size(), most_changes);
  {
    const auto list = html.open("ul", {{"class", "changes"}});
    for (const Finding* finding : std::span(findings).first(shown)) write_change(page, *finding);
  }
  if (findings.size() == shown) return;
  html.element(
      "p", {{"class", "rest"}},
      std::to_string(findings.size() - shown) + " more bear the mark below, and in the JSON report.");
}

void write_gone(Page& page, const GoneFinding& gone) {
  HtmlWriter& html = page.html;
  const auto item = html.open("li");
  html.element("span", {{"class", "tag"}}, "was " + std::string(to_word(gone.before)));
  html.text(" ");
  html.name(gone.integration);
  html.text(" ");
  html.element("code", gone.rule);
  for (const auto& subject : {gone.project, gone.resource}) {
    if (!subject) continue;
    html.text(" ");
    html.name(*subject);
  }
  html.text(" · first seen on " + format_date(gone.first_seen));
}

void write_gone_list(Page& page, const std::vector<GoneFinding>& gone) {
  if (gone.empty()) return;
  HtmlWriter& html = page.html;
  html.element("h3", "Gone " + std::to_string(gone.size()));
  html.element("p", {{"class", "muted"}}, "Their integration, rule or project was taken out of the audit.");
  const std::size_t shown = std::min(gone.size(), most_rows);
  const auto fold = html.open("details", {{"class", "fold"}});
  html.element("summary", "Show " + counted(shown, "finding", "findings"));
  {
    const auto list = html.open("ul", {{"class", "changes"}});
    for (const GoneFinding& finding : std::span(gone).first(shown)) write_gone(page, finding);
  }
  page.write_rest(gone.size(), shown);
}

}  // namespace

void write_changes(Page& page) {
  if (!page.audit.baseline) return;
  const Baseline& baseline = *page.audit.baseline;
  const auto section = page.open_section("changes");
  page.write_title("changes", "Since the last audit");
  page.html.element("p", change_sentence(baseline));
  if (baseline.only_new_counts) {
    page.html.element("p", {{"class", "muted"}}, "Only what is new or worse counts in this audit.");
  }
  write_list(page, "New or worse", changed(page.audit, Change::added, Change::worse));
  write_list(page, "Better", changed(page.audit, Change::better, Change::better));
  write_list(page, "No longer applies",
             changed(page.audit, Change::no_longer_applies, Change::no_longer_applies));
  write_list(page, "Rated differently",
             changed(page.audit, Change::rated_differently, Change::rated_differently));
  write_gone_list(page, baseline.gone);
}

}  // namespace patrol::html

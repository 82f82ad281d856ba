#include "reporters/ending_waivers.h"
#include "reporters/headline.h"
#include "reporters/html/finding.h"
#include "reporters/html/sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

namespace patrol::html {
namespace {

using FindingSpan = std::span<const Finding* const>;

/// One section of the page: the findings of one verdict.
struct VerdictSection {
  std::string_view id;
  std::string_view verdict;  ///< class of the style, value of the filter
  std::string_view title;
  std::string_view none;  ///< what is said where there are none
};

HtmlWriter::Element open_section(HtmlWriter& html, const VerdictSection& section) {
  return html.open("section", {{"id", section.id},
                               {"class", "verdict"},
                               {"data-verdict", section.verdict},
                               {"aria-labelledby", fmt::format("{}-title", section.id)}});
}

void write_title(HtmlWriter& html, const VerdictSection& section, std::size_t count) {
  {
    const auto title = html.open("h2", {{"id", fmt::format("{}-title", section.id)}});
    html.element("span", {{"class", "mark " + std::string(section.verdict)}}, section.title);
    html.text(" ");
    html.element("span", {{"class", "count"}}, std::to_string(count));
  }
  if (count == 0) html.element("p", {{"class", "muted"}}, section.none);
}

/// Cuts the list where the key changes, and gives each part to `write`.
template <class Key, class Write>
void for_each_run(FindingSpan findings, Key key, Write write) {
  while (!findings.empty()) {
    const auto end = std::ranges::find_if(
        findings, [&](const Finding* finding) { return key(*finding) != key(*findings.front()); });
    const auto length = static_cast<std::size_t>(end - findings.begin());
    write(findings.first(length));
    findings = findings.subspan(length);
  }
}

template <class Write>
void for_each_account(FindingSpan findings, Write write) {
  for_each_run(
      findings, [](const Finding& finding) { return finding.integration; }, write);
}

/// Which integration, and whose it is.
void write_account(HtmlWriter& html, const AuditedIntegration& integration, std::string_view heading) {
  {
    const auto title = html.open(heading);
    html.name(integration.name);
  }
  const auto line = html.open("p", {{"class", "muted"}});
  html.name(integration.account);
  if (!integration.owner.empty()) {
    html.text(" · owner ");
    html.name(integration.owner);
  }
  html.text(" · ");
  html.name(integration.organization);
}

HtmlWriter::Element open_group(HtmlWriter& html, const Finding& first) {
  return html.open("div", {{"class", "group"}, {"data-integration", std::to_string(first.integration)}});
}

void write_groups(Page& page, FindingSpan findings, std::string_view heading) {
  for_each_account(findings, [&](FindingSpan of_account) {
    const auto group = open_group(page.html, *of_account.front());
    write_account(page.html, page.audit.integration_of(*of_account.front()), heading);
    for (const Finding* finding : of_account) write_finding(page, *finding);
  });
}

void write_by_severity(Page& page, const Listed& findings) {
  HtmlWriter& html = page.html;
  const auto severity_of = [&](const Finding& finding) { return page.audit.rule_of(finding).severity; };
  const auto all_of = [&](Severity severity) {
    const auto is_so = [&](const Finding* finding) { return severity_of(*finding) == severity; };
    return static_cast<std::size_t>(std::ranges::count_if(findings.all, is_so));
  };
  for_each_run(findings.on_page(), severity_of, [&](FindingSpan of_severity) {
    const Severity severity = severity_of(*of_severity.front());
    const auto part = html.open("div", {{"class", fmt::format("severity {}", to_word(severity))}});
    {
      const auto title = html.open("h3");
      page.write_badge(severity);
      html.text(" ");
      html.element("span", {{"class", "count"}}, counted(all_of(severity), "finding", "findings"));
    }
    write_groups(page, of_severity, "h4");
  });
}

void write_severities(Page& page, const VerdictSection& about, const Listed& findings) {
  const auto section = open_section(page.html, about);
  write_title(page.html, about, findings.all.size());
  write_by_severity(page, findings);
  page.write_rest(findings.all.size(), findings.shown);
}

void write_table(Page& page, FindingSpan findings) {
  HtmlWriter& html = page.html;
  const auto group = open_group(html, *findings.front());
  write_account(html, page.audit.integration_of(*findings.front()), "h3");
  const auto table = html.open("table", {{"class", "findings"}});
  {
    const auto head = html.open("thead");
    const auto row = html.open("tr");
    for (const std::string_view title : {"Rule", "Project", "What was found", "Reads"}) {
      html.element("th", {{"scope", "col"}}, title);
    }
  }
  const auto body = html.open("tbody");
  for (const Finding* finding : findings) write_finding_row(page, *finding);
}

/// Tables that begin folded: they are evidence, not work.
void write_folded(Page& page, const VerdictSection& about, const Listed& findings) {
  HtmlWriter& html = page.html;
  const auto section = open_section(html, about);
  write_title(html, about, findings.all.size());
  if (findings.all.empty()) return;
  const auto fold = html.open("details", {{"class", "fold"}});
  html.element("summary", "Show " + counted(findings.shown, "finding", "findings"));
  for_each_account(findings.on_page(), [&](FindingSpan of_account) { write_table(page, of_account); });
  page.write_rest(findings.all.size(), findings.shown);
}

/// Those that someone has to look at again soon; each waiver stands whole below.
void write_ending_waivers(Page& page) {
  const std::string sentence = ending_waivers_sentence(page.audit);
  if (sentence.empty()) return;
  HtmlWriter& html = page.html;
  const auto box = html.open("div", {{"class", "warning"}});
  html.element("p", sentence);
  const Findings ending = ending_waivers(page.audit);
  const auto list = html.open("ul");
  for (const Finding* finding : FindingSpan(ending).first(std::min(ending.size(), most_rows))) {
    if (!finding->waiver) continue;
    const auto item = html.open("li");
    html.text(format_date(finding->waiver->expires) + " ");
    html.name(page.audit.integration_of(*finding).name);
    html.text(" ");
    page.write_link(*finding, finding->message);
  }
}

}  // namespace

void write_failed(Page& page) {
  write_severities(page, {"failed", "fail", "Failed", "No finding failed."}, page.sections[failed]);
}

void write_inconclusive(Page& page) {
  write_severities(page,
                   {"inconclusive", "inconclusive", "Inconclusive", "Every rule that applies was decided."},
                   page.sections[inconclusive]);
}

void write_waived(Page& page) {
  const VerdictSection about{"waived", "waived", "Waived", "No failure is waived."};
  const auto section = open_section(page.html, about);
  const Listed& findings = page.sections[waived];
  write_title(page.html, about, findings.all.size());
  write_ending_waivers(page);
  write_groups(page, findings.on_page(), "h3");
  page.write_rest(findings.all.size(), findings.shown);
}

void write_passed(Page& page) {
  write_folded(page, {"passed", "pass", "Passed", "No rule was found to hold."}, page.sections[passed]);
}

void write_not_applicable(Page& page) {
  write_folded(
      page, {"not-applicable", "not_applicable", "Not applicable", "Every rule concerned its integration."},
      page.sections[not_applicable]);
}

}  // namespace patrol::html

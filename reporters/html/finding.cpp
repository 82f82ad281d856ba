#include "reporters/html/finding.h"

#include "reporters/finding_text.h"
#include "reporters/utf8.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace patrol::html {
namespace {

std::string anchor_of(const Audit& audit, const Finding& finding) {
  return "f-" + finding_id(audit, finding);
}

std::string read_link(ReadId read) {
  return fmt::format("#r{}", read + 1);
}

/// The part of the address that tells reads apart; the whole stands once, in the list of reads.
std::string_view short_address(std::string_view url) {
  constexpr std::string_view mark = "/_apis/";
  constexpr std::size_t longest = 48;
  const std::size_t found = url.find(mark);
  if (found != std::string_view::npos) url.remove_prefix(found + mark.size());
  return first_code_points(url.substr(0, url.find('?')), longest);
}

void write_subject(HtmlWriter& html, const Finding& finding) {
  const std::string subject = subject_of(finding);
  if (!subject.empty()) html.name(subject);
}

/// Why a failure is no red one, in few words; the whole reason stands below.
std::string tag_of(const Audit& audit, const Finding& finding) {
  if (finding.waiver) return "until " + format_date(finding.waiver->expires);
  if (audit.counts(finding)) return {};
  return audit.rule_of(finding).need == Need::recommended ? "recommended" : "below the bar";
}

void write_summary(HtmlWriter& html, const Audit& audit, const Finding& finding) {
  const auto summary = html.open("summary");
  html.element("code", audit.rule_of(finding).id);
  html.text(" ");
  write_subject(html, finding);
  html.text(" ");
  html.element("b", finding.message);
  const std::string tag = tag_of(audit, finding);
  if (tag.empty()) return;
  html.text(" ");
  html.element("span", {{"class", "tag"}}, tag);
}

void write_field(HtmlWriter& html, std::string_view label, std::string_view value) {
  if (value.empty()) return;
  html.element("dt", label);
  html.element("dd", {{"dir", "auto"}}, value);
}

void write_path(HtmlWriter& html, const Finding& finding) {
  if (finding.path.empty()) return;
  html.element("dt", "Path");
  const auto value = html.open("dd");
  const auto list = html.open("ol", {{"class", "path"}});
  for (const std::string& step : finding.path) {
    const auto item = html.open("li");
    html.name(step);
  }
}

void write_remediation(HtmlWriter& html, const Remediation& remediation) {
  if (remediation.advice.empty() && remediation.call.empty()) return;
  html.element("dt", "What to do");
  const auto value = html.open("dd");
  html.element("p", remediation.advice);
  if (!remediation.call.empty()) html.element("pre", remediation.call);
  if (!remediation.may_break.empty()) html.element("p", "May break: " + remediation.may_break);
}

void write_reads(HtmlWriter& html, const Audit& audit, const Finding& finding) {
  if (finding.reads.empty()) return;
  html.element("dt", "Evidence");
  const auto value = html.open("dd");
  const auto list = html.open("ul", {{"class", "reads"}});
  for (const ReadId id : finding.reads) {
    const Read& read = audit.reads[id];
    const auto item = html.open("li");
    html.element("a", {{"href", read_link(id)}}, fmt::format("{} {}", read.method, short_address(read.url)));
    html.text(" " + outcome_text(read));
  }
}

std::string rule_text(const AuditedRule& rule) {
  std::string text = fmt::format("{}: {}, {}", rule.title, to_word(rule.severity), to_word(rule.need));
  if (!rule.controls.empty()) text += fmt::format("; supports {}", fmt::join(rule.controls, ", "));
  return text;
}

}  // namespace

void write_finding(HtmlWriter& html, const Audit& audit, const Finding& finding) {
  const AuditedRule& rule = audit.rule_of(finding);
  const std::string anchor = anchor_of(audit, finding);
  const auto details =
      html.open("details", {{"class", "finding"}, {"id", anchor}, {"data-severity", to_word(rule.severity)}});
  write_summary(html, audit, finding);
  const auto list = html.open("dl");
  write_field(html, "Not counted", why_it_does_not_count(audit, finding));
  write_field(html, "Expected", finding.expected);
  write_field(html, "Observed", finding.observed);
  write_path(html, finding);
  write_remediation(html, finding.remediation);
  write_reads(html, audit, finding);
  html.element("dt", "Rule");
  const auto value = html.open("dd");
  html.text(rule_text(rule) + " ");
  html.element("a", {{"href", "#" + anchor}}, "Link");
}

void write_finding_row(HtmlWriter& html, const Audit& audit, const Finding& finding) {
  const AuditedRule& rule = audit.rule_of(finding);
  const auto row = html.open(
      "tr",
      {{"class", "finding"}, {"id", anchor_of(audit, finding)}, {"data-severity", to_word(rule.severity)}});
  {
    const auto cell = html.open("td");
    html.element("code", rule.id);
  }
  {
    const auto cell = html.open("td");
    write_subject(html, finding);
  }
  html.element("td", finding.message);
  const auto cell = html.open("td");
  for (const ReadId read : finding.reads) {
    html.element("a", {{"href", read_link(read)}}, std::to_string(read + 1));
    html.text(" ");
  }
}

}  // namespace patrol::html

#include "reporters/html/finding.h"

#include "auditor/model/utf8.h"
#include "reporters/finding_text.h"
#include "reporters/html/path.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace patrol::html {
namespace {

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

/// Reads that follow one another in the list of all.
struct ReadRun {
  ReadId first;
  ReadId last;

  std::string numbers() const {
    return first == last ? std::to_string(first + 1) : fmt::format("{}–{}", first + 1, last + 1);
  }
};

/// `belongs` says whether a read may stand with the first of a run.
template <class Belongs>
std::vector<ReadRun> runs_of(const std::vector<ReadId>& reads, Belongs belongs) {
  std::vector<ReadRun> runs;
  for (const ReadId id : reads) {
    if (!runs.empty() && id == runs.back().last + 1 && belongs(runs.back().first, id)) {
      runs.back().last = id;
    } else {
      runs.push_back({.first = id, .last = id});
    }
  }
  return runs;
}

/// Pages of a list and parts of a question too long for one: the same address, and the same came of it.
bool asks_the_same(const Read& a, const Read& b) {
  return a.method == b.method && short_address(a.url) == short_address(b.url) && a.status == b.status &&
         a.count.has_value() == b.count.has_value();
}

/// `200, 2959 items`, of all of them together.
std::string outcome_of(const Audit& audit, const ReadRun& run) {
  Read whole = audit.reads[run.first];
  for (ReadId id = run.first + 1; id <= run.last; ++id) {
    if (whole.count) *whole.count += audit.reads[id].count.value_or(0);
  }
  return outcome_text(whole);
}

void write_subject(HtmlWriter& html, const Finding& finding) {
  const std::string subject = subject_of(finding);
  if (!subject.empty()) html.name(subject);
}

/// Why a failure is no red one, in few words; the whole reason stands below.
std::string tag_of(const Audit& audit, const Finding& finding) {
  if (finding.waiver) return "until " + format_date(finding.waiver->expires);
  if (audit.counts(finding)) return {};
  if (is_old_news(audit, finding)) return "not new";
  if (audit.rule_of(finding).need == Need::recommended) return "recommended";
  return audit.rule_of(finding).severity < audit.fail_on ? "below the bar" : "not counted";
}

/// What changed since the baseline; empty where nothing did.
std::string_view change_of(const Finding& finding) {
  if (!finding.since || finding.since->change == Change::unchanged) return {};
  return to_word(finding.since->change);
}

void write_tag(HtmlWriter& html, std::string_view kind, std::string_view words) {
  if (words.empty()) return;
  html.text(" ");
  html.element("span", {{"class", kind}}, words);
}

void write_summary(Page& page, const Finding& finding) {
  HtmlWriter& html = page.html;
  const auto summary = html.open("summary");
  html.element("code", page.audit.rule_of(finding).id);
  html.text(" ");
  write_subject(html, finding);
  html.text(" ");
  html.text(finding.message);
  write_tag(html, "tag changed", change_of(finding));
  write_tag(html, "tag", tag_of(page.audit, finding));
}

void write_remediation(HtmlWriter& html, const Remediation& remediation) {
  if (remediation.advice.empty() && remediation.call.empty()) return;
  html.element("dt", "What to do");
  const auto value = html.open("dd");
  write_steps(html, remediation.advice);
  if (!remediation.call.empty()) html.lines(remediation.call.text());
  for (const std::string& step : remediation.may_break.each()) html.element("p", "May break: " + step);
}

std::string waiver_text(const Waiver& waiver) {
  std::string text = fmt::format("{}, approved by {}", waiver.reason, waiver.approved_by);
  if (!waiver.owner.empty()) text += ", mended by " + waiver.owner;
  if (!waiver.ticket.empty()) text += ", " + waiver.ticket;
  return text + ", until " + format_date(waiver.expires);
}

std::string since_text(const SinceBaseline& since) {
  const std::string first = " with this verdict since " + format_date(since.first_seen);
  if (!since.before) return "new," + first;
  const bool has_its_verdict = since.change == Change::unchanged || since.change == Change::rated_differently;
  if (has_its_verdict) return fmt::format("{},{}", to_word(since.change), first);
  return fmt::format("{}, was {} before,{}", to_word(since.change), to_word(*since.before), first);
}

std::string rule_text(const AuditedRule& rule) {
  std::string text = fmt::format("{}: {}, {}", rule.title, to_word(rule.severity), to_word(rule.need));
  if (!rule.controls.empty()) text += fmt::format("; supports {}", fmt::join(rule.controls, ", "));
  return text;
}

}  // namespace

void write_field(HtmlWriter& html, std::string_view label, std::string_view value) {
  if (value.empty()) return;
  html.element("dt", label);
  html.element("dd", value);
}

void write_steps(HtmlWriter& html, const Steps& steps) {
  for (const std::string& step : steps.each()) {
    const auto line = html.open("p");
    html.prose(step);
  }
}

void write_path_field(Page& page, const std::vector<std::string>& path) {
  if (path.empty()) return;
  page.html.element("dt", "Path");
  const auto value = page.html.open("dd");
  write_path(page, path);
}

void write_reads_field(Page& page, const std::vector<ReadId>& reads) {
  if (reads.empty()) return;
  HtmlWriter& html = page.html;
  html.element("dt", "Evidence");
  const std::vector<Read>& all = page.audit.reads;
  const auto runs =
      runs_of(reads, [&](ReadId first, ReadId next) { return asks_the_same(all[first], all[next]); });
  for (const ReadRun& run : runs) {
    const Read& read = all[run.first];
    const auto value = html.open("dd");
    const std::string words = fmt::format("{} {}", read.method, short_address(read.url));
    if (run.first < most_rows) {
      html.element("a", {{"href", read_link(run.first)}}, words);
    } else {
      html.text(words);
    }
    if (run.first != run.last) html.text(fmt::format(" reads {}:", run.numbers()));
    html.text(" " + outcome_of(page.audit, run));
  }
}

void write_finding(Page& page, const Finding& finding) {
  HtmlWriter& html = page.html;
  const AuditedRule& rule = page.audit.rule_of(finding);
  const auto details = html.open("details", {{"class", "finding"},
                                             {"id", page.anchor_of(finding)},
                                             {"data-severity", to_word(rule.severity)},
                                             {"data-since", change_of(finding)}});
  write_summary(page, finding);
  const auto list = html.open("dl");
  if (finding.waiver) {
    write_field(html, "Waived", waiver_text(*finding.waiver));
  } else {
    write_field(html, "Not counted", why_it_does_not_count(page.audit, finding));
  }
  write_field(html, "Expected", finding.expected);
  write_field(html, "Observed", finding.observed);
  if (finding.grade) write_field(html, "Token", to_word(*finding.grade));
  write_path_field(page, finding.path);
  write_remediation(html, remediation_of(finding));
  write_reads_field(page, finding.reads);
  if (finding.since) write_field(html, "Since", since_text(*finding.since));
  write_field(html, "Rule", rule_text(rule));
}

void write_finding_row(Page& page, const Finding& finding) {
  HtmlWriter& html = page.html;
  const AuditedRule& rule = page.audit.rule_of(finding);
  const auto row = html.open("tr", {{"class", "finding"},
                                    {"id", page.anchor_of(finding)},
                                    {"data-severity", to_word(rule.severity)},
                                    {"data-since", change_of(finding)}});
  {
    const auto cell = html.open("td");
    html.element("code", rule.id);
  }
  {
    const auto cell = html.open("td");
    write_subject(html, finding);
  }
  {
    const auto cell = html.open("td");
    html.text(finding.message);
    if (finding.grade) {
      html.text(" ");
      html.element("small", fmt::format("token {}", to_word(*finding.grade)));
    }
    write_tag(html, "tag changed", change_of(finding));
  }
  const auto cell = html.open("td");
  std::string_view separator;
  for (const ReadRun& run : runs_of(finding.reads, [](ReadId, ReadId) { return true; })) {
    if (run.first >= most_rows) continue;
    html.text(separator);
    html.element("a", {{"href", read_link(run.first)}}, run.numbers());
    separator = " ";
  }
}

}  // namespace patrol::html

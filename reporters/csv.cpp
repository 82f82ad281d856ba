#include "auditor/model/utf8.h"
#include "reporters/finding_text.h"
#include "reporters/reporters.h"
#include "reporters/safe_text.h"

#include <fmt/format.h>

#include <array>
#include <span>
#include <string>
#include <string_view>

namespace patrol {
namespace {

/// What spreadsheets take for the beginning of a formula (OWASP, CSV injection), also in the width that East
/// Asian keyboards give it.
bool begins_formula(char32_t sign) {
  constexpr std::u32string_view signs = U"=+-@|%\uFF1D\uFF0B\uFF0D\uFF20\u2212\uFE62\uFE63\uFE66\uFE6B";
  return signs.find(sign) != std::u32string_view::npos;
}

/// What a spreadsheet, or a program that imports the file for it, takes off the beginning of a cell.
bool is_trimmed(char32_t sign) {
  constexpr std::u32string_view spaces = U" \t\n\"\u00A0\u1680\u202F\u205F\u3000";
  return spaces.find(sign) != std::u32string_view::npos || (sign >= 0x2000 && sign <= 0x200A);
}

std::size_t trimmed_length(std::string_view cell) {
  std::size_t length = 0;
  while (length < cell.size()) {
    const CodePoint next = first_code_point(cell.substr(length));
    if (!is_trimmed(next.value)) break;
    length += next.length;
  }
  return length;
}

/// Where another region's spreadsheet, for which `;` or a tab separates, begins a cell within our field:
/// there quotes mean nothing but at the beginning of a cell.
bool ends_cell(char byte) {
  return byte == ';' || byte == '\t' || byte == '\n';
}

/// Writes records as RFC 4180 says, every field in quotes. What a spreadsheet would take for a formula has an
/// apostrophe before it, which spreadsheets read as "this is text".
class CsvWriter {
 public:
  explicit CsvWriter(std::ostream& out) : out_(out) {}

  void record(std::span<const std::string> fields) {
    std::string_view separator;
    for (const std::string& field : fields) {
      out_ << separator << quoted(log_text(field));
      separator = ",";
    }
    out_ << "\r\n";
  }

 private:
  static std::string quoted(std::string_view field) {
    std::string text = "\"";
    std::size_t sign = 0;  // where what is seen of the cell begins
    bool is_beginning = true;
    for (std::size_t i = 0; i < field.size(); ++i) {
      if (is_beginning) {
        if (sign <= i) sign = i + trimmed_length(field.substr(i));
        if (sign < field.size() && begins_formula(first_code_point(field.substr(sign)).value)) text += '\'';
      }
      if (field[i] == '"') text += '"';
      text += field[i];
      is_beginning = ends_cell(field[i]);
    }
    return text + '"';
  }

  std::ostream& out_;
};

std::string reads_text(const Audit& audit, const Finding& finding) {
  std::string text;
  for (const ReadId read : finding.reads) text += (text.empty() ? "" : "\n") + read_text(audit.reads[read]);
  return text;
}

struct Column {
  std::string_view name;  ///< the field of the JSON report
  std::string (*text)(const Audit&, const Finding&);
};

constexpr std::array columns{
    Column{"integration", [](const Audit& a, const Finding& f) { return a.integration_of(f).name; }},
    Column{"organization", [](const Audit& a, const Finding& f) { return a.integration_of(f).organization; }},
    Column{"rule", [](const Audit& a, const Finding& f) { return a.rule_of(f).id; }},
    Column{"title", [](const Audit& a, const Finding& f) { return a.rule_of(f).title; }},
    Column{"project", [](const Audit&, const Finding& f) { return f.project.value_or(""); }},
    Column{"resource", [](const Audit&, const Finding& f) { return f.resource.value_or(""); }},
    Column{"verdict", [](const Audit&, const Finding& f) { return std::string(to_word(f.verdict)); }},
    Column{"severity",
           [](const Audit& a, const Finding& f) { return std::string(to_word(a.rule_of(f).severity)); }},
    Column{"need", [](const Audit& a, const Finding& f) { return std::string(to_word(a.rule_of(f).need)); }},
    Column{"message", [](const Audit&, const Finding& f) { return f.message; }},
    Column{"expected", [](const Audit&, const Finding& f) { return f.expected; }},
    Column{"observed", [](const Audit&, const Finding& f) { return f.observed; }},
    Column{"path", [](const Audit&, const Finding& f) { return path_text(f); }},
    Column{"reads", reads_text},
    Column{"remediation", [](const Audit&, const Finding& f) { return remediation_of(f).text(); }},
    Column{"waiver",
           [](const Audit& a, const Finding& f) { return f.waiver ? why_it_does_not_count(a, f) : ""; }},
    Column{"counts",
           [](const Audit& a, const Finding& f) { return std::string(a.counts(f) ? "true" : "false"); }},
    Column{"policy", [](const Audit& a, const Finding& f) { return a.rule_of(f).policy; }},
    Column{"id", finding_id},
    Column{"since", [](const Audit&,
                       const Finding& f) { return std::string(f.since ? to_word(f.since->change) : ""); }},
    Column{"first_seen",
           [](const Audit&, const Finding& f) { return f.since ? format_time(f.since->first_seen) : ""; }},
    Column{"grade",
           [](const Audit&, const Finding& f) { return std::string(f.grade ? to_word(*f.grade) : ""); }},
};

/// What is told no more has no verdict now; the message says which it had.
std::string gone_field(std::string_view column, const GoneFinding& gone) {
  if (column == "integration") return gone.integration;
  if (column == "organization") return gone.organization;
  if (column == "rule") return gone.rule;
  if (column == "title") return gone.title;
  if (column == "project") return gone.project.value_or("");
  if (column == "resource") return gone.resource.value_or("");
  if (column == "severity") return std::string(to_word(gone.severity));
  if (column == "message") return "told no more: was " + std::string(to_word(gone.before));
  if (column == "counts") return "false";
  if (column == "policy") return gone.policy;
  if (column == "id") return finding_id(gone);
  if (column == "since") return std::string(to_word(Change::gone));
  if (column == "first_seen") return format_time(gone.first_seen);
  return {};
}

}  // namespace

void render_csv(const Audit& audit, std::ostream& out) {
  CsvWriter csv(out);
  std::array<std::string, columns.size()> fields;
  for (std::size_t i = 0; i < columns.size(); ++i) fields[i] = columns[i].name;
  csv.record(fields);
  for (const Finding& finding : audit.findings) {
    for (std::size_t i = 0; i < columns.size(); ++i) fields[i] = columns[i].text(audit, finding);
    csv.record(fields);
  }
  if (!audit.baseline) return;
  for (const GoneFinding& gone : audit.baseline->gone) {
    for (std::size_t i = 0; i < columns.size(); ++i) fields[i] = gone_field(columns[i].name, gone);
    csv.record(fields);
  }
}

}  // namespace patrol

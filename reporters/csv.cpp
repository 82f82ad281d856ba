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

/// Writes records as RFC 4180 says, every field in quotes. A field that a spreadsheet would take for a
/// formula begins with an apostrophe, which spreadsheets read as "this is text" (OWASP, CSV injection).
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
    constexpr std::string_view starts_formula = "=+-@\t\r\n|%";
    std::string text = "\"";
    if (!field.empty() && starts_formula.find(field.front()) != std::string_view::npos) text += '\'';
    for (const char byte : field) {
      if (byte == '"') text += '"';
      text += byte;
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
    Column{"remediation", [](const Audit&, const Finding& f) { return f.remediation.text(); }},
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
}

}  // namespace patrol

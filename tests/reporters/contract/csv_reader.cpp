#include "tests/reporters/contract/readers.h"
#include "tests/reporters/contract/text_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace patrol::contract {
namespace {

using Record = std::vector<std::string>;

/// A file of RFC 4180 in which every field is quoted; complains of all else.
class Reader {
 public:
  Reader(std::string_view text, Complaints& complaints) : rest_(text), complaints_(complaints) {}

  std::vector<Record> read() {
    std::vector<Record> records;
    while (!rest_.empty() && complaints_.all().empty()) records.push_back(record());
    return records;
  }

 private:
  bool skip(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  Record record() {
    Record fields{field()};
    while (skip(",")) fields.push_back(field());
    complaints_.that(skip("\r\n"), "a record that does not end");
    return fields;
  }

  std::string field() {
    complaints_.that(skip("\""), "a field without quotes");
    std::string text;
    while (!rest_.empty()) {
      if (skip("\"\"")) {
        text += '"';
        continue;
      }
      if (skip("\"")) return text;
      text += rest_.front();
      rest_.remove_prefix(1);
    }
    complaints_.add("a field that does not end");
    return text;
  }

  std::string_view rest_;
  Complaints& complaints_;
};

/// The cells that a spreadsheet makes of the file where the computer's region has another separator: quotes
/// mean something at the beginning of a cell alone, and what follows them is text as it stands.
std::vector<std::string> cells_of(std::string_view text, char separator) {
  std::vector<std::string> cells{""};
  bool is_quoted = false;
  bool is_new = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char byte = text[i];
    if (is_quoted && byte == '"' && text.substr(i, 2) == "\"\"") {
      cells.back() += '"';
      ++i;
    } else if (byte == '"' && (is_new || is_quoted)) {
      is_quoted = !is_quoted;
      is_new = false;
    } else if (!is_quoted && (byte == separator || byte == '\n')) {
      cells.emplace_back();
      is_new = true;
    } else {
      cells.back() += byte;
      is_new = false;
    }
  }
  return cells;
}

/// OWASP, CSV injection, and the signs of full width that spreadsheets take for the same. A spreadsheet, or
/// what imports the file for it, may trim a cell and take quotes off it first.
bool is_formula(std::string_view cell, Complaints& complaints) {
  constexpr std::array starts{U'=',      U'+',      U'-',      U'@',      U'|',
                              U'%',      U'\uFF1D', U'\uFF0B', U'\uFF0D', U'\uFF20',
                              U'\u2212', U'\uFE62', U'\uFE63', U'\uFE66', U'\uFE6B'};
  constexpr std::array blank{U' ', U'\t', U'\n', U'\r', U'"', U'\u00A0', U'\u202F', U'\u2003', U'\u3000'};
  for (const char32_t point : code_points_of(cell, complaints)) {
    if (std::ranges::find(blank, point) == blank.end())
      return std::ranges::find(starts, point) != starts.end();
  }
  return false;
}

void check_formulas(std::string_view text, Complaints& complaints) {
  for (const char separator : {',', ';', '\t'}) {
    for (const std::string& cell : cells_of(text, separator)) {
      if (is_formula(cell, complaints)) {
        complaints.add(fmt::format("a formula where `{}` separates: {}", separator, cell.substr(0, 100)));
      }
    }
  }
}

std::size_t column(const Record& names, std::string_view name, Complaints& complaints) {
  const auto found = std::ranges::find(names, name);
  complaints.that(found != names.end(), name);
  return found == names.end() ? 0 : static_cast<std::size_t>(found - names.begin());
}

}  // namespace

void check_csv(const Audit& audit, std::string_view text, Complaints& complaints) {
  const std::vector<Record> records = Reader(text, complaints).read();
  if (records.empty() || !complaints.all().empty()) return complaints.add("no CSV");
  const std::size_t verdict = column(records[0], "verdict", complaints);
  const std::size_t waiver = column(records[0], "waiver", complaints);
  const std::size_t counts = column(records[0], "counts", complaints);
  const std::size_t since = column(records[0], "since", complaints);
  Told told;
  for (std::size_t i = 1; i < records.size(); ++i) {
    const Record& record = records[i];
    if (record.size() != records[0].size()) return complaints.add("a record of another length");
    told.gone += record[since] == "gone" ? 1 : 0;
    told.add(record[verdict], !record[waiver].empty(), record[counts] == "true");
  }
  complaints.agree(told, audit);
  complaints.equal("records", records.size() - 1, audit.findings.size() + gone_in(audit));
  check_formulas(text, complaints);
}

}  // namespace patrol::contract

#include "tests/reporters/contract/readers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

namespace patrol::contract {
namespace {

constexpr std::size_t most_bytes = 60'000;

/// A cell ends at a bar without a backslash before it (GFM 4.10, in code too).
std::vector<std::string> cells_of(std::string_view row) {
  std::vector<std::string> cells{""};
  for (std::size_t i = 1; i < row.size(); ++i) {
    if (row[i] == '|' && row[i - 1] != '\\') {
      cells.emplace_back();
    } else {
      cells.back() += row[i];
    }
  }
  cells.pop_back();
  return cells;
}

/// The text without spans of code, in which nothing means anything, and without escaped signs.
std::string live_text(std::string_view text) {
  std::string live;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() &&
        std::ispunct(static_cast<unsigned char>(text[i + 1])) != 0) {
      live += text[i + 1] == '_' ? 'w' : '\x01';  // it is part of a word all the same
      ++i;
      continue;
    }
    if (text[i] != '`') {
      live += text[i];
      continue;
    }
    const std::size_t end = std::min(text.find_first_not_of('`', i), text.size());
    const std::string fence(text.substr(i, end - i));
    std::size_t close = text.find(fence, end);
    while (close != std::string_view::npos) {
      const std::size_t after = std::min(text.find_first_not_of('`', close), text.size());
      if (after - close == fence.size()) break;
      close = text.find(fence, after);
    }
    if (close == std::string_view::npos) return live + fence;
    live += '\x01';
    i = close + fence.size() - 1;
  }
  return live;
}

/// What servers make something of: markup, addresses, persons, work items.
void check_words(std::string_view text, Complaints& complaints) {
  static const std::regex own(
      R"(\*\*(new|worse|better|no longer applies|rated differently)\*\* |\*not counted\* )");
  static const std::regex active(
      R"([<>`\[\]*_~]|://|(^|[^A-Za-z0-9.])www\.|(^|[^A-Za-z0-9_])@[A-Za-z0-9]|[#!][0-9])",
      std::regex::icase);
  const std::string live = std::regex_replace(live_text(text), own, "");
  if (std::regex_search(live, active)) complaints.add(fmt::format("markup: {}", text.substr(0, 300)));
}

struct Table {
  std::size_t promised = 0;
  std::size_t rows = 0;
  std::size_t left_out = 0;
};

class Reader {
 public:
  explicit Reader(Complaints& complaints) : complaints_(complaints) {}

  void read(std::string_view text) {
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) read_line(line);
  }

  const std::map<std::string, Table>& tables() const { return tables_; }
  const std::vector<std::string>& numbers() const { return numbers_; }

 private:
  void read_line(const std::string& line) {
    static const std::regex title(R"(### (.+) \((\d+)\))");
    static const std::regex rest(
        R"((.+): (\d+) more are left out here; the other reports hold all of them\.)");
    std::smatch found;
    if (line.starts_with('|')) return read_row(line);
    columns_ = 0;
    if (std::regex_match(line, found, title)) {
      name_ = found[1];
      tables_[name_].promised = std::stoul(found[2]);
    } else if (std::regex_match(line, found, rest)) {
      Table& table = tables_[found[1]];
      table.left_out = std::stoul(found[2]);
      // A table of which nothing fits has no title that could promise.
      if (table.promised == 0) table.promised = table.left_out;
    } else if (!line.starts_with("## patrol: ")) {
      check_words(line, complaints_);
    }
  }

  /// Of a table: the head, the line below it, and then the rows.
  void read_row(const std::string& line) {
    const std::vector<std::string> cells = cells_of(line);
    if (columns_ == 0) {
      columns_ = cells.size();
      row_ = 0;
    }
    complaints_.equal("cells of a row", cells.size(), columns_);
    ++row_;
    if (row_ <= 2) return;
    for (const std::string& cell : cells) check_words(cell, complaints_);
    if (!name_.empty()) ++tables_[name_].rows;
    if (name_.empty() && numbers_.empty()) numbers_ = cells;
  }

  Complaints& complaints_;
  std::map<std::string, Table> tables_;
  std::vector<std::string> numbers_;
  std::string name_;
  std::size_t columns_ = 0;
  std::size_t row_ = 0;
};

}  // namespace

void check_markdown(const Audit& audit, std::string_view text, Complaints& complaints) {
  complaints.that(text.size() <= most_bytes, fmt::format("{} bytes", text.size()));
  complaints.that(text.starts_with("## patrol: "), "does not begin with the verdict");
  Reader reader(complaints);
  reader.read(text);
  const Totals& totals = audit.totals;
  std::vector<std::string> numbers;
  for (const std::size_t number :
       {totals.fail, totals.inconclusive, totals.waived, totals.pass, totals.not_applicable}) {
    numbers.push_back(fmt::format(" {} ", number));
  }
  complaints.that(reader.numbers() == numbers, "other numbers in the first table");
  const std::map<std::string, std::size_t> wanted{{"Failed", totals.fail},
                                                  {"Inconclusive", totals.inconclusive},
                                                  {"Waived", totals.waived},
                                                  {"What could not be read", audit.gaps.size()},
                                                  {"Held without need", audit.excess.size()},
                                                  {"Gone since the baseline", gone_in(audit)},
                                                  {"Notices", audit.notices.size()}};
  for (const auto& [name, number] : wanted) {
    const auto table = reader.tables().find(name);
    complaints.equal(name, table == reader.tables().end() ? 0 : table->second.promised, number);
  }
  for (const auto& [name, table] : reader.tables()) {
    complaints.equal(name + ", shown or left out", table.rows + table.left_out, table.promised);
  }
}

}  // namespace patrol::contract

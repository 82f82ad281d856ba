#include "auditor/store/rows.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Exception.h>

#include <array>
#include <sqlite3.h>

namespace patrol {
namespace {

/// Times that people write: the years 1 to 9999.
constexpr std::int64_t first_time = -62'135'596'800;
constexpr std::int64_t last_time = 253'402'300'799;

constexpr std::array states{State{Verdict::pass}, State{Verdict::fail}, State{Verdict::inconclusive},
                            State{Verdict::not_applicable}, State{Verdict::fail, true}};

template <class Table>
const auto& at(const Table& table, std::int64_t place) {
  if (place < 0 || static_cast<std::size_t>(place) >= table.size()) tell_damage();
  return table[static_cast<std::size_t>(place)];
}

}  // namespace

void tell_damage() {
  throw SQLite::Exception("a row that patrol would not write", SQLITE_CORRUPT);
}

std::int64_t integer_at(const SQLite::Statement& row, int column) {
  const SQLite::Column value = row.getColumn(column);
  if (!value.isInteger()) tell_damage();
  return value.getInt64();
}

std::size_t count_at(const SQLite::Statement& row, int column) {
  const std::int64_t number = integer_at(row, column);
  if (number < 0) tell_damage();
  return static_cast<std::size_t>(number);
}

bool truth_at(const SQLite::Statement& row, int column) {
  return at(std::array{false, true}, integer_at(row, column));
}

Time time_at(const SQLite::Statement& row, int column) {
  const std::int64_t seconds = integer_at(row, column);
  if (seconds < first_time || seconds > last_time) tell_damage();
  return Time(std::chrono::seconds(seconds));
}

std::optional<Time> optional_time_at(const SQLite::Statement& row, int column) {
  if (row.getColumn(column).isNull()) return std::nullopt;
  return time_at(row, column);
}

std::string text_at(const SQLite::Statement& row, int column) {
  const SQLite::Column value = row.getColumn(column);
  if (!value.isText()) tell_damage();
  return value.getString();
}

std::optional<std::string> optional_text_at(const SQLite::Statement& row, int column) {
  if (row.getColumn(column).isNull()) return std::nullopt;
  return text_at(row, column);
}

Severity severity_at(const SQLite::Statement& row, int column) {
  return at(severities, integer_at(row, column));
}

std::int64_t seconds_of(Time time) {
  return time.time_since_epoch().count();
}

State state_at(const SQLite::Statement& row, int column) {
  return at(states, integer_at(row, column));
}

int number_of(State state) {
  if (state.waived) return 4;
  switch (state.verdict) {
    case Verdict::pass: return 0;
    case Verdict::fail: return 1;
    case Verdict::inconclusive: return 2;
    case Verdict::not_applicable: return 3;
  }
  return 2;
}

}  // namespace patrol

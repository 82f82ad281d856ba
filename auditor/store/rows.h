#pragma once

#include "auditor/model/time.h"
#include "auditor/model/words.h"

#include <SQLiteCpp/Statement.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace patrol {

// Columns of a row, of which a database could hold anything: what patrol would not have written there throws
// the library's exception for a damaged database.

std::int64_t integer_at(const SQLite::Statement& row, int column);
std::size_t count_at(const SQLite::Statement& row, int column);
bool truth_at(const SQLite::Statement& row, int column);
Time time_at(const SQLite::Statement& row, int column);
std::optional<Time> optional_time_at(const SQLite::Statement& row, int column);
std::string text_at(const SQLite::Statement& row, int column);
std::optional<std::string> optional_text_at(const SQLite::Statement& row, int column);
Severity severity_at(const SQLite::Statement& row, int column);

/// A verdict as it is stored.
struct State {
  Verdict verdict = Verdict::inconclusive;
  bool waived = false;
};
State state_at(const SQLite::Statement& row, int column);
int number_of(State state);

/// A moment as it is stored, for `time_at`.
std::int64_t seconds_of(Time time);

/// Throws it.
[[noreturn]] void tell_damage();

}  // namespace patrol

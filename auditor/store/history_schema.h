#pragma once

#include <cstdint>
#include <span>

namespace patrol {

/// `ptrl`: what says in an SQLite database that patrol made it (its `application_id`).
inline constexpr std::int64_t history_application = 0x7074726c;

/// The tables of a history, as SQL: the step at place N brings a database of version N (its `user_version`)
/// to the next. A step that was released is never changed; a new one is added. They call `fold_case(text)`,
/// which is model/text.h's.
std::span<const char* const> history_steps();

}  // namespace patrol

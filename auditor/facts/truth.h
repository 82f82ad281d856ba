#pragma once

namespace patrol {

/// Kleene's three-valued logic: what is not known stays unknown unless the rest decides.
enum class Truth { no, unknown, yes };

constexpr Truth operator!(Truth a) {
  return a == Truth::yes ? Truth::no : a == Truth::no ? Truth::yes : Truth::unknown;
}
constexpr Truth operator&(Truth a, Truth b) {
  return a < b ? a : b;
}
constexpr Truth operator|(Truth a, Truth b) {
  return a < b ? b : a;
}
constexpr Truth truth_of(bool known) {
  return known ? Truth::yes : Truth::no;
}

}  // namespace patrol

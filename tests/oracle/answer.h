#pragma once

#include <algorithm>

namespace patrol::oracle {

/// Kleene's three values, in this order so that `and` is the least and `or` the greatest.
enum class Answer { no, unknown, yes };

inline Answer both(Answer a, Answer b) {
  return std::min(a, b);
}
inline Answer either(Answer a, Answer b) {
  return std::max(a, b);
}
inline Answer opposite(Answer a) {
  return a == Answer::unknown ? a : a == Answer::yes ? Answer::no : Answer::yes;
}

}  // namespace patrol::oracle

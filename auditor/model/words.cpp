#include "auditor/model/words.h"

#include <algorithm>
#include <span>

namespace patrol {
namespace {

template <class Choice>
struct Word {
  Choice choice;
  std::string_view word;
};
/// g++ finds this by itself; clang 14, which lints and fuzzes, does not.
template <class Choice>
Word(Choice, std::string_view) -> Word<Choice>;

constexpr std::array severity_words{Word{Severity::info, "info"}, Word{Severity::low, "low"},
                                    Word{Severity::medium, "medium"}, Word{Severity::high, "high"},
                                    Word{Severity::critical, "critical"}};
constexpr std::array verdict_words{Word{Verdict::pass, "pass"}, Word{Verdict::fail, "fail"},
                                   Word{Verdict::inconclusive, "inconclusive"},
                                   Word{Verdict::not_applicable, "not_applicable"}};
constexpr std::array need_words{Word{Need::required, "required"}, Word{Need::recommended, "recommended"}};
constexpr std::array grade_words{Word{Grade::declared, "declared"}, Word{Grade::probed, "probed"},
                                 Word{Grade::observed, "observed"}};

template <class Choice>
std::string_view word_of(std::span<const Word<Choice>> table, Choice choice) {
  const auto found = std::ranges::find(table, choice, &Word<Choice>::choice);
  return found == table.end() ? std::string_view{"?"} : found->word;
}

template <class Choice>
std::optional<Choice> choice_of(std::span<const Word<Choice>> table, std::string_view word) {
  const auto found = std::ranges::find(table, word, &Word<Choice>::word);
  return found == table.end() ? std::nullopt : std::optional{found->choice};
}

}  // namespace

std::string_view to_word(Severity severity) {
  return word_of<Severity>(severity_words, severity);
}
std::string_view to_word(Verdict verdict) {
  return word_of<Verdict>(verdict_words, verdict);
}
std::string_view to_word(Need need) {
  return word_of<Need>(need_words, need);
}
std::string_view to_word(Grade grade) {
  return word_of<Grade>(grade_words, grade);
}

std::optional<Severity> severity_from(std::string_view word) {
  return choice_of<Severity>(severity_words, word);
}
std::optional<Verdict> verdict_from(std::string_view word) {
  return choice_of<Verdict>(verdict_words, word);
}
std::optional<Need> need_from(std::string_view word) {
  return choice_of<Need>(need_words, word);
}

}  // namespace patrol

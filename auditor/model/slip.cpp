#include "auditor/model/slip.h"

#include "auditor/model/text.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <ranges>
#include <string>
#include <vector>

namespace patrol {
namespace {

constexpr std::size_t longest_guessed_name = 200;

/// One element for each letter, whatever its bytes in UTF-8.
using Letters = std::u32string;

Letters letters_of(std::string_view folded) {
  Letters letters;
  for (const char c : folded) {
    const auto byte = static_cast<unsigned char>(c);
    const bool goes_on = (byte & 0xC0U) == 0x80U;
    if (goes_on && !letters.empty()) {
      letters.back() = letters.back() << 8U | byte;
    } else {
      letters += byte;
    }
  }
  return letters;
}

/// The parts between spaces and signs that stand for them.
std::vector<Letters> words_of(std::string_view name) {
  std::vector<Letters> words(1);
  for (const char32_t letter : letters_of(fold_case(name))) {
    if (std::u32string_view(U" -_./").find(letter) == std::u32string_view::npos) {
      words.back() += letter;
    } else {
      words.emplace_back();
    }
  }
  std::erase(words, Letters());
  return words;
}

/// How many letters to add, drop, change or swap with the next one.
std::size_t letters_apart(const Letters& a, const Letters& b) {
  std::vector<std::size_t> before;
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before = last;
    last = row;
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      const bool is_swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (is_swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row[b.size()];
}

Letters digits_of(const Letters& word) {
  Letters digits;
  std::ranges::copy_if(word, std::back_inserter(digits),
                       [](char32_t letter) { return letter >= U'0' && letter <= U'9'; });
  return digits;
}

/// Whether it is short for the other: `Admins` for `Administrators`. `Builder` is longer than `Build` by too
/// little: it is another word.
bool is_short_for(Letters word, const Letters& other) {
  constexpr std::size_t shortest = 5;
  constexpr std::size_t least_dropped = 4;
  if (word.ends_with(U's')) word.pop_back();
  return word.size() >= shortest && other.size() >= word.size() + least_dropped && other.starts_with(word);
}

/// With one letter doubled, two swapped, or a plural's: nothing else is a slip among words as short as `PRD`
/// and `PRE`.
bool is_near_though_short(const Letters& word, const Letters& other) {
  const auto single = [](Letters letters) {
    letters.erase(std::ranges::unique(letters).begin(), letters.end());
    return letters;
  };
  const auto sorted = [](Letters letters) {
    std::ranges::sort(letters);
    return letters;
  };
  return single(word) == single(other) || sorted(word) == sorted(other) || word + U's' == other ||
         other + U's' == word;
}

/// Whether one is written for the other by mistake. Numbers, first letters and short words tell things apart
/// that are alike in all else.
bool is_near(const Letters& word, const Letters& other) {
  if (word == other) return true;
  const std::size_t shorter = std::min(word.size(), other.size());
  const std::size_t longer = std::max(word.size(), other.size());
  if (shorter < 3 || word.front() != other.front() || digits_of(word) != digits_of(other)) return false;
  if (is_short_for(word, other) || is_short_for(other, word)) return true;
  const std::size_t most = shorter <= 8 ? 1 : 2;
  if (longer - shorter > most || letters_apart(word, other) > most) return false;
  return shorter > 3 || is_near_though_short(word, other);
}

template <class Words>
Letters joined(const Words& words) {
  Letters text;
  for (const Letters& word : words) text += word;
  return text;
}

/// Whether all the words are there without what is between them, one of them near at least.
bool is_run_together(const Letters& text, const std::vector<Letters>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto at = static_cast<std::ptrdiff_t>(i);
    const Letters before = joined(std::views::take(words, at));
    const Letters after = joined(std::views::drop(words, at + 1));
    if (text.size() < before.size() + after.size() || !text.starts_with(before) || !text.ends_with(after)) {
      continue;
    }
    const std::size_t length = text.size() - before.size() - after.size();
    if (is_near(text.substr(before.size(), length), words[i])) return true;
  }
  return false;
}

bool is_near_in_each_word(const std::vector<Letters>& words, const std::vector<Letters>& others) {
  if (words.size() == others.size()) return std::ranges::equal(words, others, is_near);
  return words.size() < others.size() ? is_run_together(joined(words), others)
                                      : is_run_together(joined(others), words);
}

/// Whether words of the other are left out, but not its last one, which says what it is.
bool leaves_words_out(const std::vector<Letters>& words, const std::vector<Letters>& others) {
  if (words.empty() || words.size() >= others.size() || !is_near(words.back(), others.back())) return false;
  auto word = words.begin();
  for (const Letters& other : others) {
    if (word != words.end() && is_near(*word, other)) ++word;
  }
  return word == words.end();
}

}  // namespace

std::string likely_meant(std::string_view name, std::span<const std::string> candidates,
                         std::span<const std::string> built_in) {
  const auto is_it = [&](const std::string& candidate) { return same_name(name, candidate); };
  if (name.size() > longest_guessed_name || std::ranges::any_of(candidates, is_it) ||
      std::ranges::any_of(built_in, is_it)) {
    return {};
  }
  const Letters wanted = letters_of(fold_case(name));
  const std::vector<Letters> words = words_of(name);
  std::string best;
  std::size_t least = 0;
  const auto take = [&](const std::string& candidate) {
    const std::size_t away = letters_apart(wanted, letters_of(fold_case(candidate)));
    if (!best.empty() && away >= least) return;
    best = candidate;
    least = away;
  };
  for (const std::string& candidate : candidates) {
    if (is_near_in_each_word(words, words_of(candidate))) take(candidate);
  }
  for (const std::string& candidate : built_in) {
    const std::vector<Letters> others = words_of(candidate);
    if (is_near_in_each_word(words, others) || leaves_words_out(words, others)) take(candidate);
  }
  return best;
}

}  // namespace patrol

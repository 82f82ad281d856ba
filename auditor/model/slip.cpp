#include "auditor/model/slip.h"

#include "auditor/model/text.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <vector>

namespace patrol {
namespace {

/// The parts between spaces and signs that stand for them.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  for (const char c : name) {
    if (std::string_view(" -_./").find(c) == std::string_view::npos) {
      words.back() += c;
    } else {
      words.emplace_back();
    }
  }
  std::erase(words, "");
  return words;
}

std::string digits_of(std::string_view word) {
  std::string digits;
  std::ranges::copy_if(word, std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
  return digits;
}

/// Numbers and short words tell things apart that are alike in all else.
bool is_near(const std::string& word, const std::string& other) {
  constexpr std::size_t shortest = 4;
  if (same_name(word, other)) return true;
  return word.size() >= shortest && digits_of(word) == digits_of(other) &&
         !nearest_word(word, {&other, 1}).empty();
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += word;
  return text;
}

bool is_near_in_each_word(std::string_view name, std::string_view candidate) {
  const std::vector<std::string> words = words_of(name);
  const std::vector<std::string> others = words_of(candidate);
  if (words.size() != others.size()) return same_name(joined(words), joined(others));
  return std::ranges::equal(words, others, is_near);
}

}  // namespace

std::string likely_meant(std::string_view name, std::span<const std::string> candidates) {
  std::vector<std::string> near;
  for (const std::string& candidate : candidates) {
    if (same_name(name, candidate)) return {};
    if (is_near_in_each_word(name, candidate)) near.push_back(candidate);
  }
  return std::string(nearest_word(name, near));
}

}  // namespace patrol

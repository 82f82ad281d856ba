#include "auditor/model/text.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace patrol {
namespace {

/// Of ASCII alone.
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// The same byte eight times.
constexpr std::uint64_t eight_of(std::uint8_t byte) {
  return 0x0101010101010101U * byte;
}

/// Lowers the letters from the front, eight at a time, up to what is not ASCII or fewer than eight; where it
/// stopped. Descriptors are long, and folded often.
std::size_t lower_by_eights(std::string& text) {
  std::size_t done = 0;
  for (std::uint64_t letters = 0; done + sizeof letters <= text.size(); done += sizeof letters) {
    std::memcpy(&letters, text.data() + done, sizeof letters);
    if ((letters & eight_of(0x80)) != 0) break;
    // The top bit of each byte, which ASCII leaves free.
    const std::uint64_t from_a = letters + eight_of(0x80 - 'A');
    const std::uint64_t beyond_z = letters + eight_of(0x7F - 'Z');
    const std::uint64_t capitals = from_a & ~beyond_z & eight_of(0x80);
    letters |= capitals >> 2U;  // 0x20
    std::memcpy(text.data() + done, &letters, sizeof letters);
  }
  return done;
}

/// Whether a byte of UTF-8 goes on with what an earlier one began.
bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// Lower case of a code point in the two-byte range of UTF-8, where names of this field live.
std::uint32_t fold(std::uint32_t c) {
  if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9 && c != 0x3A2)) return c + 32;
  if (c >= 0x100 && c <= 0x137 && c != 0x130) return c | 1U;
  if (c >= 0x139 && c <= 0x148) return c % 2 == 1 ? c + 1 : c;
  if (c >= 0x14A && c <= 0x177) return c | 1U;
  if (c == 0x178) return 0xFF;
  if (c >= 0x179 && c <= 0x17E) return c % 2 == 1 ? c + 1 : c;
  if (c >= 0x410 && c <= 0x42F) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  return c;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

constexpr std::size_t longest_guessed_word = 200;

}  // namespace

std::string fold_case(std::string_view text) {
  std::string folded(text);
  for (std::size_t i = lower_by_eights(folded); i < folded.size(); ++i) {
    const auto byte = static_cast<unsigned char>(folded[i]);
    const bool is_pair =
        byte >= 0xC2 && byte <= 0xDF && i + 1 < folded.size() && is_continuation(folded[i + 1]);
    if (!is_pair) {
      folded[i] = lower(folded[i]);
      continue;
    }
    const auto next = static_cast<unsigned char>(folded[i + 1]);
    const std::uint32_t letter = fold(((byte & 0x1FU) << 6U) | (next & 0x3FU));
    folded[i] = static_cast<char>(0xC0U | (letter >> 6U));
    folded[++i] = static_cast<char>(0x80U | (letter & 0x3FU));
  }
  return folded;
}

bool same_name(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  // Names that are compared are mostly equal to the letter, or soon differ.
  const auto [x, y] =
      std::ranges::mismatch(a, b, [](char p, char q) { return p == q || lower(p) == lower(q); });
  if (x == a.end()) return true;
  // Where the first difference is plain ASCII on both sides, no folding can mend it.
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  return !is_ascii(*x) && !is_ascii(*y) && fold_case(a) == fold_case(b);
}

bool is_ascii_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view white = " \t\r\n\v\f";
  const auto first = text.find_first_not_of(white);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(white) - first + 1);
}

std::string join_words(std::span<const std::string> words) {
  std::size_t room = 0;
  for (const std::string& word : words) room += word.size() + std::string_view(" and ").size();
  std::string joined;
  joined.reserve(room);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) joined += i + 1 == words.size() ? " and " : ", ";
    joined += words[i];
  }
  return joined;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t start = 0;;) {
    const auto end = text.find(separator, start);
    parts.emplace_back(text.substr(start, end - start));
    if (end == std::string_view::npos) return parts;
    start = end + 1;
  }
}

bool matches_pattern(std::string_view pattern, std::string_view name) {
  const std::vector<std::string> parts = split(fold_case(pattern), '*');
  const std::string folded = fold_case(name);
  if (parts.size() == 1) return folded == parts.front();
  std::string_view rest = folded;
  if (!rest.starts_with(parts.front())) return false;
  rest.remove_prefix(parts.front().size());
  for (std::size_t i = 1; i + 1 < parts.size(); ++i) {
    // The first place is enough: what comes later only has more of the name to itself.
    const auto found = rest.find(parts[i]);
    if (found == std::string_view::npos) return false;
    rest.remove_prefix(found + parts[i].size());
  }
  return rest.ends_with(parts.back());
}

std::string_view nearest_word(std::string_view word, std::span<const std::string> candidates) {
  if (word.size() > longest_guessed_word) return {};
  const std::string wanted = fold_case(word);
  std::string_view best;
  std::size_t best_distance = std::max<std::size_t>(1, wanted.size() / 3) + 1;
  for (const auto& candidate : candidates) {
    const std::size_t distance = edit_distance(wanted, fold_case(candidate));
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace patrol

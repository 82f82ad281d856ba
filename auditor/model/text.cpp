#include "auditor/model/text.h"

#include "auditor/model/letter_case.h"
#include "auditor/model/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace patrol {
namespace {

/// Of ASCII alone.
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

/// Whether a byte of UTF-8 goes on with what an earlier one began.
bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// The same byte eight times.
constexpr std::uint64_t eight_of(std::uint8_t byte) {
  return 0x0101010101010101U * byte;
}

std::uint64_t eight_from(const char* bytes) {
  std::uint64_t eight = 0;
  std::memcpy(&eight, bytes, sizeof eight);
  return eight;
}

/// Lowers the letters of ASCII among eight bytes, and keeps the others.
std::uint64_t lower_eight(std::uint64_t bytes) {
  // Without its top bit a byte has room for the sum.
  const std::uint64_t plain = bytes & eight_of(0x7F);
  const std::uint64_t from_a = plain + eight_of(0x80 - 'A');
  const std::uint64_t beyond_z = plain + eight_of(0x7F - 'Z');
  const std::uint64_t capitals = from_a & ~beyond_z & ~bytes & eight_of(0x80);
  return bytes | (capitals >> 2U);  // 0x20
}

/// Lowers the letters from the front up to what is not ASCII; where it stopped. Descriptors are long, and
/// folded often: eight at a time.
std::size_t lower_in_front(std::string& text) {
  std::size_t done = 0;
  for (std::uint64_t letters = 0; done + sizeof letters <= text.size(); done += sizeof letters) {
    letters = eight_from(text.data() + done);
    if ((letters & eight_of(0x80)) != 0) break;
    letters = lower_eight(letters);
    std::memcpy(text.data() + done, &letters, sizeof letters);
  }
  for (; done < text.size() && is_ascii(text[done]); ++done) text[done] = lower(text[done]);
  return done;
}

/// How many bytes from the front are the same, but for the case of ASCII.
std::size_t same_in_front(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  std::size_t done = 0;
  for (std::uint64_t x = 0; done + sizeof x <= most; done += sizeof x) {
    x = eight_from(a.data() + done);
    const std::uint64_t y = eight_from(b.data() + done);
    if (x != y && lower_eight(x) != lower_eight(y)) break;
  }
  while (done < most && lower(a[done]) == lower(b[done])) ++done;
  return done;
}

/// Beyond all letters: what is no UTF-8, byte by byte.
constexpr char32_t first_broken = 0x110000;

/// Takes the first letter off the text, and folds it.
char32_t take_folded(std::string_view& text) {
  const auto byte = static_cast<unsigned char>(text.front());
  const CodePoint next = first_code_point(text);
  text.remove_prefix(next.is_well_formed ? next.length : 1);
  return next.is_well_formed ? fold_letter(next.value) : first_broken + byte;
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
  const std::size_t done = lower_in_front(folded);
  if (done == text.size()) return folded;
  // What follows may get longer or shorter.
  folded.resize(done);
  text.remove_prefix(done);
  while (!text.empty()) {
    const char32_t letter = take_folded(text);
    if (letter < first_broken) {
      append_utf8(folded, letter);
    } else {
      folded += static_cast<char>(static_cast<unsigned char>(letter - first_broken));
    }
  }
  return folded;
}

bool same_name(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return a.empty() && b.empty();
  // Where plain ASCII differs, no folding can mend it. Names that are compared are mostly equal to the
  // letter, or soon differ; descriptors differ at their ends.
  const auto differ = [](char x, char y) { return is_ascii(x) && is_ascii(y) && lower(x) != lower(y); };
  if (differ(a.back(), b.back())) return false;
  std::size_t same = same_in_front(a, b);
  if (same == a.size() || same == b.size()) return a.size() == b.size();
  if (differ(a[same], b[same])) return false;

  // Back to where the letter begins; and one letter may be longer in bytes than another.
  while (same > 0 && (is_continuation(a[same]) || is_continuation(b[same]))) --same;
  a.remove_prefix(same);
  b.remove_prefix(same);
  while (!a.empty() && !b.empty()) {
    if (take_folded(a) != take_folded(b)) return false;
  }
  return a.empty() && b.empty();
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

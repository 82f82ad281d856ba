#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// For comparing names without regard to letter case, as Azure DevOps does: each letter by fold_letter(), and
/// malformed UTF-8 as it is. The text may get longer or shorter.
std::string fold_case(std::string_view text);

/// Whether two names are the same but for letter case.
bool same_name(std::string_view a, std::string_view b);

/// Whether a byte is a control character of ASCII, such as a line end or a tab; in UTF-8 no byte of a
/// longer character is.
bool is_ascii_control(char c);

/// White space of ASCII taken off both ends.
std::string_view trim(std::string_view text);

/// `a, b and c`; empty for an empty list.
std::string join_words(std::span<const std::string> words);

/// The parts between separators, none dropped: "a//b" gives {"a", "", "b"}, "" gives {""}.
std::vector<std::string> split(std::string_view text, char separator);

/// Whether a name fits a pattern in which `*` stands for any text, also none; letter case does not count.
bool matches_pattern(std::string_view pattern, std::string_view name);

/// The candidate that a person most likely meant by `word`, or nothing where none is near (edit distance
/// over a third of the length). Letter case does not count; of equal ones the first wins.
std::string_view nearest_word(std::string_view word, std::span<const std::string> candidates);

}  // namespace patrol

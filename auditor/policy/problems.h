#pragma once

#include "auditor/model/policy.h"
#include "auditor/model/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// A place in one text; lines and columns count from 1, columns in characters.
struct TextPosition {
  std::size_t line = 1;
  std::size_t column = 1;

  friend auto operator<=>(const TextPosition&, const TextPosition&) = default;
};

/// Gathers every mistake of one file, so that all are told at once.
class Problems {
 public:
  explicit Problems(std::string file) : file_(std::move(file)) {}

  void add(TextPosition at, std::string what);
  void add(const Problems& others);

  /// Tells a word that is none of `known`: `unknown key \`colur\` in the rule, did you mean \`colour\`?`.
  /// Where words are kept back, it stands there only if a known one is near.
  void add_unknown(TextPosition at, std::string_view kind, std::string_view word,
                   const std::vector<std::string>& known, std::string_view place = "");

  /// For files in which a secret may stand where any word should: from now on none is shown that is not
  /// known.
  void keep_words_back() { shows_words_ = false; }
  bool shows_words() const noexcept { return shows_words_; }

  bool empty() const noexcept { return found_.empty(); }
  Position position(TextPosition at) const { return {file_, at.line, at.column}; }

  /// As errors in the order of the text.
  std::vector<Error> errors() const;

 private:
  struct Problem {
    TextPosition at;
    Error error;
  };
  std::string file_;
  std::vector<Problem> found_;
  bool shows_words_ = true;
};

/// `file:line:column`
std::string to_string(const Position& position);

/// A word of the user for a message: in backticks, on one line, cut where it is long, tokens masked.
std::string in_backticks(std::string_view word);

/// `, did you mean \`near\`?`, or the known words where none is near: `; it is one of \`a\`, \`b\` and
/// \`c\``.
std::string suggestion(std::string_view word, const std::vector<std::string>& known);

}  // namespace patrol

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// What a person is to do, to send or to mind, step by step; each step once. A step is one line, whatever the
/// names in it: one that others chose shows its line breaks as code points ([U+000A]) and makes no step of
/// its own.
class Steps {
 public:
  Steps() = default;
  /// One step; none where it is empty.
  Steps(std::string step);
  Steps(const char* step) : Steps(std::string(step)) {}

  /// A step for each line that says something, of a text whose lines are meant.
  static Steps lines_of(std::string_view text);

  bool empty() const noexcept { return text_.empty(); }
  std::size_t size() const noexcept;
  std::string_view first() const noexcept;
  std::vector<std::string> each() const;

  /// A line for each.
  const std::string& text() const noexcept { return text_; }
  /// `first; second`
  std::string in_one_line() const;

  /// Adds those that are not among them yet.
  void add(const Steps& more);
  /// Drops those behind the first so many.
  void keep(std::size_t most);
  void clear() noexcept { text_.clear(); }

  friend bool operator==(const Steps&, const Steps&) = default;

 private:
  std::string text_;  ///< in one piece, because an audit keeps hundreds of thousands
};

}  // namespace patrol

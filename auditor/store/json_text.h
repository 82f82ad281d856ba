#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace patrol {

/// Writes JSON text value by value, without a tree of it in memory: indented by one space, keys in the order
/// in which they are given. Malformed UTF-8 becomes U+FFFD.
class JsonText {
 public:
  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }
  void key(std::string_view name);

  void value(std::string_view text);
  void value(bool truth);
  void value(std::int64_t number);
  void null();

  /// The text so far, with a line break at its end; nothing is left here.
  std::string take();

 private:
  void begin(char bracket);
  void end(char bracket);
  void separate();
  void break_line();

  std::string text_;
  std::size_t depth_ = 0;
  bool is_first_ = true;  ///< nothing was written yet in the innermost object or array
  bool follows_key_ = false;
};

}  // namespace patrol

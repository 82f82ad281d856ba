#include "auditor/model/steps.h"

#include "auditor/model/text.h"
#include "auditor/model/visible_text.h"

#include <algorithm>
#include <utility>

namespace patrol {
namespace {

/// Like is_ascii_control(), and in line here: all bytes of all steps are looked at.
constexpr bool is_control_byte(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

/// Takes the first line off a text of several.
std::string_view take_line(std::string_view& lines) {
  const std::string_view line = lines.substr(0, lines.find('\n'));
  lines.remove_prefix(std::min(line.size() + 1, lines.size()));
  return line;
}

bool has_line(std::string_view lines, std::string_view wanted) {
  while (!lines.empty()) {
    if (take_line(lines) == wanted) return true;
  }
  return false;
}

}  // namespace

Steps::Steps(std::string step) : text_(std::move(step)) {
  if (std::ranges::any_of(text_, is_control_byte)) text_ = visible_line(text_);
}

Steps Steps::lines_of(std::string_view text) {
  Steps steps;
  while (!text.empty()) steps.add(std::string(take_line(text)));
  return steps;
}

std::size_t Steps::size() const noexcept {
  return text_.empty() ? 0 : 1 + static_cast<std::size_t>(std::ranges::count(text_, '\n'));
}

std::string_view Steps::first() const noexcept {
  return std::string_view(text_).substr(0, text_.find('\n'));
}

std::vector<std::string> Steps::each() const {
  return text_.empty() ? std::vector<std::string>{} : split(text_, '\n');
}

std::string Steps::in_one_line() const {
  std::string line;
  for (const std::string& step : each()) line += (line.empty() ? "" : "; ") + step;
  return line;
}

void Steps::add(const Steps& more) {
  if (text_.empty()) {
    text_ = more.text_;
    return;
  }
  for (std::string_view rest = more.text_; !rest.empty();) {
    const std::string_view step = take_line(rest);
    if (has_line(text_, step)) continue;
    text_ += '\n';
    text_ += step;
  }
}

void Steps::keep(std::size_t most) {
  std::size_t end = 0;
  for (; most > 0 && end < text_.size(); --most) end = std::min(text_.find('\n', end), text_.size() - 1) + 1;
  text_.resize(end);
  if (text_.ends_with('\n')) text_.pop_back();
}

}  // namespace patrol

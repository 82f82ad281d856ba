#include "reporters/markup.h"

#include <cstddef>

namespace patrol {

std::string escaped_markup(std::string_view text) {
  std::string result;
  result.reserve(text.size() + text.size() / 16);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_doubled = i + 1 < text.size() && text[i + 1] == text[i];
    switch (text[i]) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      case '\'': result += "&#39;"; break;
      case '#': result += is_doubled ? "&#35;" : "#"; break;
      case ':': result += is_doubled ? "&#58;" : ":"; break;
      default: result += text[i];
    }
  }
  return result;
}

}  // namespace patrol

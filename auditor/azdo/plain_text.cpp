#include "auditor/azdo/plain_text.h"

#include "auditor/azdo/percent.h"
#include "auditor/model/redact.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <cstddef>

namespace patrol::azdo {
namespace {

constexpr std::size_t longest = 300;
/// What is looked at before masking and cutting; an error page of megabytes is not worth more.
constexpr std::size_t most_read = 8'192;

bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// The first bytes of a text, not cut inside of a character of UTF-8.
std::string_view head(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && continues_character(text[most])) --most;
  return text.substr(0, most);
}

}  // namespace

std::string plain_text(std::string_view text) {
  std::string line;
  text = head(text, most_read);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    // The second block of control characters, U+0080 to U+009F, is two bytes in UTF-8.
    const bool second_block =
        byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (second_block) ++i;
    const bool blank = byte <= 0x20 || byte == 0x7F || second_block;
    if (!blank) {
      line += text[i];
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  // Masked before it is cut: half a token has no form that could be known.
  std::string masked = redact(trim(line));
  if (masked.size() <= longest) return masked;
  return std::string(head(masked, longest)) + "…";
}

std::string decode_header_text(std::string_view text) {
  std::string spaced(text);
  std::ranges::replace(spaced, '+', ' ');
  std::string decoded = percent_decoded(spaced);
  std::ranges::replace_if(
      decoded, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
  return decoded;
}

}  // namespace patrol::azdo

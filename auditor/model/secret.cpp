#include "auditor/model/secret.h"

#include "auditor/model/text.h"

#include <algorithm>
#include <cstddef>

namespace patrol {
namespace {

/// Overwrites the characters so that they are not found in memory afterwards; volatile keeps the compiler
/// from dropping stores to a dying string.
void wipe(std::string& text) {
  volatile char* bytes = text.data();
  for (std::size_t i = 0; i < text.capacity(); ++i) bytes[i] = '\0';
  text.clear();
}

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_token_character(char c) {
  return is_alphanumeric(c) || c == '+' || c == '/' || c == '=' || c == '-' || c == '_' || c == '.' ||
         c == '~';
}
bool is_old_token_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '2' && c <= '7');
}

/// A run of alphanumeric characters that has the form of a personal access token, new or old.
bool looks_like_pat(std::string_view run) {
  if (run.size() == 84 && run.substr(76, 4) == "AZDO") return true;
  if (run.size() != 52) return false;
  for (const char c : run) {
    if (!is_old_token_character(c)) return false;
  }
  return true;
}

/// Length of a run that must not be shown, starting at `text`: a JSON web token, or base64 so long that it
/// can hold a token (":" and 52 characters give 72). Zero where it is harmless.
std::size_t secret_run(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && is_token_character(text[length])) ++length;
  const std::string_view run = text.substr(0, length);
  if (run.starts_with("eyJ") && run.find('.') != std::string_view::npos) return length;
  // Base64 of ":" + a PAT starts with "O" followed by a character of a small range.
  if (run.size() >= 72 && run.find('.') == std::string_view::npos &&
      (run.starts_with("Oj") || run.starts_with("Om") || run.starts_with("On") || run.starts_with("Oi"))) {
    return length;
  }
  return 0;
}

/// Length of the value after `basic ` or `bearer `, whatever its form.
std::size_t scheme_value(std::string_view text, std::size_t& skip) {
  for (const std::string_view scheme : {"basic ", "bearer "}) {
    if (text.size() > scheme.size() && same_name(text.substr(0, scheme.size()), scheme)) {
      std::size_t length = scheme.size();
      while (length < text.size() && is_token_character(text[length])) ++length;
      // Words of a sentence ("basic access") are no credentials.
      if (length - scheme.size() >= 16) {
        skip = scheme.size();
        return length;
      }
    }
  }
  return 0;
}

}  // namespace

Secret::Secret(Secret&& other) noexcept : text_(std::move(other.text_)) {
  wipe(other.text_);
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    wipe(text_);
    text_ = std::move(other.text_);
    wipe(other.text_);
  }
  return *this;
}

Secret::~Secret() {
  wipe(text_);
}

bool is_token_variable(std::string_view name) {
  constexpr std::string_view end = "_PAT";
  constexpr std::size_t longest = 128;
  const auto is_fit = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; };
  return name.size() > end.size() && name.size() <= longest && name.ends_with(end) && name.front() >= 'A' &&
         name.front() <= 'Z' && std::ranges::all_of(name, is_fit) && !name.starts_with("PATROL_") &&
         !name.starts_with("AZURE_");
}

std::string redact(std::string_view text) {
  constexpr std::string_view mask = "***";
  std::string clean;
  clean.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const bool starts_word = i == 0 || !is_alphanumeric(text[i - 1]);
    if (starts_word) {
      std::size_t skip = 0;
      if (const std::size_t length = scheme_value(text.substr(i), skip); length > 0) {
        clean.append(text.substr(i, skip)).append(mask);
        i += length;
        continue;
      }
      if (const std::size_t length = secret_run(text.substr(i)); length > 0) {
        clean.append(mask);
        i += length;
        continue;
      }
      std::size_t length = 0;
      while (i + length < text.size() && is_alphanumeric(text[i + length])) ++length;
      if (length > 0) {
        const std::string_view run = text.substr(i, length);
        clean.append(looks_like_pat(run) ? mask : run);
        i += length;
        continue;
      }
    }
    clean.push_back(text[i]);
    ++i;
  }
  return clean;
}

}  // namespace patrol

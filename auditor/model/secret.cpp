#include "auditor/model/secret.h"

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

}  // namespace patrol

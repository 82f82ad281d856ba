#include "reporters/short_ids.h"

#include <algorithm>
#include <cstddef>

namespace patrol {
namespace {

constexpr std::string_view form = "00000000-0000-0000-0000-000000000000";

bool begins_with_uuid(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdefABCDEF";
  if (text.size() < form.size()) return false;
  return std::ranges::equal(text.substr(0, form.size()), form, [&](char sign, char wanted) {
    return wanted == '-' ? sign == '-' : digits.find(sign) != std::string_view::npos;
  });
}

}  // namespace

std::string with_short_ids(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const bool is_id = begins_with_uuid(text);
    result += text.substr(0, is_id ? form.find('-') : 1);
    if (is_id) result += "…";
    text.remove_prefix(is_id ? form.size() : 1);
  }
  return result;
}

}  // namespace patrol

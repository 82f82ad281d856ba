#include "auditor/model/guid.h"

#include <algorithm>

namespace patrol {

bool is_guid(std::string_view text) {
  constexpr std::string_view form = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  constexpr std::string_view digits = "0123456789abcdefABCDEF";
  return std::ranges::equal(text, form, [&](char c, char wanted) {
    return wanted == '-' ? c == '-' : digits.find(c) != std::string_view::npos;
  });
}

}  // namespace patrol

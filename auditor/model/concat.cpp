#include "auditor/model/concat.h"

#include <algorithm>
#include <cstddef>

namespace patrol {

std::string concat(std::initializer_list<std::string_view> parts) {
  std::size_t size = 0;
  for (const std::string_view part : parts) size += part.size();
  std::string text(size, '\0');
  char* end = text.data();
  for (const std::string_view part : parts) end = std::ranges::copy(part, end).out;
  return text;
}

}  // namespace patrol

#include "auditor/azdo/json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>

namespace patrol::azdo {
namespace {

/// Far deeper than any answer of the service; deeper ones would cost stack when they are destroyed.
constexpr std::size_t deepest = 64;

/// Brackets open at once, outside of strings. Told before parsing, so that the parser never sees a deep one.
std::size_t depth_of(std::string_view text) {
  std::size_t depth = 0;
  std::size_t most = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      most = std::max(most, ++depth);
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return most;
}

}  // namespace

Parsed<Json> parse_json(std::string_view text) {
  constexpr std::string_view bom = "\xEF\xBB\xBF";
  if (text.starts_with(bom)) text.remove_prefix(bom.size());
  if (text.empty()) return Fault{"the body is empty"};
  if (depth_of(text) > deepest) return Fault{"the body is nested too deeply"};
  Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) return Fault{"the body is no complete JSON"};
  return json;
}

}  // namespace patrol::azdo

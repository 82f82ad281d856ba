#include "reporters/json_document.h"

#include "reporters/safe_text.h"

#include <string>

namespace patrol {

JsonDocument::Scope JsonDocument::open_only_item(std::string_view name) {
  begin(name);
  out_ << "[{";
  has_members_ = false;
  return {*this, "\n}]"};
}

void JsonDocument::close(std::string_view end) {
  out_ << end;
  has_members_ = true;
}

void JsonDocument::begin(std::string_view name) {
  out_ << (has_members_ ? ",\n" : "\n");
  has_members_ = true;
  put(Json(name));
  out_ << ": ";
}

void JsonDocument::put(const Json& value) {
  // `##` stands in JSON only inside of texts. Written as its number it means the same to every reader of
  // JSON, and no more a command (`##vso[…]`) to the CI server in whose log the report may stand.
  std::string text = json_text(value.dump(-1, ' ', false, Json::error_handler_t::replace));
  for (std::size_t at = text.find("##"); at != std::string::npos; at = text.find("##", at)) {
    text.replace(at, 1, "\\u0023");
  }
  out_ << text;
}

}  // namespace patrol

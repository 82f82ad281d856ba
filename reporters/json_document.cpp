#include "reporters/json_document.h"

#include <string>

namespace patrol {

void JsonDocument::begin(std::string_view name) {
  out_ << (has_members_ ? ",\n" : "\n");
  has_members_ = true;
  put(Json(name));
  out_ << ": ";
}

void JsonDocument::put(const Json& value) {
  out_ << value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace patrol

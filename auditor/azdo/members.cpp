#include "auditor/azdo/members.h"

#include "auditor/model/guid.h"
#include "auditor/model/redact.h"
#include "auditor/model/text.h"

#include <limits>

namespace patrol::azdo {
namespace {

const Json empty_object = Json::object();
const Json empty_array = Json::array();

/// Whether the number fits std::int64_t: a mask of bits that was cut would be another mask.
bool is_whole_number(const Json& value) {
  if (value.is_number_unsigned()) {
    return value.get<std::uint64_t>() <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  }
  return value.is_number_integer();
}

}  // namespace

Members::Members(const Json& object, std::string place) : object_(&object), place_(std::move(place)) {
  if (object.is_object()) return;
  fail(place_.empty() ? "an object was expected" : "`" + place_ + "` is no object");
  object_ = &empty_object;
}

std::string Members::name_of(std::string_view name) const {
  return place_.empty() ? std::string(name) : place_ + "." + std::string(name);
}

void Members::fail(std::string what) {
  if (!fault_) fault_ = Fault{std::move(what)};
}

void Members::fail_with(const Members& part) {
  if (!fault_) fault_ = part.fault_;
}

const Json* Members::find(std::string_view name) const {
  const auto found = object_->find(name);
  return found == object_->end() || found->is_null() ? nullptr : &*found;
}

const Json* Members::need(std::string_view name) {
  if (fault_) return nullptr;
  const Json* const found = find(name);
  if (found == nullptr) fail("`" + name_of(name) + "` is missing or null");
  return found;
}

std::string Members::text(std::string_view name) {
  std::string text = need(name) == nullptr ? std::string{} : text_or_empty(name);
  if (text.empty()) fail("`" + name_of(name) + "` is empty");
  return text;
}

std::string Members::text_or_empty(std::string_view name) {
  const Json* const found = find(name);
  if (fault_ || found == nullptr) return {};
  if (!found->is_string()) {
    fail("`" + name_of(name) + "` is no text");
    return {};
  }
  return found->get<std::string>();
}

std::string Members::free_text(std::string_view name) {
  return redact(text(name));
}

std::string Members::free_text_or_empty(std::string_view name) {
  return redact(text_or_empty(name));
}

std::string Members::free_name(std::string_view name, const std::string& id) {
  std::string whole = text(name);
  std::string shown = redact(whole);
  return shown == whole ? whole : shown + " (" + id + ")";
}

std::string Members::guid(std::string_view name) {
  std::string guid = need(name) == nullptr ? std::string{} : guid_or_empty(name);
  if (guid.empty()) fail("`" + name_of(name) + "` is empty");
  return guid;
}

std::string Members::guid_or_empty(std::string_view name) {
  std::string text = text_or_empty(name);
  if (text.empty()) return text;
  if (!is_guid(text)) {
    fail("`" + name_of(name) + "` is no guid");
    return {};
  }
  return fold_case(text);
}

std::int64_t Members::number(std::string_view name) {
  return need(name) == nullptr ? 0 : number_or_zero(name);
}

std::int64_t Members::number_or_zero(std::string_view name) {
  const Json* const found = find(name);
  if (fault_ || found == nullptr) return 0;
  if (!is_whole_number(*found)) {
    fail("`" + name_of(name) + "` is no whole number");
    return 0;
  }
  return found->get<std::int64_t>();
}

bool Members::flag(std::string_view name) {
  return need(name) != nullptr && flag_or_false(name);
}

bool Members::flag_or_false(std::string_view name) {
  const Json* const found = find(name);
  if (fault_ || found == nullptr) return false;
  if (!found->is_boolean()) {
    fail("`" + name_of(name) + "` is neither true nor false");
    return false;
  }
  return found->get<bool>();
}

std::vector<std::string> Members::texts(std::string_view name) {
  std::vector<std::string> texts;
  for (const Json& entry : array(name)) {
    if (!entry.is_string()) {
      fail("`" + name_of(name) + "[" + std::to_string(texts.size()) + "]` is no text");
      return {};
    }
    texts.push_back(entry.get<std::string>());
  }
  return texts;
}

const Json& Members::object(std::string_view name) {
  const Json* const found = need(name);
  if (found == nullptr) return empty_object;
  if (!found->is_object()) {
    fail("`" + name_of(name) + "` is no object");
    return empty_object;
  }
  return *found;
}

const Json& Members::array(std::string_view name) {
  const Json* const found = need(name);
  if (found == nullptr) return empty_array;
  if (!found->is_array()) {
    fail("`" + name_of(name) + "` is no list");
    return empty_array;
  }
  return *found;
}

}  // namespace patrol::azdo

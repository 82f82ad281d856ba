#include "auditor/azdo/json.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace patrol::azdo {
namespace {

/// Far deeper than any answer of the service; deeper ones would cost stack when they are destroyed.
constexpr std::size_t deepest = 64;

/// Builds the tree from the parser's events, whose names are the library's. Every event answers whether
/// parsing goes on.
class TreeBuilder {
 public:
  bool null() { return add(nullptr); }
  bool boolean(bool value) { return add(value); }
  bool number_integer(Json::number_integer_t value) { return add(value); }
  bool number_unsigned(Json::number_unsigned_t value) { return add(value); }
  bool number_float(Json::number_float_t value, const std::string&) { return add(value); }
  bool string(std::string& value) { return add(std::move(value)); }
  bool binary(Json::binary_t&) { return false; }  // not in JSON text

  bool start_object(std::size_t) { return open(Json::object()); }
  bool end_object() { return close(); }
  bool start_array(std::size_t) { return open(Json::array()); }
  bool end_array() { return close(); }

  /// Of two equal keys the last would win, and another reader would take the first: neither is evidence.
  bool key(std::string& name) {
    const auto [place, is_new] = open_.back()->get_ref<Json::object_t&>().try_emplace(std::move(name));
    next_ = &place->second;
    if (!is_new) fault_.what = "a key stands twice in one object of the body";
    return is_new;
  }

  bool parse_error(std::size_t, const std::string&, const Json::exception&) {
    fault_ = {.what = "the body is no complete JSON", .may_pass = true};
    return false;
  }

  const Fault& fault() const { return fault_; }
  Json take() { return std::move(root_); }

 private:
  template <class Value>
  Json& place(Value&& value) {
    if (open_.empty()) return root_ = std::forward<Value>(value);
    if (!open_.back()->is_array()) return *next_ = std::forward<Value>(value);
    return open_.back()->get_ref<Json::array_t&>().emplace_back(std::forward<Value>(value));
  }
  template <class Value>
  bool add(Value&& value) {
    place(std::forward<Value>(value));
    return true;
  }
  bool open(Json value) {
    if (open_.size() == deepest) {
      fault_.what = "the body is nested too deeply";
      return false;
    }
    open_.push_back(&place(std::move(value)));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  Json root_;
  std::vector<Json*> open_;  ///< objects and arrays around the current value, the innermost last
  Json* next_ = nullptr;     ///< where the value of the current key goes
  Fault fault_;
};

}  // namespace

Parsed<Json> parse_json(std::string_view text) {
  constexpr std::string_view bom = "\xEF\xBB\xBF";
  if (text.starts_with(bom)) text.remove_prefix(bom.size());
  if (text.empty()) return Fault{.what = "the body is empty", .may_pass = true};
  TreeBuilder builder;
  if (!Json::sax_parse(text, &builder)) return builder.fault();
  return builder.take();
}

}  // namespace patrol::azdo

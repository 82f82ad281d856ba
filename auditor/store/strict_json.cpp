#include "auditor/store/strict_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace patrol {
namespace {

using nlohmann::json;

/// Builds the tree from the parser's events. Every event answers whether parsing goes on.
class TreeBuilder : public json::json_sax_t {
 public:
  explicit TreeBuilder(std::size_t most_depth) : most_depth_(most_depth) {}

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(json::number_integer_t value) override { return add(value); }
  bool number_unsigned(json::number_unsigned_t value) override { return add(value); }
  bool number_float(json::number_float_t value, const std::string&) override { return add(value); }
  bool string(std::string& value) override { return add(std::move(value)); }
  bool binary(json::binary_t&) override { return false; }  // not in JSON text

  bool start_object(std::size_t) override { return open(json::object()); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(json::array()); }
  bool end_array() override { return close(); }

  bool key(std::string& name) override {
    const auto [place, is_new] = open_.back()->get_ref<json::object_t&>().try_emplace(std::move(name));
    next_ = &place->second;
    if (!is_new) problem_ = "a key stands twice in one object";
    return is_new;
  }

  bool parse_error(std::size_t position, const std::string&, const json::exception&) override {
    position_ = position;
    problem_ = "no valid JSON, or it was cut off here";
    return false;
  }

  const std::string& problem() const { return problem_; }
  std::optional<std::size_t> position() const { return position_; }
  json take() { return std::move(root_); }

 private:
  json& place(json value) {
    if (open_.empty()) return root_ = std::move(value);
    if (open_.back()->is_array()) {
      open_.back()->push_back(std::move(value));
      return open_.back()->back();
    }
    return *next_ = std::move(value);
  }
  bool add(json value) {
    place(std::move(value));
    return true;
  }
  bool open(json value) {
    if (open_.size() == most_depth_) {
      problem_ = "nested deeper than any file of this kind";
      return false;
    }
    open_.push_back(&place(std::move(value)));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  json root_;
  std::vector<json*> open_;  ///< objects and arrays around the current value, the innermost last
  json* next_ = nullptr;     ///< where the value of the current key goes
  std::size_t most_depth_;
  std::string problem_;
  std::optional<std::size_t> position_;
};

/// `file:line:column` of a byte, which the parser counts from 1.
std::string place_of(std::string_view text, std::size_t position, const std::string& source_name) {
  const std::string_view before = text.substr(0, position > 0 ? position - 1 : 0);
  const auto line = 1 + std::ranges::count(before, '\n');
  const std::size_t line_start = before.rfind('\n');
  const std::size_t column =
      line_start == std::string_view::npos ? before.size() + 1 : before.size() - line_start;
  return source_name + ":" + std::to_string(line) + ":" + std::to_string(column);
}

/// Counts bytes as the parser takes them, so that a problem that is not of the syntax has a place too.
class CountingIterator {
 public:
  // NOLINTBEGIN(readability-identifier-naming): names of the standard library
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;
  // NOLINTEND(readability-identifier-naming)

  CountingIterator(const char* at, const char** furthest) : at_(at), furthest_(furthest) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    *furthest_ = ++at_;
    return *this;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char** furthest_;
};

}  // namespace

Result<json> parse_strict_json(std::string_view text, const std::string& source_name,
                               std::size_t most_depth) {
  TreeBuilder builder(most_depth);
  const char* const begin = text.data();
  const char* reached = begin;
  const bool parsed = json::sax_parse(CountingIterator(begin, &reached),
                                      CountingIterator(begin + text.size(), &reached), &builder);
  if (parsed) return builder.take();
  const auto counted = static_cast<std::size_t>(reached - begin);
  return Error{Error::Kind::file, place_of(text, builder.position().value_or(counted), source_name),
               builder.problem()};
}

}  // namespace patrol

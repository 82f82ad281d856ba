#pragma once

#include <nlohmann/json.hpp>

#include <ostream>
#include <string_view>

namespace patrol {

using Json = nlohmann::ordered_json;

/// Writes one JSON object as it goes, so that a large audit is never in memory twice. A list has each of its
/// elements on a line, for people with `grep` and for the difference of two reports. Malformed UTF-8 becomes
/// U+FFFD, and no text is a command to a CI server.
class JsonDocument {
 public:
  explicit JsonDocument(std::ostream& out) : out_(out) { out_ << '{'; }
  ~JsonDocument() { out_ << "\n}\n"; }
  JsonDocument(const JsonDocument&) = delete;
  JsonDocument& operator=(const JsonDocument&) = delete;

  void member(std::string_view name, const Json& value) {
    begin(name);
    put(value);
  }

  template <class Range, class ToJson>
  void list(std::string_view name, const Range& range, ToJson to_json) {
    begin(name);
    std::string_view separator = "[\n";
    for (const auto& item : range) {
      out_ << separator;
      put(to_json(item));
      separator = ",\n";
    }
    out_ << (std::empty(range) ? "[]" : "\n]");
  }

 private:
  void begin(std::string_view name);
  void put(const Json& value);

  std::ostream& out_;
  bool has_members_ = false;
};

}  // namespace patrol

#pragma once

#include <nlohmann/json.hpp>

#include <ostream>
#include <string_view>

namespace patrol {

using Json = nlohmann::ordered_json;

/// Writes one JSON object as it goes, so that a large audit is never in memory twice. A list has each of its
/// elements on a line, for people with `grep` and for the difference of two reports. Malformed UTF-8 becomes
/// U+FFFD; what hides or reorders is written as its number, and no text is a command to a CI server.
class JsonDocument {
 public:
  /// An object or list inside the document; ends with its scope.
  class [[nodiscard]] Scope {
   public:
    Scope(JsonDocument& document, std::string_view end) : document_(document), end_(end) {}
    ~Scope() { document_.close(end_); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    JsonDocument& document_;
    std::string_view end_;
  };

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

  /// A list of one object, whose members are written until the scope ends.
  Scope open_only_item(std::string_view name);

 private:
  void begin(std::string_view name);
  void close(std::string_view end);
  void put(const Json& value);

  std::ostream& out_;
  bool has_members_ = false;
};

}  // namespace patrol

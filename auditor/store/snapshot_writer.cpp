#include "auditor/store/json_text.h"
#include "auditor/store/snapshot_fields.h"
#include "auditor/store/snapshot_file.h"

#include <concepts>

namespace patrol {
namespace {

using snapshot_file::Described;
using snapshot_file::Fields;

using AccessControl = decltype(Organization::access_control);

/// One overload per shape of data; everything else is in the lists of fields.
class Writer {
 public:
  void write(const std::string& text) { json_.value(std::string_view(text)); }
  void write(bool truth) { json_.value(truth); }
  void write(Time time) { json_.value(std::string_view(format_time(time))); }
  void write(Gap::Kind kind) { json_.value(to_word(kind)); }
  template <std::integral Number>
  void write(Number number) {
    json_.value(static_cast<std::int64_t>(number));
  }

  template <class T>
  void write(const std::optional<T>& value) {
    if (value) {
      write(*value);
    } else {
      json_.null();
    }
  }

  template <class T>
  void write(const std::vector<T>& items) {
    json_.begin_array();
    for (const T& item : items) write(item);
    json_.end_array();
  }

  template <class T>
  void write(const std::map<std::string, T, std::less<>>& items) {
    json_.begin_object();
    for (const auto& [key, value] : items) write_field(key, value);
    json_.end_object();
  }

  /// A known value stands under `value`, what is not known under `gap`: one can not pass for the other.
  template <class T>
  void write(const Evidence<T>& evidence) {
    json_.begin_object();
    if (evidence) {
      write_field("value", evidence.value());
    } else {
      write_field("gap", evidence.error());
    }
    json_.end_object();
  }

  /// Pairs of namespace and token, as an object of objects.
  void write(const AccessControl& lists) {
    json_.begin_object();
    for (auto list = lists.begin(); list != lists.end();) {
      const std::string& name_space = list->first.first;
      json_.key(name_space);
      json_.begin_object();
      for (; list != lists.end() && list->first.first == name_space; ++list) {
        write_field(list->first.second, list->second);
      }
      json_.end_object();
    }
    json_.end_object();
  }

  template <Described Object>
  void write(const Object& object) {
    json_.begin_object();
    write_fields(object);
    json_.end_object();
  }

  void write_file(const Snapshot& snapshot) {
    json_.begin_object();
    write_field("schema",
                std::string(snapshot_file::schema_family) + std::to_string(snapshot_file::schema_version));
    write_fields(snapshot);
    json_.end_object();
  }

  std::string take() { return json_.take(); }

 private:
  template <class Value>
  void write_field(std::string_view key, const Value& value) {
    json_.key(key);
    write(value);
  }

  template <class Object>
  void write_fields(const Object& object) {
    std::apply([&](const auto&... field) { (write_field(field.key, object.*field.member), ...); },
               Fields<Object>::list);
  }

  JsonText json_;
};

}  // namespace

std::string write_snapshot(const Snapshot& snapshot) {
  Writer writer;
  writer.write_file(snapshot);
  return writer.take();
}

}  // namespace patrol

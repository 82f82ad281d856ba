#pragma once

#include "auditor/azdo/json.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace patrol::azdo {

/// Takes the members of one JSON object by name and type. The first that is not what it should be is
/// remembered as the fault, and all later takings give empty values: a parser reads top to bottom and asks
/// once at its end. Members that nobody takes are ignored.
class Members {
 public:
  /// `place` names the object in faults: empty for the answer itself.
  explicit Members(const Json& object, std::string place = "");

  std::string text(std::string_view name);           ///< must be there and not empty
  std::string text_or_empty(std::string_view name);  ///< absent and null give an empty text
  /// What people wrote: names, addresses. Somebody may have pasted a secret there, which no fact, snapshot or
  /// report may hold: it is masked (`redact`). Ids and what goes back to the service are no such text.
  std::string free_text(std::string_view name);           ///< must be there and not empty
  std::string free_text_or_empty(std::string_view name);  ///< absent and null give an empty text
  /// `free_text` of what is looked for by its name: where it is masked, the id tells it from another.
  std::string free_name(std::string_view name, const std::string& id);
  std::string guid(std::string_view name);  ///< must be there; lower case
  std::string guid_or_empty(std::string_view name);
  std::int64_t number(std::string_view name);
  std::int64_t number_or_zero(std::string_view name);
  bool flag(std::string_view name);
  bool flag_or_false(std::string_view name);  ///< the service leaves out what is false (API.md trap 7)
  std::vector<std::string> texts(std::string_view name);  ///< an array of strings; must be there

  /// The member if it is there and not null.
  const Json* find(std::string_view name) const;
  const Json& object(std::string_view name);  ///< must be there; an empty object after a fault
  const Json& array(std::string_view name);   ///< must be there; an empty array after a fault

  /// Name of a member with the place in front: `value[3].id`.
  std::string name_of(std::string_view name) const;
  void fail(std::string what);
  void fail_with(const Members& part);  ///< takes over the fault of a part of this object, if it has one
  const std::optional<Fault>& fault() const { return fault_; }

  /// The value, unless a fault was met.
  template <class T>
  Parsed<T> result(T value) && {
    if (fault_) return *std::move(fault_);
    return value;
  }

 private:
  const Json* need(std::string_view name);

  const Json* object_;
  std::string place_;
  std::optional<Fault> fault_;
};

}  // namespace patrol::azdo

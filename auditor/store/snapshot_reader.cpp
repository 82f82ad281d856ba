#include "auditor/model/count_once.h"
#include "auditor/model/redact.h"
#include "auditor/model/text.h"
#include "auditor/store/snapshot_fields.h"
#include "auditor/store/snapshot_file.h"
#include "auditor/store/strict_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <concepts>
#include <type_traits>
#include <utility>

namespace patrol {
namespace {

using nlohmann::json;
using snapshot_file::Described;
using snapshot_file::Fields;

using AccessControl = decltype(Organization::access_control);

/// A place in the document: its parent and either a key or an index. Made on the stack while reading, and
/// turned into text only for an error.
struct Place {
  const Place* parent = nullptr;
  std::string_view key{};
  std::optional<std::size_t> index{};
};

/// `$.organizations["contoso-eu"].reads[3].status`
std::string to_text(const Place& place) {
  if (place.parent == nullptr) return "$";
  const std::string above = to_text(*place.parent);
  if (place.index) return above + "[" + std::to_string(*place.index) + "]";
  const bool is_plain = !place.key.empty() && std::ranges::all_of(place.key, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  if (is_plain) return above + "." + std::string(place.key);
  return above + "[" + json(place.key).dump(-1, ' ', true, json::error_handler_t::replace) + "]";
}

/// For a gap.
std::string in_snapshot(const Place& place) {
  return "`" + to_text(place) + "` of the snapshot";
}

/// What people wrote, where a secret may stand in a file of an earlier version: now it is masked before it
/// comes into one.
bool is_free_text(std::string_view key) {
  constexpr std::array<std::string_view, 5> keys{"account", "display_name", "mail", "name", "principal_name"};
  return std::ranges::find(keys, key) != keys.end();
}

/// What stands in a place before it is read: for evidence a gap, so that nothing half read is ever known.
template <class T>
T blank() {
  if constexpr (std::is_default_constructible_v<T>) {
    return T{};
  } else {
    return T{.known = Gap{}, .reads = {}};
  }
}

/// The part of a key that is folded: of an access control list its security token.
template <class Key>
auto& folded_part(Key& key) {
  if constexpr (std::is_same_v<std::remove_const_t<Key>, std::string>) {
    return key;
  } else {
    return key.second;
  }
}

/// Brings the keys of an earlier version, which folded fewer letters, to the form in which they are looked
/// up.
template <class Facts>
void fold_keys(Facts& facts) {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  std::vector<typename Facts::node_type> to_fold;
  for (auto next = facts.begin(); next != facts.end();) {
    const auto fact = next++;
    if (std::ranges::all_of(folded_part(fact->first), is_ascii)) continue;
    to_fold.push_back(facts.extract(fact));
  }
  for (auto& fact : to_fold) {
    auto& part = folded_part(fact.key());
    part = fold_case(part);
    facts.insert(std::move(fact));
  }
}

/// Moves a tree of JSON into a snapshot. Every `read` answers whether it went well; the first problem ends
/// it.
class Reader {
 public:
  const Error& error() const { return error_; }

  bool read_file(json& from, Snapshot& snapshot) {
    const Place root;
    return read_schema(from, root) && read(from, snapshot, root);
  }

 private:
  bool read(json& from, std::string& into, const Place& place) {
    if (!from.is_string()) return fail(place, "a text is needed here");
    into = std::move(from.get_ref<std::string&>());
    if (is_free_text(place.key)) into = redact(into);
    return true;
  }

  bool read(json& from, bool& into, const Place& place) {
    if (!from.is_boolean()) return fail(place, "true or false is needed here");
    into = from.get<bool>();
    return true;
  }

  template <std::integral Number>
  bool read(json& from, Number& into, const Place& place) {
    if (!from.is_number_integer()) return fail(place, "a whole number is needed here");
    const bool fits = from.is_number_unsigned() ? std::in_range<Number>(from.get<std::uint64_t>())
                                                : std::in_range<Number>(from.get<std::int64_t>());
    if (!fits) return fail(place, "the number is out of range");
    into = from.get<Number>();
    return true;
  }

  bool read(json& from, Time& into, const Place& place) {
    const auto time = from.is_string() ? parse_time(from.get_ref<std::string&>()) : std::nullopt;
    if (!time) return fail(place, "a time such as `2026-11-23T04:04:38Z` is needed here");
    into = *time;
    return true;
  }

  bool read(json& from, Gap::Kind& into, const Place& place) {
    const auto kind = from.is_string() ? gap_kind_from(from.get_ref<std::string&>()) : std::nullopt;
    if (!kind) return fail(place, "no kind of gap that this version knows");
    into = *kind;
    return true;
  }

  template <class T>
  bool read(json& from, std::optional<T>& into, const Place& place) {
    if (from.is_null()) return true;
    return read(from, into.emplace(blank<T>()), place);
  }

  template <class T>
  bool read(json& from, std::vector<T>& into, const Place& place) {
    if (!from.is_array()) return fail(place, "a list is needed here");
    into.resize(from.size());
    for (std::size_t i = 0; i < into.size(); ++i) {
      if (!read(from[i], into[i], {.parent = &place, .index = i})) return false;
    }
    return true;
  }

  /// The reads stand before the facts in the list of fields, so that their number is known when the ids come.
  bool read(json& from, std::vector<Read>& into, const Place& place) {
    if (!read<Read>(from, into, place)) return false;
    known_reads_ = into.size();
    return true;
  }

  bool read(json& from, std::vector<ReadId>& into, const Place& place) {
    if (!read<ReadId>(from, into, place)) return false;
    for (std::size_t i = 0; i < into.size(); ++i) {
      const Place here{.parent = &place, .index = i};
      if (into[i] >= known_reads_) return fail(here, "the list `reads` has no such entry");
      if (i > 0 && into[i] <= into[i - 1]) return fail(here, "the numbers must rise");
    }
    return true;
  }

  template <class T>
  bool read(json& from, std::map<std::string, T, std::less<>>& into, const Place& place) {
    if (!from.is_object()) return fail(place, "an object is needed here");
    for (auto& [key, value] : from.get_ref<json::object_t&>()) {
      const auto added = into.try_emplace(into.end(), key, blank<T>());
      if (!read(value, added->second, {.parent = &place, .key = key})) return false;
    }
    return true;
  }

  template <class T>
  bool read(json& from, Evidence<T>& into, const Place& place) {
    if (from.is_object() && from.size() == 1) {
      auto& [key, value] = *from.get_ref<json::object_t&>().begin();
      const Place here{.parent = &place, .key = key};
      if (key == "value") return read_as<T>(value, into, here);
      if (key == "gap") return read_as<Gap>(value, into, here);
    }
    return fail(place, "either `value` or `gap` is needed here");
  }

  template <class Alternative, class T>
  bool read_as(json& from, Evidence<T>& into, const Place& place) {
    Alternative alternative{};
    if (!read(from, alternative, place)) return false;
    if (const auto name = count_parts_once(alternative)) {
      into = told_differently(in_snapshot(place), *name);
    } else {
      into = std::move(alternative);
    }
    return true;
  }

  /// What an earlier version wrote, or another program, may hold a thing twice.
  template <class T>
  bool read(json& from, Listing<T>& into, const Place& place) {
    if (!read<Listing<T>>(from, into, place)) return false;
    const auto name = count_once(into.items);
    if (name && !into.rest) into.rest = told_differently(in_snapshot(place), *name);
    return true;
  }

  bool read(json& from, AccessControl& into, const Place& place) {
    if (!from.is_object()) return fail(place, "an object is needed here");
    for (auto& [name_space, lists] : from.get_ref<json::object_t&>()) {
      const Place above{.parent = &place, .key = name_space};
      if (!lists.is_object()) return fail(above, "an object is needed here");
      for (auto& [token, list] : lists.get_ref<json::object_t&>()) {
        const auto added =
            into.try_emplace(into.end(), std::pair(name_space, token), blank<AccessControl::mapped_type>());
        if (!read(list, added->second, {.parent = &above, .key = token})) return false;
      }
    }
    return true;
  }

  bool read(json& from, Organization& into, const Place& place) {
    if (!read<Organization>(from, into, place)) return false;
    fold_keys(into.accounts);
    fold_keys(into.groups);
    fold_keys(into.access_control);
    fold_keys(into.lists_below);
    return true;
  }

  bool read(json& from, decltype(Snapshot::organizations)& into, const Place& place) {
    if (!read<Organization>(from, into, place)) return false;
    for (const auto& [key, organization] : into) {
      if (key != fold_case(organization.name)) {
        return fail({.parent = &place, .key = key},
                    "the key must be the organization's `name` in lower case");
      }
    }
    return true;
  }

  template <Described Object>
  bool read(json& from, Object& into, const Place& place) {
    if (!from.is_object()) return fail(place, "an object is needed here");
    const bool read_all = std::apply(
        [&](const auto&... field) { return (read_field(from, field, into.*field.member, place) && ...); },
        Fields<Object>::list);
    return read_all && has_no_other_key<Object>(from, place);
  }

  template <class Named, class Value>
  bool read_field(json& from, const Named& field, Value& into, const Place& place) {
    const auto found = from.find(field.key);
    if (found == from.end()) {
      return field.since > version_ || fail(place, "`" + std::string(field.key) + "` is missing");
    }
    return read(*found, into, {.parent = &place, .key = field.key});
  }

  template <class Object>
  bool has_no_other_key(const json& from, const Place& place) {
    if (from.size() == std::tuple_size_v<std::remove_const_t<decltype(Fields<Object>::list)>>) return true;
    for (const auto& entry : from.get_ref<const json::object_t&>()) {
      const std::string& key = entry.first;
      const bool is_known =
          std::apply([&](const auto&... field) { return ((field.key == key) || ...); }, Fields<Object>::list);
      if (!is_known) return fail({.parent = &place, .key = key}, "unknown key");
    }
    return true;
  }

  /// Takes `schema` out, so that what is left is the snapshot alone.
  bool read_schema(json& from, const Place& root) {
    constexpr std::string_view no_snapshot = "is no snapshot of patrol: make one with `patrol collect`";
    if (!from.is_object()) return fail(root, std::string(no_snapshot));
    const auto found = from.find("schema");
    if (found == from.end() || !found->is_string()) return fail(root, std::string(no_snapshot));
    const std::string schema = std::move(found->get_ref<std::string&>());
    from.erase(found);
    if (!schema.starts_with(snapshot_file::schema_family)) return fail(root, std::string(no_snapshot));

    const std::string_view digits = std::string_view(schema).substr(snapshot_file::schema_family.size());
    int version = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), version);
    if (problem != std::errc{} || end != digits.data() + digits.size() || version < 1) {
      return fail(root, std::string(no_snapshot));
    }
    version_ = version;
    if (version >= snapshot_file::oldest_version && version <= snapshot_file::schema_version) return true;
    return fail(root, "was written by another version of patrol (format " + std::to_string(version) +
                          ", this one reads format " + std::to_string(snapshot_file::schema_version) +
                          "): update patrol, or collect again with this one");
  }

  bool fail(const Place& place, std::string what) {
    error_ = {Error::Kind::file, place.parent == nullptr ? "" : to_text(place), std::move(what)};
    return false;
  }

  std::size_t known_reads_ = 0;
  int version_ = snapshot_file::schema_version;  ///< of the file
  Error error_;
};

}  // namespace

Result<Snapshot> read_snapshot(std::string_view text, const std::string& source_name) {
  if (text.size() > most_snapshot_bytes) {
    return Error{Error::Kind::file, source_name,
                 "is larger than " + std::to_string(most_snapshot_bytes >> 20) + " MiB"};
  }
  Result<json> document = parse_strict_json(text, source_name, snapshot_file::most_depth);
  if (!document) return std::move(document).error();

  Snapshot snapshot;
  Reader reader;
  if (reader.read_file(document.value(), snapshot)) return snapshot;
  const Error& error = reader.error();
  const std::string where = error.where.empty() ? source_name : source_name + ": " + error.where;
  return Error{error.kind, where, error.what};
}

}  // namespace patrol

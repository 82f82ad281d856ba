#pragma once

#include "auditor/model/count_once.h"
#include "auditor/model/text.h"
#include "auditor/store/snapshot_fields.h"

#include <concepts>
#include <cstdint>
#include <limits>
#include <random>
#include <utility>

namespace patrol {

/// Makes snapshots that use every field and every shape of data, by the same lists of fields that the file is
/// written by; each thing once, as collected ones have it. The same seed gives the same snapshot.
class RandomSnapshot {
 public:
  explicit RandomSnapshot(std::uint32_t seed) : engine_(seed) {}

  Snapshot make() {
    Snapshot snapshot;
    fill(snapshot.collected_at);
    fill(snapshot.cut_short);
    for (std::size_t i = up_to(3); i > 0; --i) {
      Organization organization;
      fill(organization);
      snapshot.organizations.try_emplace(fold_case(organization.name), organization);
    }
    return snapshot;
  }

 private:
  using AccessControl = decltype(Organization::access_control);

  std::size_t up_to(std::size_t most) { return std::uniform_int_distribution<std::size_t>(0, most)(engine_); }

  void fill(std::string& into) {
    static const std::vector<std::string> pieces{"svc-flow",
                                                 "@contoso.com",
                                                 "[Shop]\\Readers",
                                                 "\"",
                                                 "\n",
                                                 "\t",
                                                 std::string(1, '\0'),
                                                 "\x7f",
                                                 "ü",
                                                 "日本",
                                                 "😀",
                                                 "</script>",
                                                 "##vso[",
                                                 " ",
                                                 "{}",
                                                 "\xE2\x80\xA8"};
    for (std::size_t i = up_to(4); i > 0; --i) into += pieces[up_to(pieces.size() - 1)];
  }
  void fill(bool& into) { into = up_to(1) == 1; }
  void fill(Time& into) {
    into = Time{std::chrono::seconds{static_cast<std::int64_t>(up_to(250'000'000'000))}};
  }
  void fill(Gap::Kind& into) { into = static_cast<Gap::Kind>(up_to(9)); }
  void fill(int& into) { into = static_cast<int>(up_to(599)); }
  void fill(std::size_t& into) { into = up_to(1'000'000); }
  void fill(std::int64_t& into) {
    using Limits = std::numeric_limits<std::int64_t>;
    const std::int64_t edges[]{
        0, 1, -1, std::int64_t{1} << 31, std::int64_t{1} << 40, Limits::min(), Limits::max()};
    into = edges[up_to(std::size(edges) - 1)];
  }
  void fill(std::vector<ReadId>& into) {
    for (ReadId id = 0; id < reads_; ++id) {
      if (up_to(3) == 0) into.push_back(id);
    }
  }
  void fill(std::vector<Read>& into) {
    fill<Read>(into);
    reads_ = static_cast<ReadId>(into.size());
  }
  template <class T>
  void fill(std::optional<T>& into) {
    if (up_to(3) > 0) into = make_one<T>();
  }
  template <class T>
  void fill(std::vector<T>& into) {
    for (std::size_t i = up_to(3); i > 0; --i) fill(into.emplace_back());
  }
  template <class T>
  void fill(std::map<std::string, T, std::less<>>& into) {
    for (std::size_t i = up_to(3); i > 0; --i) into.try_emplace(make_key(), make_one<T>());
  }
  template <class T>
  void fill(Listing<T>& into) {
    fill<Listing<T>>(into);
    count_once(into.items);
  }
  template <class T>
  void fill(Evidence<T>& into) {
    if (up_to(1) == 1) {
      T value = make_one<T>();
      if (!count_parts_once(value)) into = std::move(value);
    } else {
      into = make_one<Gap>();
    }
  }
  void fill(AccessControl& into) {
    for (std::size_t i = up_to(6); i > 0; --i) {
      into.try_emplace(std::pair(up_to(1) == 1 ? "git" : "project", make_key()),
                       make_one<AccessControl::mapped_type>());
    }
  }
  template <snapshot_file::Described Object>
  void fill(Object& object) {
    std::apply([&](const auto&... field) { (fill(object.*field.member), ...); },
               snapshot_file::Fields<Object>::list);
  }

  /// Folded, as the keys of a snapshot are.
  std::string make_key() { return fold_case(make_one<std::string>()); }

  template <class T>
  T make_one() {
    if constexpr (std::is_default_constructible_v<T>) {
      T value{};
      fill(value);
      return value;
    } else {
      T value{.known = Gap{}, .reads = {}};
      fill(value);
      return value;
    }
  }

  std::mt19937 engine_;
  ReadId reads_ = 0;
};

}  // namespace patrol

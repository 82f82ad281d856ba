#pragma once

#include <cstddef>
#include <cstdint>
#include <random>

namespace patrol::oracle {

/// The same throws for the same seed, wherever it is built.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}

  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
  bool yes(std::size_t percent) { return below(100) < percent; }
  template <class List>
  const auto& one_of(const List& list) {
    return list[below(list.size())];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace patrol::oracle

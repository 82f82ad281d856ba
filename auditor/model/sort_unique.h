#pragma once

#include <algorithm>
#include <vector>

namespace patrol {

/// Sorts, and drops what stands there twice.
template <class T>
void sort_unique(std::vector<T>& all) {
  std::ranges::sort(all);
  const auto repeated = std::ranges::unique(all);
  all.erase(repeated.begin(), repeated.end());
}

}  // namespace patrol

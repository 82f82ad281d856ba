#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace patrol::oracle {

/// Leaves out of a list whatever can go while `still` holds: halves first, then quarters, and so on to single
/// ones.
template <class T, class Still>
std::vector<T> shrunk(std::vector<T> list, const Still& still) {
  for (std::size_t chunk = list.size(); chunk > 0; chunk /= 2) {
    for (bool shrank = true; shrank;) {
      shrank = false;
      for (std::size_t at = 0; at < list.size();) {
        std::vector<T> less = list;
        const auto first = less.begin() + static_cast<std::ptrdiff_t>(at);
        less.erase(first, first + static_cast<std::ptrdiff_t>(std::min(chunk, less.size() - at)));
        if (still(less)) {
          list = std::move(less);
          shrank = true;
        } else {
          at += chunk;
        }
      }
    }
  }
  return list;
}

}  // namespace patrol::oracle

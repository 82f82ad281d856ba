#include "auditor/model/change.h"

#include <algorithm>

namespace patrol {

std::string_view to_word(Change change) {
  switch (change) {
    case Change::added: return "new";
    case Change::unchanged: return "unchanged";
    case Change::worse: return "worse";
    case Change::better: return "better";
    case Change::no_longer_applies: return "no longer applies";
    case Change::rated_differently: return "rated differently";
    case Change::gone: return "gone";
  }
  return "?";
}

std::optional<Change> change_from(std::string_view word) {
  const auto* const found =
      std::ranges::find_if(changes, [&](Change change) { return to_word(change) == word; });
  return found == changes.end() ? std::nullopt : std::optional{*found};
}

}  // namespace patrol

#include "auditor/cases/matching.h"

#include <algorithm>
#include <cstddef>
#include <optional>

namespace patrol::cases {
namespace {

/// Gives parts their texts one after the other; who has one already moves on where that lets another in.
class Pairing {
 public:
  Pairing(const std::vector<std::string>& parts, const std::vector<std::string>& texts)
      : parts_(parts), texts_(texts), owners_(texts.size()) {}

  bool finds_one_for(std::size_t part) {
    asked_.assign(texts_.size(), false);
    return find(part);
  }

 private:
  bool find(std::size_t part) {
    for (std::size_t text = 0; text < texts_.size(); ++text) {
      if (asked_[text] || texts_[text].find(parts_[part]) == std::string::npos) continue;
      asked_[text] = true;
      const std::optional<std::size_t> owner = owners_[text];
      if (owner && !find(*owner)) continue;
      owners_[text] = part;
      return true;
    }
    return false;
  }

  const std::vector<std::string>& parts_;
  const std::vector<std::string>& texts_;
  std::vector<std::optional<std::size_t>> owners_;  ///< by text: the part that has it
  std::vector<bool> asked_;                         ///< by text: in the search that is going on
};

}  // namespace

bool are_paired(const std::vector<std::string>& parts, const std::vector<std::string>& texts) {
  if (parts.size() != texts.size()) return false;
  Pairing pairing(parts, texts);
  for (std::size_t part = 0; part < parts.size(); ++part) {
    if (!pairing.finds_one_for(part)) return false;
  }
  return true;
}

}  // namespace patrol::cases

#pragma once

#include "auditor/facts/view.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace patrol {

/// What a person calls each group: `[Shop]\Readers`.
class GroupNames {
 public:
  explicit GroupNames(const View& view);

  /// The descriptor itself where no one told a name.
  std::string label(std::string_view descriptor) const;

 private:
  std::unordered_map<std::string, std::string> names_;  ///< by folded identity descriptor
};

}  // namespace patrol

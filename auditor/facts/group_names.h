#pragma once

#include "auditor/facts/view.h"
#include "auditor/model/catalogue.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace patrol {

/// What a person calls each group, `[Shop]\Readers`, and where it belongs.
class GroupNames {
 public:
  GroupNames(const View& view, const Catalogue& catalogue);

  /// Where no one told a name, the catalogue's for a built-in group of the organization, else the descriptor
  /// itself.
  std::string label(std::string_view descriptor) const;

  /// As the service calls the scope of the group, folded (API.md 4.5); empty where no one told it.
  const std::string& domain(std::string_view descriptor) const;

 private:
  struct Known {
    std::string name;
    std::string domain;  ///< folded
  };
  std::unordered_map<std::string, Known> groups_;  ///< by folded identity descriptor
};

}  // namespace patrol

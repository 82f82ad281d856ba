#pragma once

#include "auditor/model/catalogue.h"
#include "auditor/model/policy.h"

#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// An action of the catalogue with the namespace that it belongs to.
struct KnownPermission {
  const Catalogue::SecurityNamespace* space = nullptr;
  const Catalogue::Action* action = nullptr;

  /// `Collection/GENERIC_READ`
  std::string qualified_name() const;
};

/// The actions that may be meant at a level by words (`View instance-level information`) or by
/// `Namespace/ActionName`. Words are looked up namespace by namespace, the level's own first, because other
/// namespaces use the same words for something else (API.md, trap 17). More than one: the words are
/// ambiguous.
std::vector<KnownPermission> find_permissions(const Catalogue& catalogue, Permission::Level level,
                                              std::string_view words);

/// What may be written at a level, for suggestions: words, and qualified names of the same form as `words`.
std::vector<std::string> known_permission_words(const Catalogue& catalogue, Permission::Level level,
                                                std::string_view words);

}  // namespace patrol

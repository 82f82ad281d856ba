#pragma once

#include "auditor/model/integration.h"
#include "auditor/model/snapshot.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// Which loaded integrations may use a token in several organizations: one that is for more than one
/// (API.md 8). Found by how they name their account and token; whether they do use it is for the caller.
class TokenSharers {
 public:
  /// These outlive it.
  explicit TokenSharers(const std::vector<const Integration*>& integrations);

  /// Whether there are no others than those of the organization.
  bool are_all_of(std::string_view organization) const;

  /// Those of other organizations than this one that name their account by one of these addresses, or their
  /// token by one of these words, which are ids and names; by name, each once. The name alone finds only
  /// those that name their account by what another organization can not compare. An empty word is nobody's.
  std::vector<const Integration*> elsewhere(std::string_view organization,
                                            std::span<const std::string_view> addresses,
                                            std::span<const std::string_view> tokens) const;

 private:
  using Index = std::map<std::string, std::vector<const Integration*>, std::less<>>;  ///< by folded key
  std::optional<std::string> only_organization_;                                      ///< that of all of them
  Index by_address_;
  Index by_token_;  ///< by its id, or its name
};

}  // namespace patrol

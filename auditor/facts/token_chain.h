#pragma once

#include "auditor/model/catalogue.h"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace patrol {

/// Security tokens, of the form of normal_token().
using TokenSet = std::set<std::string, std::less<>>;

/// What the forms of security tokens leave open; empty where it is not known or of no concern.
struct TokenIds {
  std::string project;
  std::string repository;
  std::string area;       ///< of the project's root area
  std::string iteration;  ///< of the project's root iteration
  std::string pipeline;
  std::string folder;  ///< of the pipeline, as the service writes it: `\Nightly\Linux`
};

/// The security tokens from the one at which the level asks up to the root of the namespace, nearest first
/// (API.md 5.1). Empty where the catalogue knows no token of the namespace at that level, and where an id is
/// missing: a chain with a hole in it would decide nothing.
std::vector<std::string> token_chain(const Catalogue::SecurityNamespace& space, Permission::Level level,
                                     const TokenIds& ids);

/// The outermost token under which the service may have more than is asked at the level, and which the
/// level's own token is or is under; nothing where there is none. Its lists serve all that is asked in a
/// project.
std::optional<std::string> token_with_more_below(const Catalogue::SecurityNamespace& space,
                                                 Permission::Level level, const TokenIds& ids);

}  // namespace patrol

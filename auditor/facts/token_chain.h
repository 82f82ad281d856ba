#pragma once

#include "auditor/model/catalogue.h"

#include <string>
#include <vector>

namespace patrol {

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

}  // namespace patrol

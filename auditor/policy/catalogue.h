#pragma once

#include "auditor/model/catalogue.h"
#include "auditor/model/result.h"

#include <string_view>
#include <vector>

namespace patrol {

/// The data files that a catalogue is made of; each says at its top what its words mean.
struct CatalogueTexts {
  std::string_view scopes;
  std::string_view namespaces;
  std::string_view groups;
  std::string_view access_levels;
  std::string_view resource_roles;
};

/// Reads all of them; every mistake of every file is told.
Result<Catalogue, std::vector<Error>> parse_catalogue(const CatalogueTexts& texts);

/// The catalogue that this program was built with. Read once, on first use.
const Catalogue& built_in_catalogue();

}  // namespace patrol

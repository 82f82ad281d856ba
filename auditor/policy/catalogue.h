#pragma once

#include "auditor/model/catalogue.h"
#include "auditor/model/result.h"

#include <string_view>
#include <vector>

namespace patrol {

/// Reads the two data files that a catalogue is made of.
Result<Catalogue, std::vector<Error>> parse_catalogue(std::string_view scopes_text,
                                                      std::string_view namespaces_text);

/// The catalogue that this program was built with: catalogue/scopes.yaml and catalogue/namespaces.yaml. Read
/// once, on first use.
const Catalogue& built_in_catalogue();

}  // namespace patrol

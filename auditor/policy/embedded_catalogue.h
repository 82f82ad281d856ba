#pragma once

#include "auditor/policy/catalogue.h"

namespace patrol {

/// The bytes of the files in catalogue/, put into the program when it is built.
CatalogueTexts embedded_catalogue();

}  // namespace patrol

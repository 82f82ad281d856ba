#pragma once

#include "reporters/html/page.h"

#include <functional>

namespace patrol::html {

/// How many findings of each section the page has room for: as many as it may weigh, the most severe of the
/// first section first, but something of each. A page of ten thousand findings weighs 5 MB at most, which
/// mail takes; one of more may weigh up to 8.5 MB, which a browser opens within two seconds on a machine of
/// two cores. `write` writes the page; it is asked once, to be weighed.
Rows rows_with_room(const Audit& audit, const std::function<void(Page&)>& write);

}  // namespace patrol::html

#pragma once

#include "auditor/model/discovery.h"
#include "auditor/model/time.h"

namespace patrol {

/// Whether it is alive at that time or may be later: it begins then, or its end was not told. Who looks for
/// tokens that none uses must not pass over such.
bool may_live(const DiscoveredToken& token, Time now);

}  // namespace patrol

#pragma once

#include "auditor/model/discovery.h"

namespace patrol {

/// One account of every kind, with names that others chose.
Discovery sample_discovery();

}  // namespace patrol

#pragma once

#include "auditor/model/trend.h"
#include "reporters/json_document.h"

namespace patrol {

/// What a history says, as the report in JSON has it.
Json to_json(const Trend& trend);

}  // namespace patrol

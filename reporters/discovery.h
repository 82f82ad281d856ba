#pragma once

#include "auditor/model/discovery.h"

#include <cstddef>
#include <ostream>

namespace patrol {

struct DiscoveryOptions {
  std::size_t width = 80;  ///< columns; 0: lines are never broken
  bool colour = false;
};

/// For people: what no integration claims first, then what is claimed, and what could not be read.
void render_discovery(const Discovery& discovery, const DiscoveryOptions& options, std::ostream& out);

/// For programs: everything; reporters/schema/discovery.schema.json describes it.
void render_discovery_json(const Discovery& discovery, std::ostream& out);

}  // namespace patrol

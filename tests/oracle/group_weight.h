#pragma once

#include "auditor/model/snapshot.h"

#include <string>

namespace patrol::oracle {

/// What the lists that were read allow a group by entries of its own.
enum class ByLists {
  nothing,
  something,
  administering  ///< what the catalogue says to administer: permissions, policies, the thing as a whole
};

/// By the folded identity descriptor of the group; list by list, and in each what is denied is not allowed.
ByLists allowed_by_lists(const Organization& organization, const std::string& group);

}  // namespace patrol::oracle

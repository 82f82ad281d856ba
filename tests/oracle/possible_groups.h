#pragma once

#include "auditor/model/snapshot.h"
#include "tests/oracle/answer.h"

#include <set>
#include <string>
#include <vector>

namespace patrol::oracle {

/// Folded identity descriptors: an identity and all groups that it is in.
using GroupSet = std::set<std::string>;

/// What a snapshot leaves open about the groups of one identity, as the list of all that it may be: each way
/// of filling what was not read, carried through to all groups above. The slow way, and so the obvious one.
struct PossibleGroups {
  static constexpr std::size_t most = 3000;

  std::vector<GroupSet> worlds;  ///< the first holds what is certain, and nothing else
  bool too_many = false;         ///< more than `most`

  Answer is_in(const std::string& group) const;
};

PossibleGroups possible_groups(const Organization& organization, const Identity& identity);

}  // namespace patrol::oracle

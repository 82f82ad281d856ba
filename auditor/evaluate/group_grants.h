#pragma once

#include "auditor/facts/view.h"
#include "auditor/model/catalogue.h"
#include "auditor/model/evidence.h"
#include "auditor/model/words.h"

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace patrol {

/// What a group is allowed by entries of its own.
struct GroupGrant {
  Severity severity = Severity::low;  ///< by the worst of it
  std::string worst;                  ///< `Manage permissions in Git Repositories of Shop`
  std::size_t more = 0;               ///< permissions beside it, each counted on each list
  std::vector<ReadId> reads;          ///< of the worst: places in the organization's own list; sorted, unique

  friend bool operator==(const GroupGrant&, const GroupGrant&) = default;
};

/// What the access control lists that were read allow each group of one organization. An entry counts for
/// what it says: neither what other lists make of it, nor what the groups say that the group itself is in.
/// Asks for nothing more.
class GroupGrants {
 public:
  /// Both outlive it.
  GroupGrants(const View& view, const Catalogue& catalogue) : view_(view), catalogue_(catalogue) {}

  /// By folded identity descriptor; null where no list that was read allows the group anything.
  const GroupGrant* find(const std::string& group) const;

 private:
  const View& view_;
  const Catalogue& catalogue_;
  /// Of all groups that lists name: looks at each list once, when the first group is asked about.
  mutable std::optional<std::unordered_map<std::string, GroupGrant>> grants_;
};

}  // namespace patrol

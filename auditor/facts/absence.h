#pragma once

#include "auditor/facts/group_names.h"
#include "auditor/facts/support.h"
#include "auditor/facts/view.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace patrol {

/// What keeps an absence from a group from being sure, although the account's own closure does not show it.
struct Doubt {
  Support support;                        ///< what was read; gaps that no further question settles
  std::vector<std::string> entra_groups;  ///< identity descriptors of those that lie below; sorted, unique
  bool is_cut = false;                    ///< a list of direct members below may have been cut
};

/// The groups above one group, itself among them.
struct Above {
  std::set<std::string, std::less<>> groups;  ///< folded identity descriptors
  Support support;                            ///< gaps: what lies above some of them is not known
};

/// Looks at what could hide an account below a group (DESIGN 3, API.md 4.6): Entra groups, whose members
/// Azure DevOps does not tell, and groups that could not be read. Downwards first; where the service may have
/// cut a list of members, upwards from all Entra groups of the organization, because a group's containers are
/// never cut.
class Absences {
 public:
  Absences(const View& view, const GroupNames& names) : view_(view), names_(names) {}

  /// The same for all accounts of one kind. Where no Entra group could hold the account, that the group
  /// exists is all that has to be seen.
  const Doubt& below(const std::string& group, bool entra_matters) const;

  const Above& above(const std::string& group) const;

 private:
  struct Reach {
    std::map<std::string, std::vector<std::string>, std::less<>> entra_below;  ///< by folded descriptor
    Support support;
  };
  Doubt walk_down(const std::string& top, bool entra_matters) const;
  Above walk_up(const std::string& bottom) const;
  const Reach& reach_of_entra_groups() const;

  const View& view_;
  const GroupNames& names_;
  mutable std::map<std::pair<std::string, bool>, Doubt> below_;
  mutable std::map<std::string, Above> above_;
  mutable std::optional<Reach> reach_;
};

}  // namespace patrol

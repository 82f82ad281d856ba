#pragma once

#include "auditor/facts/membership.h"
#include "auditor/facts/support.h"
#include "auditor/facts/view.h"
#include "auditor/model/catalogue.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace patrol {

/// Which group a name means.
struct GroupAnswer {
  std::string descriptor;  ///< identity descriptor; empty: absent or not known
  bool absent = false;     ///< the groups were listed whole and there is none of that name
  /// A group of Entra; that the organization has none of its own that is called so holds as far as the list.
  bool is_of_entra = false;
  std::string label;  ///< `[Shop]\Readers`
  /// Where it is absent: a group of the place of whose name this one may be a slip; empty: of none.
  std::string near;
  Support support;
};

/// Finds groups by place and name. Groups whose SID is fixed are found by it, so that renaming hides nothing
/// (API.md 4.4); Readers, Contributors, teams and custom groups by their name. Where the organization has
/// none of its own that is called so, a group of Entra by that name is meant. A project in which none of the
/// groups that every project is made with is found has it all the same: which one it is, is not known.
class GroupIndex {
 public:
  /// `auditor` tells whether it administers the organization, who is shown all groups: asked only where one
  /// is missing that every project is made with, to say why. Empty: it is not known.
  GroupIndex(const View& view, const Catalogue& catalogue, std::function<MembershipAnswer()> auditor = {});

  const GroupAnswer& in_organization(std::string_view name) const;
  const GroupAnswer& in_project(const Project& project, std::string_view name) const;

 private:
  using Answers = std::map<std::string, GroupAnswer, std::less<>>;  ///< by name, as it was asked for
  GroupAnswer find_in_organization(std::string_view name) const;
  GroupAnswer find_in_project(const Project& project, std::string_view name) const;
  GroupAnswer listed(const std::string& domain, const std::string& key, std::string label) const;
  void look_in_entra(std::string_view name, GroupAnswer& answer) const;
  void tell_why_missing(std::string_view name, const Catalogue::FixedGroup* built_in,
                        GroupAnswer& answer) const;
  std::string nearest(const std::string& domain, bool in_project, std::string_view name) const;

  const View& view_;
  const Catalogue& catalogue_;
  std::function<MembershipAnswer()> auditor_;
  struct Named {
    std::string descriptor;  ///< identity descriptor
    std::string label;
    bool is_shared = false;  ///< another group of the place is called so too, but for letter case
  };
  /// By folded domain, and name or fixed end of the SID. An empty domain stands for the
  /// organization's own, whose id a caller without connectionData does not know.
  std::map<std::pair<std::string, std::string>, Named> by_name_;
  /// Groups of Entra by folded name, which several may share; these by folded descriptor.
  std::map<std::string, std::map<std::string, Named>, std::less<>> entra_;
  /// The organization's own by the end of their SID.
  std::map<std::string, std::string, std::less<>> fixed_;
  /// Every account is asked about the same few groups.
  mutable Answers in_organization_;
  mutable std::map<std::string, Answers, std::less<>> in_project_;  ///< by id of the project
};

}  // namespace patrol

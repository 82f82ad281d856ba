#pragma once

#include "auditor/checks/check.h"

#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// Where roles on a thing, or on all things of a kind, are told.
struct RolePage {
  const Catalogue::ResourceKind* kind = nullptr;  ///< null: not known, and the support says why
  const Project* project = nullptr;  ///< that the thing is of; null: of the organization, or not known
  std::string scope;
  std::string id;          ///< empty: not known, or absent
  std::string label;       ///< `the service connection azure-production of the project Shop`
  std::string portal;      ///< the page on which a person gives the role
  std::string all_portal;  ///< the page on which it is given for all things of the kind
  bool absent = false;     ///< sure that there is no such thing
  std::string near;        ///< where it is absent: a thing of whose name this one may be a slip
  Support support;
};

/// The id of a page for a thing of a project; what it does not speak of is ignored.
std::string page_id(const Catalogue::ResourceKind::Page& page, std::string_view project_id,
                    std::string_view thing_id);

/// Finds the thing by its name, letter case aside. That there is none is sure only where the list was read
/// to its end by an auditor who is shown everything.
RolePage find_role_page(const AssignedRole& wanted, const Question& question);

/// Every single thing of the kind in the place, and the page of all of them, each as a role of its own. What
/// keeps the list from being known is in the support.
std::vector<AssignedRole> things_of_each(const AssignedRole& wanted, const Question& question,
                                         Support& support);

}  // namespace patrol

#pragma once

#include "auditor/model/policy.h"

#include <optional>
#include <string>

namespace patrol {

/// A page of the portal that shows a permission.
struct PortalPage {
  std::string path;          ///< `Project settings › Permissions`
  bool gives_roles = false;  ///< it sets no permission by itself, but roles that hold several
};

/// The page of what a namespace keeps for the whole organization or project; nothing where Microsoft's
/// documentation tells of none, which is so of whole namespaces and of single permissions of others.
std::optional<PortalPage> portal_page(const Permission& permission);

}  // namespace patrol

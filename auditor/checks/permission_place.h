#pragma once

#include "auditor/checks/check.h"
#include "auditor/checks/portal_pages.h"

#include <optional>
#include <string>
#include <vector>

namespace patrol {

/// The page on which a person changes the permission on the list of the token, which is one of the chain;
/// nothing where no page is known to do it.
std::optional<PortalPage> permission_page(const Permission& permission, const Question& question,
                                          const std::vector<std::string>& chain, const std::string& token);

/// What the portal calls the permission, however the policy wrote it.
std::string permission_label(const Permission& permission, const Catalogue& catalogue);

/// The security tokens from the one that the permission is asked at up to the root of its namespace; where
/// one of them can not be made, none, and the support says why.
std::vector<std::string> permission_chain(const Permission& permission, const Question& question,
                                          Support& support);

/// The token whose lists below tell what is allowed further down than the permission is asked at; nothing
/// where the service has nothing there, and where the chain could not be made.
std::optional<std::string> permission_top(const Permission& permission, const Question& question);

}  // namespace patrol

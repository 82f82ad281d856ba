#pragma once

#include "auditor/cases/directory.h"

#include <optional>
#include <string>
#include <string_view>

namespace patrol::cases {

/// A user with the descriptors of its kind (API.md 4.2, 4.3).
Subject make_user(const DescribedUser& user, const std::string& organization_id, const std::string& tenant);

/// The account that builds run as, of the organization or of a project (API.md 4.3): `Website Build Service
/// (contoso)`.
Subject make_build_service(const std::string& scope_name, const std::string& scope_id,
                           const std::string& organization, const std::string& organization_id);

/// A group of the organization or, with a site, of a project. `tail` is the end of its SID; empty: made from
/// the name.
Subject make_group(std::string_view name, std::string_view tail, const Directory& directory,
                   const ProjectSite* site);

Subject make_entra_group(const DescribedEntraGroup& group, const std::string& organization_id,
                         const std::string& tenant);

}  // namespace patrol::cases

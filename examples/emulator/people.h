#pragma once

#include "examples/emulator/description.h"
#include "examples/emulator/organization.h"

#include <string_view>

namespace patrol::emulator {

/// The subject that a user of the description is, with every id that the file leaves open derived.
Subject make_user(const UserEntry& entry, const Organization& organization);

/// The build service of a project, or of the whole organization where `scope_id` is the organization's id.
Subject make_build_service(std::string_view scope_name, std::string_view scope_id,
                           const Organization& organization);

Subject make_entra_group(const EntraGroupEntry& entry, const Organization& organization);

/// A group of the organization, or of a project where that is given.
Subject make_group(std::string_view name, std::string_view description, std::string_view sid_tail,
                   std::optional<std::size_t> project, const Organization& organization);

/// The SID tail of a group that people made, or of Readers, Contributors and teams: not to be known before.
std::string custom_sid_tail(std::string_view scope_id, std::string_view name);

}  // namespace patrol::emulator

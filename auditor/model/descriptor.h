#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace patrol {

// Group descriptors carry a SID, so their two names (API.md 4.1) and some facts about them are arithmetic and
// need no request. Letter case does not count in identity descriptors; SIDs are given with a capital `S`.

/// `Microsoft.TeamFoundation.Identity;S-1-9-…` of a `vssgp.` or `aadgp.` descriptor (API.md 4.2); nothing for
/// all other kinds of subjects and for text that holds no SID.
std::optional<std::string> group_identity_descriptor(std::string_view subject_descriptor);

/// The way back: `aadgp.…` for an Entra group, else `vssgp.…`; nothing where the descriptor is no group's.
std::optional<std::string> group_subject_descriptor(std::string_view identity_descriptor, bool entra);

/// Whether the descriptor names a group, of Azure DevOps or of Entra (API.md 4.3).
bool is_group_descriptor(std::string_view identity_descriptor);

/// Whether it is a group of administrators, of the organization or a project, or of the collection's service
/// accounts, who may do everything too (API.md 4.4).
bool is_of_administrators(std::string_view identity_descriptor);

/// Whether the service fills the group by itself, so that nobody can be taken out of it: those of valid users
/// and of invited ones (API.md 4.4, 4.5).
bool is_filled_by_the_service(std::string_view identity_descriptor);

/// The Entra object id (lower-case guid) in the SID of an Entra group (API.md 4.4); nothing: no Entra group.
std::optional<std::string> entra_group_object_id(std::string_view identity_descriptor);

/// The way back: the identity descriptor of the Entra group with this object id.
std::optional<std::string> entra_group_descriptor(std::string_view object_id);

/// The identity descriptor of a built-in group. `scope_guid` is the organization's id or the project's
/// LocalScopeId (not its project id); `tail` is the end of its SID as API.md 4.4 lists it: `-0-0-0-0-1`.
std::optional<std::string> well_known_group_descriptor(std::string_view scope_guid, std::string_view tail);

}  // namespace patrol

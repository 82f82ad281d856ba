#pragma once

#include <string>
#include <string_view>

namespace patrol::emulator {

/// A guid in lower case that depends on nothing but the name it is made for: one organization file gives the
/// same ids on every machine and every run.
std::string guid_for(std::string_view name);

/// The four numbers that stand for a guid inside a SID: its bytes in .NET's order (the first three fields
/// little-endian), read as big-endian 32-bit words (API.md 4.4). The guid must be well formed.
std::string sid_words(std::string_view guid);

/// The SID of an Azure DevOps group: of the scope (organization or project) it belongs to, and of its tail
/// (`0-0-0-0-1` for administrators, `1-…` for groups that people made).
std::string scope_group_sid(std::string_view scope_id, std::string_view tail);

/// The SID of an Entra group: the whole Entra object id stands in it.
std::string entra_group_sid(std::string_view object_id);

/// base64url without padding, as in subject descriptors (API.md 4.2).
std::string base64url(std::string_view text);

/// The text behind base64url (or base64) with or without padding; empty where it is none.
std::string base64_decode(std::string_view text);

/// `{type}.{base64url(text)}`
std::string subject_descriptor(std::string_view type, std::string_view text);

/// `Microsoft.TeamFoundation.Identity;{sid}`: groups of both origins.
std::string group_identity_descriptor(std::string_view sid);

}  // namespace patrol::emulator

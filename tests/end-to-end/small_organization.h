#pragma once

#include <string>
#include <vector>

namespace patrol::end_to_end {

/// The tenant and the application that audits, of all small organizations.
inline constexpr const char* tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47";
inline constexpr const char* application = "6b1f0c52-4f60-4e0b-9d4c-0b7a6a1d2e33";

/// The file of an organization for the emulator in which one integration is all right: an account `svc-flow`
/// with the token `flow`, two projects, and as administrators a person with the token
/// `<name>-auditor-demo-token`, one with the bearer `<name>-auditor-demo-bearer` and the application. `more`
/// is appended.
std::string small_organization(const std::string& name, const std::string& more = "");

/// The integration `<organization>-flow` of it.
std::string small_integration(const std::string& organization);

/// Lines that let the application sign in at the token endpoint: `proof` is YAML such as `secret: …`.
std::string application_with(const std::string& proof);

}  // namespace patrol::end_to_end

#pragma once

#include "examples/emulator/emulator.h"
#include "examples/emulator/organization.h"

#include <string>
#include <string_view>
#include <vector>

namespace patrol::emulator {

/// The organization that a text describes; a text with problems fails the test.
Organization organization_of(const std::string& yaml);

/// The problems of a text, as a person sees them.
std::vector<std::string> problems_of(const std::string& yaml);

/// The index of what the service calls by this account, mail, name or principal name; a failure where it is
/// not exactly one.
SubjectId id_of(const Organization& organization, std::string_view word);

/// A small organization `sample`: two projects, an administrator (`ada`) with the token `ada-token`, a reader
/// of Shop (`rea`), somebody in no group (`nob`), all `…@sample.com`.
std::string sample_yaml();

/// A GET of `target` with this token, the way a well-behaved client sends it.
Request get(std::string_view target, std::string_view token = "ada-token");

}  // namespace patrol::emulator

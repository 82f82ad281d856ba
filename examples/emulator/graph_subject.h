#pragma once

#include "examples/emulator/answers.h"
#include "examples/emulator/organization.h"

#include <string_view>

namespace patrol::emulator {

/// A subject as Graph shows it; entitlements hold it too.
Json graph_subject(const Organization& organization, const Subject& subject);

/// `https://vssps.dev.azure.com/{organization}/_apis/Graph/{what}/{id}`
std::string graph_url(const Organization& organization, std::string_view what, std::string_view id);

/// 404 for a descriptor that names nothing.
Response graph_subject_not_found(std::string_view descriptor);

}  // namespace patrol::emulator

#pragma once

#include "auditor/model/catalogue.h"
#include "auditor/model/integration.h"
#include "auditor/model/policy.h"

#include <span>
#include <string>

namespace patrol {

// The way back from the model to the text of a file. What is read again is the same, positions and digest
// aside.

/// `head` are lines of a comment at the top. Ids of the catalogue have its words beside them.
std::string write_policy(const Policy& policy, const Catalogue& catalogue, std::span<const std::string> head);

std::string write_integration(const Integration& integration, std::span<const std::string> head);

}  // namespace patrol

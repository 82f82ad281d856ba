#pragma once

#include <string_view>

namespace patrol {

/// The bytes of catalogue/scopes.yaml and catalogue/namespaces.yaml, put into the program when it is built.
std::string_view embedded_scopes();
std::string_view embedded_namespaces();

}  // namespace patrol

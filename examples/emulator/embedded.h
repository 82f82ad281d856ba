#pragma once

#include <string_view>

/// The data files beside the sources, compiled in so that the program needs no folder of its own.
namespace patrol::emulator {

extern const std::string_view namespaces_yaml;
extern const std::string_view scopes_yaml;

}  // namespace patrol::emulator

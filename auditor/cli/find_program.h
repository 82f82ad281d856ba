#pragma once

#include <string>
#include <string_view>

namespace patrol::cli {

/// The whole path of a program in the folders of PATH; empty where there is none. Folders that are relative
/// to the current one are passed over: what lies there may be anybody's.
std::string find_program(std::string_view name, std::string_view path);

}  // namespace patrol::cli

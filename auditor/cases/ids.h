#pragma once

#include <string>
#include <string_view>

namespace patrol::cases {

/// A guid in lower case that depends on nothing but the name it is made for.
std::string guid_for(std::string_view name);

/// The one that was given, in lower case, or one that is made for the name.
std::string given_or_made(const std::string& given, std::string_view name);

/// The end of the SID of a group that people made: `-1-` and four numbers, which depend on the name alone.
std::string custom_tail(std::string_view name);

}  // namespace patrol::cases

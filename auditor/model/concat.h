#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace patrol {

/// The parts one behind the other, in a text of exactly that size: an audit keeps hundreds of thousands.
std::string concat(std::initializer_list<std::string_view> parts);

}  // namespace patrol

#pragma once

#include <span>
#include <string_view>

namespace patrol {

/// The events of the service's own publishers, as subscriptions name them, sorted.
std::span<const std::string_view> hook_events();

}  // namespace patrol

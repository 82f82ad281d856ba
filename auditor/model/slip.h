#pragma once

#include <span>
#include <string>
#include <string_view>

namespace patrol {

/// The candidate that was meant if `name` is a slip of the pen, or an empty text: the nearest one where each
/// word of it is near too, so that `Release Administrators` is none of `Build Administrators`. A word is also
/// near that is the beginning of the other (`Admins`), and words may be run together. Of a built-in name
/// words may be missing as well: nobody calls another group `Collection Administrators`. Letter case does not
/// count; a name that is one of the candidates is no slip.
std::string likely_meant(std::string_view name, std::span<const std::string> candidates,
                         std::span<const std::string> built_in = {});

}  // namespace patrol

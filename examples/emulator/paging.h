#pragma once

#include "examples/emulator/http.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace patrol::emulator {

/// The part of a list that one answer holds.
struct Page {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string next;  ///< continuation token; empty at the end
};

/// A page by `$top` and `$skip`, or by a continuation token that is the number of entries already sent:
/// projects have it so.
Page number_page(const Request& request, std::size_t count, std::size_t default_size);

/// A page by an opaque continuation token, or nothing where the token is not one of ours. `salt` tells the
/// lists apart: a token of one is refused by another.
std::optional<Page> opaque_page(const std::string& token, std::size_t count, std::size_t size,
                                std::string_view salt);

/// A page by a guid as its continuation token, as the token administration has it.
std::optional<Page> guid_page(const std::string& token, std::size_t count, std::size_t size,
                              std::string_view salt);

/// Adds `X-MS-ContinuationToken` unless this was the last page.
Response with_continuation(Response response, const Page& page);

}  // namespace patrol::emulator

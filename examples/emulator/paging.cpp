#include "examples/emulator/paging.h"

#include "examples/emulator/ids.h"

#include <fmt/format.h>

#include <algorithm>

namespace patrol::emulator {
namespace {

std::size_t number_or(const std::string& text, std::size_t fallback) {
  const bool digits =
      !text.empty() && text.size() < 10 && text.find_first_not_of("0123456789") == std::string::npos;
  return digits ? std::stoul(text) : fallback;
}

/// Finds the page whose token this is, trying every page: lists are short and tokens need no parsing then.
template <class MakeToken>
std::optional<Page> page_of(const std::string& token, std::size_t count, std::size_t size,
                            MakeToken make_token) {
  size = std::max<std::size_t>(size, 1);
  for (std::size_t begin = 0; begin == 0 || begin < count; begin += size) {
    if (token != (begin == 0 ? std::string() : make_token(begin))) continue;
    const std::size_t end = std::min(begin + size, count);
    return Page{.begin = begin, .end = end, .next = end < count ? make_token(end) : std::string()};
  }
  return std::nullopt;
}

}  // namespace

Page number_page(const Request& request, std::size_t count, std::size_t default_size) {
  const std::size_t top = std::max<std::size_t>(number_or(request.parameter("$top"), default_size), 1);
  const std::size_t skip = number_or(request.parameter("$skip"), 0);
  const std::size_t begin = std::min(number_or(request.parameter("continuationtoken"), skip), count);
  const std::size_t end = std::min(begin + top, count);
  return {.begin = begin, .end = end, .next = end < count ? std::to_string(end) : std::string()};
}

std::optional<Page> opaque_page(const std::string& token, std::size_t count, std::size_t size,
                                std::string_view salt) {
  // `+`, `/` and `=` are in the real ones too: a client that does not encode them loses its place.
  return page_of(token, count, size, [&](std::size_t begin) {
    return fmt::format("{}+/{}==", base64url(fmt::format("{}:{}", salt, begin)), begin);
  });
}

std::optional<Page> guid_page(const std::string& token, std::size_t count, std::size_t size,
                              std::string_view salt) {
  return page_of(token, count, size,
                 [&](std::size_t begin) { return guid_for(fmt::format("{}:{}", salt, begin)); });
}

Response with_continuation(Response response, const Page& page) {
  if (!page.next.empty()) response.headers["X-MS-ContinuationToken"] = page.next;
  return response;
}

}  // namespace patrol::emulator

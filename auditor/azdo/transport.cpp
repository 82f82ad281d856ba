#include "auditor/azdo/transport.h"

#include <algorithm>

namespace patrol::azdo {
namespace {

constexpr std::string_view unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
/// What may stand as it is in a query besides (RFC 3986, 3.4) and keeps the URLs in reports readable.
/// `+` and `;` are not among them: servers read them as a space and as a separator.
constexpr std::string_view plain_in_query = "$,:/@";

void append_encoded(std::string& out, std::string_view text, std::string_view also_plain) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  for (const char c : text) {
    if (unreserved.find(c) != std::string_view::npos || also_plain.find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += hex[byte >> 4U];
    out += hex[byte & 0xFU];
  }
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

}  // namespace

std::string_view to_word(Request::Method method) {
  return method == Request::Method::post ? "POST" : "GET";
}

std::string target_of(const Request& request) {
  std::string target;
  for (const auto& segment : request.path) {
    target += '/';
    append_encoded(target, segment, "");
  }
  char separator = '?';
  const auto add = [&](std::string_view name, std::string_view value) {
    target += separator;
    append_encoded(target, name, plain_in_query);
    target += '=';
    append_encoded(target, value, plain_in_query);
    separator = '&';
  };
  for (const auto& [name, value] : request.query) add(name, value);
  if (!request.api_version.empty()) add("api-version", request.api_version);
  return target;
}

std::string url_of(const Request& request) {
  return "https://" + request.host + target_of(request);
}

bool HeaderLess::operator()(std::string_view a, std::string_view b) const {
  return std::ranges::lexicographical_compare(a, b, {}, lower, lower);
}

std::string_view Response::header(std::string_view name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string_view{} : std::string_view{found->second};
}

}  // namespace patrol::azdo

#include "auditor/azdo/transport.h"

#include "auditor/azdo/percent.h"

#include <algorithm>

namespace patrol::azdo {
namespace {

/// What may stand as it is in a query besides (RFC 3986, 3.4) and keeps the URLs in reports readable.
/// `+` and `;` are not among them: servers read them as a space and as a separator.
constexpr std::string_view plain_in_query = "$,:/@";

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
    target += percent_encoded(segment);
  }
  char separator = '?';
  const auto add = [&](std::string_view name, std::string_view value) {
    target += separator;
    target += percent_encoded(name, plain_in_query);
    target += '=';
    target += percent_encoded(value, plain_in_query);
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

#include "examples/emulator/api_version.h"

#include "auditor/model/text.h"

#include <fmt/format.h>

#include <regex>

namespace patrol::emulator {
namespace {

constexpr int newest_major = 7;
constexpr int newest_minor = 2;

}  // namespace

std::string requested_version(const Request& request) {
  std::string by_query = request.parameter("api-version");
  if (!by_query.empty()) return by_query;
  constexpr std::string_view key = "api-version=";
  for (const std::string& part : split(request.header("accept"), ';'))
    if (fold_case(trim(part)).starts_with(key)) {
      const std::string_view value = trim(part).substr(key.size());
      return std::string(trim(value.substr(0, value.find(','))));
    }
  return {};
}

std::optional<Response> refuse_version(const std::string& version, Version taken) {
  if (version.empty())
    return error_answer(
        400, "VssVersionNotSpecifiedException",
        "No api-version was supplied for the request. The version must be supplied either as part of "
        "the Accept header (e.g. \"application/json; api-version=1.0\") or as a query parameter (e.g. "
        "\"?api-version=1.0\").");
  static const std::regex form(R"((\d{1,2})\.(\d)(-preview(\.\d{1,2})?)?)", std::regex::icase);
  std::smatch parts;
  if (!std::regex_match(version, parts, form))
    return error_answer(400, "VssInvalidApiVersionException",
                        fmt::format("The api-version '{}' is not valid.", version));
  const int major = std::stoi(parts[1].str());
  const int minor = std::stoi(parts[2].str());
  if (major < 1 || major > newest_major || (major == newest_major && minor > newest_minor))
    return error_answer(
        400, "VssVersionOutOfRangeException",
        fmt::format("The requested REST API version of {} is out of range for this server. The latest "
                    "REST API version this server supports is {}.{}.",
                    version, newest_major, newest_minor));
  if (taken == Version::preview_only && !parts[3].matched)
    return error_answer(
        400, "VssInvalidPreviewVersionException",
        fmt::format("The requested version \"{}\" of the resource is under preview. The -preview flag "
                    "must be supplied in the api-version for such requests. For example: \"{}-preview\"",
                    version, version));
  return std::nullopt;
}

}  // namespace patrol::emulator

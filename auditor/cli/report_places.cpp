#include "auditor/cli/report_places.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace patrol::cli {
namespace {

/// One file by all of its names, so that two ways to write it are seen to be one.
std::string identity_of(const std::string& path) {
  if (path.empty()) return {};
  std::error_code problem;
  const std::filesystem::path absolute = std::filesystem::absolute(path, problem);
  const std::filesystem::path real = std::filesystem::weakly_canonical(absolute, problem);
  return (problem ? absolute.lexically_normal() : real).string();
}

bool is_yaml(const std::string& path) {
  const std::string suffix = std::filesystem::path(path).extension().string();
  return suffix == ".yaml" || suffix == ".yml";
}

}  // namespace

std::vector<KeptFile> read_for(const Arguments& arguments, std::span<const Flag> flags) {
  std::vector<KeptFile> files;
  for (const Flag& flag : flags) {
    for (const std::string& path : arguments.all(flag)) {
      files.push_back({path, "read for --" + std::string(flag.name), true});
    }
  }
  return files;
}

bool is_one_file(const std::string& a, const std::string& b) {
  return !a.empty() && !b.empty() && identity_of(a) == identity_of(b);
}

std::string kept_at(const std::string& path, std::span<const KeptFile> kept) {
  const std::string place = identity_of(path);
  if (place.empty()) return {};
  const auto lost = std::ranges::find_if(kept, [&](const KeptFile& file) {
    if (file.path.empty()) return false;
    const std::string whole = identity_of(file.path);
    return place == whole || (file.is_folder && is_yaml(place) && place.starts_with(whole + "/"));
  });
  return lost == kept.end() ? "" : lost->what;
}

std::vector<Error> misplaced_reports(std::span<const std::string> paths, std::span<const KeptFile> kept) {
  std::vector<Error> errors;
  const auto mistake = [&](std::string what) {
    errors.push_back({Error::Kind::usage, "--report", std::move(what)});
  };
  std::vector<std::string> places;
  for (const std::string& path : paths) {
    const std::string place = identity_of(path);
    if (std::ranges::find(places, place) != places.end()) {
      mistake(place.empty() ? "two reports go to standard output"
                            : fmt::format("two reports go to `{}`", path));
    } else if (const std::string lost = kept_at(path, kept); !lost.empty()) {
      mistake(fmt::format("`{}` is {}, which would be lost", path, lost));
    }
    places.push_back(place);
  }
  return errors;
}

}  // namespace patrol::cli

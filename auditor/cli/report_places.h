#pragma once

#include "auditor/cli/arguments.h"
#include "auditor/cli/flag.h"
#include "auditor/model/result.h"

#include <span>
#include <string>
#include <vector>

namespace patrol::cli {

/// What a command reads, or keeps, and what a report would take the place of.
struct KeptFile {
  std::string path;        ///< may be empty: there is none
  std::string what;        ///< `the snapshot`
  bool is_folder = false;  ///< or may be one, of which all YAML is read
};

/// The files and folders that these flags name, each of which takes a list of them.
std::vector<KeptFile> read_for(const Arguments& arguments, std::span<const Flag> flags);

/// Whether two paths are one file, however they are written. Empty ones are none.
bool is_one_file(const std::string& a, const std::string& b);

/// What stands at the path and would be lost; empty: nothing.
std::string kept_at(const std::string& path, std::span<const KeptFile> kept);

/// What is wrong with where the reports of a command go, an empty path being standard output: two to one
/// place, however it is written, or one over what is kept.
std::vector<Error> misplaced_reports(std::span<const std::string> paths, std::span<const KeptFile> kept);

}  // namespace patrol::cli

#pragma once

#include "auditor/model/result.h"
#include "auditor/policy/catalogue.h"
#include "auditor/policy/policy_parser.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// The bytes of a file of the source tree.
std::string read_source(const std::filesystem::path& relative);

/// Errors as a person sees them, one a line.
std::string lines(const std::vector<Error>& errors);

/// The errors of a policy text called `p.yaml`; empty where there are none.
std::string errors_of_policy(std::string_view text);

/// The errors of an integration text called `i.yaml`.
std::string errors_of_integration(std::string_view text);

/// A policy whose one rule has this under `require`, indented by nothing.
std::string policy_requiring(std::string_view requirement, std::string_view rule_keys = "");

/// The requirement of the first rule; the text has to be right.
Requirement first_requirement(std::string_view text);

/// A folder that is gone at the end of the test.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();

  const std::filesystem::path& path() const { return path_; }
  void write(const std::filesystem::path& relative, std::string_view text) const;

 private:
  std::filesystem::path path_;
};

/// Makes a folder the current one for a while.
class CurrentFolder {
 public:
  explicit CurrentFolder(const std::filesystem::path& folder);
  CurrentFolder(const CurrentFolder&) = delete;
  CurrentFolder& operator=(const CurrentFolder&) = delete;
  ~CurrentFolder();

 private:
  std::filesystem::path before_;
};

}  // namespace patrol

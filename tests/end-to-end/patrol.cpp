#include "tests/end-to-end/patrol.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>

namespace patrol::end_to_end {

std::string source(const std::string& path) {
  return std::string(PATROL_SOURCE_DIR) + "/" + path;
}

std::string integrations() {
  return source("examples/contoso/integrations");
}

std::vector<std::string> plain_environment() {
  std::vector<std::string> environment{"PATH=/usr/bin:/bin", "HOME=/nonexistent"};
  for (const char* name :
       {"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "GCOV_PREFIX", "GCOV_PREFIX_STRIP"}) {
    if (const char* value = std::getenv(name)) environment.push_back(std::string(name) + "=" + value);
  }
  return environment;
}

std::vector<std::string> auditor_environment() {
  std::vector<std::string> environment = plain_environment();
  environment.push_back(std::string("PATROL_TOKEN=") + auditor_secret);
  return environment;
}

std::string program() {
  return PATROL_PROGRAM;
}

Process start_patrol(const std::vector<std::string>& arguments, const std::vector<std::string>& environment) {
  std::vector<std::string> command{PATROL_PROGRAM};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return Process(command, environment);
}

Ended run_patrol(const std::vector<std::string>& arguments, const std::vector<std::string>& environment) {
  return start_patrol(arguments, environment).wait();
}

Verdicts verdicts_of(const std::string& report) {
  Verdicts verdicts;
  const auto document = nlohmann::json::parse(report, nullptr, false);
  if (document.is_discarded()) return verdicts;
  for (const auto& finding : document.at("findings")) {
    const auto& project = finding.at("project");
    const std::string place = project.is_null() ? "" : " / " + project.get<std::string>();
    verdicts.emplace(
        finding.at("integration").get<std::string>() + " / " + finding.at("rule").get<std::string>() + place,
        finding.at("verdict").get<std::string>());
  }
  return verdicts;
}

bool says_what_to_do(const std::string& report) {
  const auto document = nlohmann::json::parse(report, nullptr, false);
  return !document.is_discarded() && std::ranges::all_of(document.at("findings"), [](const auto& finding) {
    const std::string verdict = finding.at("verdict");
    return (verdict != "fail" && verdict != "inconclusive") || finding.at("remediation") != "";
  });
}

}  // namespace patrol::end_to_end

#include "tests/auditor/policy/support.h"

#include "auditor/policy/integration_parser.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace patrol {

namespace fs = std::filesystem;

std::string read_source(const fs::path& relative) {
  std::ifstream file(fs::path(PATROL_SOURCE_DIR) / relative, std::ios::binary);
  EXPECT_TRUE(file) << relative;
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string lines(const std::vector<Error>& errors) {
  std::string text;
  for (const Error& error : errors) text += to_string(error) + "\n";
  return text;
}

std::string errors_of_policy(std::string_view text) {
  const auto policy = parse_policy(text, "p.yaml", built_in_catalogue());
  return policy ? "" : lines(policy.error());
}

std::string errors_of_integration(std::string_view text) {
  const auto integration = parse_integration(text, "i.yaml");
  return integration ? "" : lines(integration.error());
}

std::string policy_requiring(std::string_view requirement, std::string_view rule_keys) {
  std::string text =
      "policy: example\ntitle: Example\nfeatures: [webhooks]\nrules:\n  - id: one\n    title: One\n";
  if (!rule_keys.empty()) text += "    " + std::string(rule_keys) + "\n";
  return text + "    require: {" + std::string(requirement) + "}\n";
}

Requirement first_requirement(std::string_view text) {
  const auto policy = parse_policy(text, "p.yaml", built_in_catalogue());
  if (!policy) throw std::runtime_error(lines(policy.error()));
  return policy.value().rules.at(0).requirement;
}

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (fs::temp_directory_path() / "patrol-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = fs::canonical(pattern);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void TemporaryFolder::write(const fs::path& relative, std::string_view text) const {
  fs::create_directories((path_ / relative).parent_path());
  std::ofstream(path_ / relative, std::ios::binary) << text;
}

CurrentFolder::CurrentFolder(const fs::path& folder) : before_(fs::current_path()) {
  fs::current_path(folder);
}

CurrentFolder::~CurrentFolder() {
  fs::current_path(before_);
}

}  // namespace patrol

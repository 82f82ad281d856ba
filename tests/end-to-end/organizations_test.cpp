#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"
#include "tests/end-to-end/small_organization.h"

#include <gtest/gtest.h>

namespace patrol::end_to_end {
namespace {

const std::vector<std::string> names{"adatum", "fabrikam", "northwind"};

/// Three organizations in one emulator, an integration in each.
class Three {
 public:
  explicit Three(const std::vector<std::string>& flags = {}) : emulator_(files(), flags) {}

  Ended audit(const std::vector<std::string>& variables, std::vector<std::string> more = {}) {
    std::vector<std::string> environment = plain_environment();
    environment.insert(environment.end(), variables.begin(), variables.end());
    std::vector<std::string> line{"audit",        "--integrations", integrations_(),
                                  "--server",     emulator_.url(),  "--now",
                                  reference_time, "--report",       "json=" + (folder_ / "audit.json")};
    line.insert(line.end(), more.begin(), more.end());
    return run_patrol(line, environment);
  }
  /// How many findings of an organization have this verdict.
  std::size_t count(const std::string& organization, const std::string& verdict) const {
    std::size_t number = 0;
    for (const auto& [finding, found] : verdicts_of(bytes_of(folder_ / "audit.json"))) {
      number += finding.starts_with(organization) && found == verdict ? 1 : 0;
    }
    return number;
  }
  Statistics stop() { return emulator_.stop(); }

 private:
  std::vector<std::string> files() {
    std::vector<std::string> paths;
    for (const std::string& name : names)
      paths.push_back(folder_.file(name + ".yaml", small_organization(name)));
    return paths;
  }
  std::string integrations_() {
    for (const std::string& name : names) inputs_.file(name + ".yaml", small_integration(name));
    return std::filesystem::path(inputs_ / "x").parent_path();
  }

  ScratchFolder folder_;
  ScratchFolder inputs_;
  Emulator emulator_;
};

/// Each organization's own token; `other` replaces what is said of one.
std::vector<std::string> own_tokens(const std::string& other = "") {
  std::vector<std::string> variables;
  const std::string replaced = other.substr(0, other.find('='));
  for (const std::string& name : names) {
    std::string variable = "PATROL_TOKEN_";
    for (const char c : name) variable += static_cast<char>(std::toupper(c));
    if (variable != replaced) variables.push_back(variable + "=" + name + "-auditor-demo-token");
  }
  if (other.find('=') != std::string::npos) variables.push_back(other);
  return variables;
}

TEST(Organizations, AreAuditedTogetherEachWithItsOwnCredential) {
  Three three;
  const Ended ended = three.audit(own_tokens());
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  for (const std::string& name : names) EXPECT_GT(three.count(name, "pass"), 5U) << name;
  const Statistics statistics = three.stop();
  EXPECT_EQ(statistics.writes, 0U);
  EXPECT_GT(statistics.most_in_flight, 1U);
}

/// The others are judged as ever, and the one that fails makes the whole anything but a pass.
void expect_only_fabrikam_unknown(Three& three, const Ended& ended) {
  EXPECT_EQ(ended.code, 2) << ended.out << ended.err;
  EXPECT_GT(three.count("adatum", "pass"), 5U);
  EXPECT_GT(three.count("northwind", "pass"), 5U);
  EXPECT_EQ(three.count("adatum", "inconclusive") + three.count("northwind", "inconclusive"), 0U);
  EXPECT_EQ(three.count("fabrikam", "pass"), 1U) << "more than the base URL, which the file decides";
  EXPECT_GT(three.count("fabrikam", "inconclusive"), 5U);
  EXPECT_EQ(three.stop().writes, 0U);
}

TEST(Organizations, WithADeadCredentialDoNotStopTheOthers) {
  Three three;
  const Ended ended = three.audit(own_tokens("PATROL_TOKEN_FABRIKAM=dead"));
  expect_only_fabrikam_unknown(three, ended);
}

TEST(Organizations, WithoutACredentialDoNotStopTheOthers) {
  Three three;
  const Ended ended = three.audit(own_tokens("PATROL_TOKEN_FABRIKAM"));
  EXPECT_NE(ended.err.find("PATROL_TOKEN_FABRIKAM"), std::string::npos) << ended.err;
  expect_only_fabrikam_unknown(three, ended);
}

TEST(Organizations, WithABrokenCredentialDoNotStopTheOthers) {
  Three three;
  const Ended ended = three.audit(own_tokens("PATROL_TOKEN_FABRIKAM=$(Fabrikam.Token)"));
  EXPECT_NE(ended.err.find("nobody replaced"), std::string::npos) << ended.err;
  expect_only_fabrikam_unknown(three, ended);
}

TEST(Organizations, ThatAreStoppedDoNotStopTheOthers) {
  Three three({"--fault", "path: fabrikam, answer: forbidden"});
  const Ended ended = three.audit(own_tokens());
  expect_only_fabrikam_unknown(three, ended);
}

}  // namespace
}  // namespace patrol::end_to_end

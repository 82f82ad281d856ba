#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"
#include "tests/end-to-end/small_organization.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace patrol::end_to_end {
namespace {

const std::vector<std::string> names{"adatum", "fabrikam", "northwind"};

/// Three organizations in one emulator, an integration in each.
class Three {
 public:
  explicit Three(const std::vector<std::string>& flags = {}) : emulator_(files(), flags) {}

  Ended audit(const std::vector<std::string>& variables, std::vector<std::string> more = {}) {
    std::vector<std::string> environment = plain_environment();
    // The first of a name counts.
    environment.insert(environment.begin(), variables.begin(), variables.end());
    std::vector<std::string> line{"audit",        "--integrations", integrations_(),
                                  "--server",     emulator_.url(),  "--now",
                                  reference_time, "--report",       "json=" + (folder_ / "audit.json")};
    line.insert(line.end(), more.begin(), more.end());
    return run_patrol(line, environment);
  }
  /// Saves what one of them says.
  Ended collect(const std::string& organization, const std::string& snapshot) {
    const std::string file = inputs_.file(organization + ".yaml", small_integration(organization));
    std::vector<std::string> environment = plain_environment();
    environment.push_back("PATROL_TOKEN=" + organization + "-auditor-demo-token");
    return run_patrol({"collect", "--integrations", file, "--server", emulator_.url(), "--now",
                       reference_time, "--output", snapshot},
                      environment);
  }
  /// Decides all three on what was saved.
  Ended audit_saved(const std::string& snapshot) {
    return run_patrol({"audit", "--integrations", integrations_(), "--snapshot", snapshot, "--now",
                       reference_time, "--report", "json=" + path("audit.json")},
                      plain_environment());
  }
  /// How many findings of an organization have this verdict.
  std::size_t count(const std::string& organization, const std::string& verdict) const {
    std::size_t number = 0;
    for (const auto& [finding, found] : verdicts_of(bytes_of(folder_ / "audit.json"))) {
      number += finding.starts_with(organization) && found == verdict ? 1 : 0;
    }
    return number;
  }
  std::string report(const std::string& name) const { return bytes_of(folder_ / name); }
  std::string path(const std::string& name) const { return folder_ / name; }
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
  Three three({"--latency", "20"});  // time enough to be seen side by side
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

TEST(Organizations, AreRolledUpWithoutHidingTheOneThatFails) {
  Three three;
  const Ended ended = three.audit(
      own_tokens("PATROL_TOKEN_FABRIKAM=dead"),
      {"--report", "html=" + three.path("audit.html"), "--report", "markdown=" + three.path("audit.md")});
  const auto json = nlohmann::json::parse(three.report("audit.json"));
  ASSERT_EQ(json["organizations"].size(), 3U);
  for (const std::size_t other : {0U, 2U}) {
    EXPECT_EQ(json["organizations"][other]["verdict"], "pass");
    EXPECT_EQ(json["organizations"][other]["read"], "wholly");
    EXPECT_TRUE(json["organizations"][other]["reason"].is_null());
  }
  const auto& fabrikam = json["organizations"][1];
  EXPECT_EQ(fabrikam["name"], "fabrikam");
  EXPECT_EQ(fabrikam["verdict"], "inconclusive");
  EXPECT_EQ(fabrikam["read"], "not at all");
  EXPECT_NE(fabrikam["reason"].get<std::string>().find("HTTP 401"), std::string::npos) << fabrikam["reason"];
  EXPECT_EQ(fabrikam["summary"]["pass"], 1) << "the base URL, which the file decides";
  EXPECT_EQ(json["integrations"][1]["verdict"], "inconclusive");

  EXPECT_NE(ended.out.find("3 organizations: 1 inconclusive, 2 pass"), std::string::npos) << ended.out;
  EXPECT_NE(ended.out.find("1 of 3 organizations could not be read at all."), std::string::npos) << ended.out;
  const std::string page = three.report("audit.html");
  EXPECT_NE(page.find("<section id=\"organizations\""), std::string::npos);
  EXPECT_NE(page.find("The same integration side by side"), std::string::npos);
  EXPECT_NE(three.report("audit.md").find("| `fabrikam` | inconclusive | 0 |"), std::string::npos);
}

TEST(Organizations, ThatASnapshotDoesNotHoldAreToldAllTheSame) {
  Three three;
  const std::string snapshot = three.path("adatum.json");
  const Ended collected = three.collect("adatum", snapshot);
  ASSERT_EQ(collected.code, 0) << collected.err;
  const Ended ended = three.audit_saved(snapshot);
  EXPECT_EQ(ended.code, 2) << ended.out << ended.err;
  const auto json = nlohmann::json::parse(three.report("audit.json"));
  ASSERT_EQ(json["organizations"].size(), 3U);
  EXPECT_EQ(json["organizations"][0]["verdict"], "pass");
  EXPECT_EQ(json["organizations"][2]["verdict"], "inconclusive");
  EXPECT_EQ(json["organizations"][2]["read"], "not at all");
}

TEST(Organizations, WithoutACredentialDoNotStopTheOthers) {
  Three three;
  const Ended ended = three.audit(own_tokens("PATROL_TOKEN_FABRIKAM"));
  EXPECT_NE(ended.err.find("PATROL_TOKEN_FABRIKAM"), std::string::npos) << ended.err;
  expect_only_fabrikam_unknown(three, ended);
}

TEST(Organizations, ThatAzDoesNotSignInToDoNotStopTheOthers) {
  const ScratchFolder tools;
  std::filesystem::permissions(tools.file("az", "#!/bin/sh\nexit 1\n"), std::filesystem::perms::owner_all);
  Three three;
  std::vector<std::string> variables = own_tokens("PATROL_TOKEN_FABRIKAM");
  variables.push_back("PATH=" + tools.path() + ":/usr/bin:/bin");
  const Ended ended = three.audit(variables);
  EXPECT_NE(ended.err.find("no credential was given for `fabrikam`, and "), std::string::npos) << ended.err;
  EXPECT_NE(ended.err.find("`az login` does it"), std::string::npos) << ended.err;
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

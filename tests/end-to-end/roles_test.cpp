#include "tests/auditor/store/scratch_folder.h"
#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"
#include "tests/end-to-end/small_organization.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>

/// Roles on things: service connections, variable groups, environments, agent queues and agent pools.
namespace patrol::end_to_end {
namespace {

using nlohmann::json;
using Lines = std::vector<std::string>;

constexpr const char* policy = R"(policy: things
title: Roles on things
parameters:
  pool: {default: Default}
rules:
  - {id: connection, title: Uses it, for_each: project, require: {roles: [{service_connection: azure, role: User}]}}
  - {id: secrets, title: Reads it, for_each: project, require: {roles: [{variable_group: secrets, role: Reader}]}}
  - {id: production, title: Uses it, require: {roles: [{project: Website, environment: production, role: User}]}}
  - {id: queue, title: Administers none, for_each: project, forbid: {roles: [{agent_queue: all, role: Administrator}]}}
  - {id: pool, title: Administers it, require: {roles: [{agent_pool: {parameter: pool}, role: Administrator}]}}
)";

constexpr const char* things = R"(resources:
  - {kind: service_connection, name: azure, project: Website, roles: {User: [Website\Readers]}}
  - {kind: service_connection, name: azure, project: Mobile, roles: {Reader: [svc-flow@acme.com]}}
  - {kind: variable_group, all: true, project: Website, roles: {Administrator: [svc-flow@acme.com]}}
  - {kind: variable_group, name: secrets, project: Website}
  - {kind: environment, name: staging, project: Website}
  - {kind: environment, name: production, project: Website, roles: {User: [svc-flow@acme.com]}}
  - {kind: agent_queue, all: true, project: Mobile, roles: {Administrator: [Mobile\Readers]}}
  - {kind: agent_pool, name: Default}
  - {kind: agent_pool, name: Linux, roles: {Administrator: [svc-flow@acme.com]}}
)";

class RolesOnThings : public testing::Test {
 protected:
  RolesOnThings() {
    write("policies/things.yaml", policy);
    write("acme.yaml", small_organization("acme", things));
    write("integrations/one.yaml",
          "integration: one\npolicy: things\nowner: devex\norganization: acme\n"
          "connection: {email: svc-flow@acme.com}\nprojects: all\nparameters: {pool: linux}\n");
  }

  void write(const std::string& name, const std::string& text) {
    std::filesystem::create_directories(std::filesystem::path(folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }

  /// `rule project verdict`, sorted.
  Lines audit(const std::vector<std::string>& faults = {}) {
    std::vector<std::string> options;
    for (const std::string& fault : faults) {
      options.emplace_back("--fault");
      options.push_back(fault);
    }
    Emulator acme({folder_ / "acme.yaml"}, options);
    auto environment = plain_environment();
    environment.emplace_back("PATROL_TOKEN=acme-auditor-demo-token");
    ended_ =
        run_patrol({"audit", "--policies", folder_ / "policies", "--integrations", folder_ / "integrations",
                    "--server", acme.url(), "--now", reference_time, "--report", "json"},
                   environment);
    statistics_ = acme.stop();
    Lines lines;
    report_ = json::parse(ended_.out, nullptr, false);
    if (report_.is_discarded()) return {ended_.err};
    for (const json& finding : report_["findings"]) {
      const std::string project = finding["project"].is_null() ? "-" : finding["project"].get<std::string>();
      lines.push_back(finding["rule"].get<std::string>() + " " + project + " " +
                      finding["verdict"].get<std::string>());
    }
    std::ranges::sort(lines);
    return lines;
  }

  json finding(const std::string& rule, const std::string& project) const {
    for (const json& each : report_["findings"]) {
      if (each["rule"] == rule && each["project"] == project) return each;
    }
    return {};
  }

  ScratchFolder folder_;
  Ended ended_;
  Statistics statistics_;
  json report_;
};

TEST_F(RolesOnThings, AreReadWithTheGroupsThatHaveThem) {
  EXPECT_EQ(audit(),
            (Lines{"connection Mobile fail", "connection Website pass", "pool - pass", "production - pass",
                   "queue Mobile fail", "queue Website pass", "secrets Mobile fail", "secrets Website pass"}))
      << ended_.err;
  EXPECT_EQ(ended_.code, 1);
  EXPECT_EQ(statistics_.writes, 0U);
  const json fail = finding("queue", "Mobile");
  EXPECT_NE(fail["message"].get<std::string>().find("through [Mobile]\\Readers"), std::string::npos) << fail;
  EXPECT_FALSE(fail["reads"].empty());
  const json missing = finding("secrets", "Mobile");
  EXPECT_NE(missing["message"].get<std::string>().find("there is no variable group secrets"),
            std::string::npos)
      << missing;
  const std::string connection = finding("connection", "Mobile").dump();
  EXPECT_NE(connection.find("--method put"), std::string::npos) << connection;
}

TEST_F(RolesOnThings, ThatWereRefusedAreNotKnown) {
  const Lines lines = audit({"path: securityroles, answer: unauthorized"});
  EXPECT_EQ(lines,
            (Lines{"connection Mobile inconclusive", "connection Website inconclusive", "pool - inconclusive",
                   "production - inconclusive", "queue Mobile inconclusive", "queue Website inconclusive",
                   "secrets Mobile fail", "secrets Website inconclusive"}));
  const std::string told = finding("connection", "Website").dump();
  EXPECT_NE(told.find("Security: Manage"), std::string::npos) << told;
}

TEST_F(RolesOnThings, OfAThingThatWasNotListedAreNotKnown) {
  const Lines lines = audit({"path: distributedtask/pools, answer: forbidden"});
  EXPECT_NE(std::ranges::find(lines, "pool - inconclusive"), lines.end()) << ended_.out;
}

TEST_F(RolesOnThings, AreDecidedAgainFromASnapshot) {
  Emulator acme({folder_ / "acme.yaml"}, {});
  auto environment = plain_environment();
  environment.emplace_back("PATROL_TOKEN=acme-auditor-demo-token");
  const std::vector<std::string> files{"--policies",     folder_ / "policies",
                                       "--integrations", folder_ / "integrations",
                                       "--now",          reference_time};
  std::vector<std::string> collect{"collect", "--server", acme.url(), "--output", folder_ / "acme.json"};
  collect.insert(collect.end(), files.begin(), files.end());
  ASSERT_EQ(run_patrol(collect, environment).code, 0);
  acme.stop();
  const Lines live = audit();
  std::vector<std::string> again{"audit", "--snapshot", folder_ / "acme.json", "--report", "json"};
  again.insert(again.end(), files.begin(), files.end());
  const Ended replayed = run_patrol(again, plain_environment());
  EXPECT_EQ(json::parse(replayed.out, nullptr, false)["findings"], report_["findings"]) << replayed.err;
  EXPECT_EQ(live.size(), 8U);
}

}  // namespace
}  // namespace patrol::end_to_end

#include "tests/auditor/store/scratch_folder.h"
#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"
#include "tests/end-to-end/small_organization.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>

/// Rules for each repository and pipeline, and permissions at the levels below a project.
namespace patrol::end_to_end {
namespace {

using nlohmann::json;
using Lines = std::vector<std::string>;

constexpr const char* policy = R"(policy: resources
title: What is in projects
rules:
  - id: repository.read
    title: Reads each repository
    for_each: repository
    require: {permissions: [{repository: Git Repositories/GenericRead}]}
  - id: repository.elsewhere
    title: Reads no other repository
    for_each: other_repository
    forbid: {permissions: [{repository: Git Repositories/GenericRead}]}
  - id: pipeline.no-queue
    title: Starts no pipeline
    for_each: pipeline
    forbid: {permissions: [{pipeline: Build/QueueBuilds}]}
  - id: area.read
    title: Reads work items below the root area
    for_each: project
    require: {permissions: [{area: CSS/WORK_ITEM_READ}]}
)";

/// Readers may read all repositories but `secret`; the account alone may start one pipeline of two.
constexpr const char* rights = R"(access:
  - {namespace: Git Repositories, token: "repoV2/{Website}/{Website/secret}", who: svc-flow@acme.com, deny: [GenericRead]}
  - {namespace: Build, token: "{Website}/2", who: svc-flow@acme.com, allow: [QueueBuilds]}
)";

class Resources : public testing::Test {
 protected:
  Resources() {
    write("policies/resources.yaml", policy);
    std::string organization = small_organization("acme", rights);
    const std::string plain = "projects: [Website, Mobile]";
    organization.replace(
        organization.find(plain), plain.size(),
        "projects:\n  - {name: Website, repositories: [shop, secret], pipelines: [build, deploy]}\n"
        "  - {name: Mobile, repositories: [apps], hidden_repositories: [Mobile.wiki], pipelines: [apps]}");
    write("acme.yaml", organization);
  }

  void write(const std::string& name, const std::string& text) {
    std::filesystem::create_directories(std::filesystem::path(folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }

  /// `rule project/resource verdict`, sorted.
  Lines audit(const std::string& selection) {
    write("integrations/one.yaml",
          "integration: one\npolicy: resources\nowner: devex\norganization: acme\n"
          "connection: {email: svc-flow@acme.com}\n" +
              selection);
    Emulator acme({folder_ / "acme.yaml"}, {});
    auto environment = plain_environment();
    environment.emplace_back("PATROL_TOKEN=acme-auditor-demo-token");
    ended_ =
        run_patrol({"audit", "--policies", folder_ / "policies", "--integrations", folder_ / "integrations",
                    "--server", acme.url(), "--now", reference_time, "--report", "json"},
                   environment);
    statistics_ = acme.stop();
    Lines lines;
    const json report = json::parse(ended_.out, nullptr, false);
    if (report.is_discarded()) return {ended_.err};
    for (const json& finding : report["findings"]) {
      const auto word = [&](const char* key) {
        return finding[key].is_null() ? std::string("-") : finding[key].get<std::string>();
      };
      lines.push_back(word("rule") + " " + word("project") + "/" + word("resource") + " " + word("verdict"));
    }
    std::ranges::sort(lines);
    return lines;
  }

  ScratchFolder folder_;
  Ended ended_;
  Statistics statistics_;
};

TEST_F(Resources, AreAskedOneByOneWithWhatIsGivenAboveThem) {
  EXPECT_EQ(
      audit("projects: all\n"),
      (Lines{"area.read Mobile/- pass", "area.read Website/- pass", "pipeline.no-queue Mobile/apps pass",
             "pipeline.no-queue Website/build pass", "pipeline.no-queue Website/deploy fail",
             "repository.elsewhere -/- not_applicable", "repository.read Mobile/apps pass",
             "repository.read Website/secret fail", "repository.read Website/shop pass"}));
  EXPECT_EQ(ended_.code, 1);
  EXPECT_EQ(statistics_.writes, 0U);
}

TEST_F(Resources, AreSelectedByTheIntegration) {
  EXPECT_EQ(audit("projects: [\"Web*\"]\nrepositories: [shop]\npipelines: [\"B*\", Website/gone]\n"),
            (Lines{"area.read Website/- pass", "pipeline.no-queue Website/build pass",
                   "pipeline.no-queue Website/gone fail", "repository.elsewhere Mobile/Mobile.wiki fail",
                   "repository.elsewhere Mobile/apps fail", "repository.elsewhere Website/secret pass",
                   "repository.read Website/shop pass"}));
}

}  // namespace
}  // namespace patrol::end_to_end

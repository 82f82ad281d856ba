#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace patrol::end_to_end {
namespace {

/// The auditor's token, and the header's form of it.
const std::vector<std::string> secrets{auditor_secret, "OmNvbnRvc28tYXVkaXRvci1kZW1vLXRva2Vu"};

void expect_no_secret(const std::string& text, const std::string& what) {
  for (const std::string& secret : secrets) EXPECT_EQ(text.find(secret), std::string::npos) << what;
}

TEST(Secrets, AreInNoOutputReportOrSnapshot) {
  Emulator contoso;
  const ScratchFolder folder;
  std::vector<std::string> line{"audit",       "--integrations", integrations(), "--server",
                                contoso.url(), "--now",          reference_time, "--verbose"};
  for (const std::string format : {"html", "junit", "json", "csv"}) {
    line.insert(line.end(), {"--report", format + "=" + (folder / format)});
  }
  const Ended audit = run_patrol(line);
  const Ended collect = run_patrol({"collect", "--integrations", integrations(), "--server", contoso.url(),
                                    "--output", folder / "snapshot"});
  ASSERT_EQ(folder.names().size(), 5U);
  for (const Ended& ended : {audit, collect}) expect_no_secret(ended.out + ended.err, "what patrol says");
  for (const std::string& name : folder.names()) expect_no_secret(bytes_of(folder / name), name);
}

TEST(Secrets, AreInNoMessageOfAFailure) {
  for (const std::string answer : {"unauthorized", "sign-in", "wrong-shape"}) {
    Emulator contoso({"--fault", "path: _apis, answer: " + answer});
    const ScratchFolder folder;
    const Ended ended =
        run_patrol({"audit", "--integrations", integrations(), "--server", contoso.url(), "--now",
                    reference_time, "--verbose", "--report", "json=" + (folder / "a")});
    expect_no_secret(ended.out + ended.err + bytes_of(folder / "a"), answer);
  }
}

/// What somebody pasted where Azure DevOps asks for a name: a token, and the address of a hook with
/// everything that may be hidden in one.
const std::string pasted = std::string(26, 'q') + std::string(26, '7');
constexpr const char* organization_of_secrets = R"(organization: acme
projects:
  - {name: Website, repositories: [@], pipelines: [@]}
  - {name: @, repositories: ["x @"]}
users:
  - {account: svc-flow@acme.com, name: "@ password=hush-one"}
  - {account: auditor@acme.com}
  - {account: "Application @", kind: service-principal, application_id: 6b1f0c52-4f60-4e0b-9d4c-0b7a6a1d2e33}
groups:
  Project Collection Administrators: [auditor@acme.com, "@"]
  "@": {description: "@", members: [svc-flow@acme.com]}
  Website\Readers: [svc-flow@acme.com, "Everybody @"]
  'Website\Team @': [svc-flow@acme.com]
entra_groups:
  "Everybody @": {members: [svc-flow@acme.com]}
tokens:
  - {owner: svc-flow@acme.com, name: "@", from: 2026-09-01, to: 2027-03-01, scopes: [vso.code]}
  - {owner: auditor@acme.com, name: "patrol", scopes: [app_token], from: 2026-09-01, to: 2027-03-01,
     secret: acme-auditor-demo-token}
subscriptions:
  - {project: Website, event: git.push, created_by: svc-flow@acme.com,
     url: "https://flow:hush-two@flow.example/@?code=hush-three&x=@"}
resources:
  - {kind: service_connection, name: "@", project: Website, roles: {User: [svc-flow@acme.com]}}
  - {kind: agent_pool, name: "Pool @", roles: {Administrator: ["@"]}}
)";
constexpr const char* policy_on_secrets = R"(policy: everything
title: All that is read
rules:
  - {id: scopes, title: Scopes, at_most: {pat_scopes: [vso.build]}}
  - {id: groups, title: Groups, at_most: {groups: required}}
  - {id: admin, title: Admin, forbid: {roles: [{organization: admin}]}}
  - {id: alone, title: Alone, require: {account: {unique: true, active: true}, access_level: basic}}
  - {id: projects, title: Projects, for_each: project, at_most: {groups: required}}
  - {id: push, title: Push, for_each: repository, forbid: {permissions: [{repository: Read}]}}
  - {id: build, title: Build, for_each: pipeline, forbid: {permissions: [{pipeline: Build/ViewBuilds}]}}
  - {id: hooks, title: Hooks, for_each: project, require: {service_hooks: [git.push]}}
  - {id: used, title: Used, for_each: project, forbid: {roles: [{service_connection: all, role: User}]}}
  - {id: pool, title: Pool, require: {roles: [{agent_pool: Default, role: Administrator}]}}
)";

TEST(Secrets, ThatSomebodyPastedAsANameAreInNoReportOrSnapshot) {
  const ScratchFolder folder;
  std::string organization = organization_of_secrets;
  for (auto at = organization.find('@'); at != std::string::npos; at = organization.find('@', at + 1)) {
    const bool is_address = organization.substr(at, 5) == "@acme" || organization.substr(at, 5) == "@flow";
    if (!is_address) organization.replace(at, 1, pasted);
  }
  std::ofstream(folder / "acme.yaml") << organization;
  std::ofstream(folder / "policy.yaml") << policy_on_secrets;
  std::ofstream(folder / "integration.yaml")
      << "integration: flow\npolicy: everything\norganization: acme\nprojects: all\n"
         "connection: {email: svc-flow@acme.com}\n";
  Emulator acme({folder / "acme.yaml"}, {});
  std::vector<std::string> environment = plain_environment();
  environment.emplace_back("PATROL_TOKEN=acme-auditor-demo-token");
  const ScratchFolder written;
  const auto ask = [&](std::vector<std::string> line) {
    line.insert(line.end(), {"--server", acme.url(), "--now", reference_time});
    const Ended ended = run_patrol(line, environment);
    EXPECT_NE(ended.code, 3) << line.front() << ": " << ended.err;
    return ended.out + ended.err;
  };
  const std::vector<std::string> files{"--policies", folder / "policy.yaml", "--integrations",
                                       folder / "integration.yaml"};
  std::vector<std::string> audit{"audit", "--verbose", "--history", written / "history"};
  for (const std::string format :
       {"html", "junit", "junit-strict", "json", "csv", "sarif", "markdown", "azure-pipelines"}) {
    audit.insert(audit.end(), {"--report", format + "=" + (written / format)});
  }
  std::vector<std::string> collect{"collect", "--output", written / "snapshot"};
  audit.insert(audit.end(), files.begin(), files.end());
  collect.insert(collect.end(), files.begin(), files.end());
  std::string told = ask(audit) + ask(collect);
  told += ask({"discover", "--organization", "acme", "--output", written / "found", "--report",
               "json=" + (written / "found.json")});
  told += ask({"init", "svc-flow@acme.com", "--organization", "acme", "--output", written / "init"});
  std::size_t files_written = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(written.path())) {
    if (!entry.is_regular_file()) continue;
    told += bytes_of(entry.path().string());
    ++files_written;
  }
  EXPECT_GE(files_written, 14U);
  EXPECT_NE(told.find("***"), std::string::npos) << "nothing was read";
  for (const std::string& secret :
       {pasted, std::string("hush-one"), std::string("hush-two"), std::string("hush-three")}) {
    EXPECT_EQ(told.find(secret), std::string::npos)
        << told.substr(std::max<std::size_t>(told.find(secret), 200) - 200, 400);
  }
}

/// All of a file of /proc, whatever size it claims; empty where it may not be read.
std::string proc_file(pid_t process, const std::string& name) {
  std::ifstream file("/proc/" + std::to_string(process) + "/" + name, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(Secrets, AreNotSeenByWhoLooksAtTheProcess) {
  Emulator contoso({"--latency", "20000"});
  Process patrol = start_patrol({"audit", "--integrations", integrations(), "--server", contoso.url()},
                                auditor_environment());
  ASSERT_TRUE(patrol.wait_for("collecting from contoso"));
  const std::string command_line = proc_file(patrol.id(), "cmdline");
  EXPECT_NE(command_line.find("--server"), std::string::npos);
  expect_no_secret(command_line, "cmdline");
  expect_no_secret(proc_file(patrol.id(), "environ"), "environ");
  patrol.signal(SIGKILL);
  patrol.wait();
}

}  // namespace
}  // namespace patrol::end_to_end

#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"
#include "tests/end-to-end/small_organization.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <map>
#include <string_view>

/// Every answer that is no evidence, from every part of the service that patrol reads. The organizations of
/// one audit are all alike, and in each another part of the service is struck.
namespace patrol::end_to_end {
namespace {

struct Part {
  enum class Gives {
    one,   ///< a single thing: no entries, no pages
    some,  ///< a list of which those that are looked for are enough
    all    ///< a list that has to be whole
  };
  std::string name;
  std::string path;  ///< of its requests
  Gives gives = Gives::all;
};

const std::vector<Part> parts{
    {"connection", "connectiondata", Part::Gives::one},
    {"projects", "_apis/projects"},
    {"accounts", "querymembership=expandedup"},
    {"groups", "querymembership=direct", Part::Gives::some},
    {"identities", "identityids=", Part::Gives::some},
    {"group-names", "graph/groups"},
    {"memberships", "graph/memberships"},
    {"service-principals", "graph/serviceprincipals", Part::Gives::some},
    {"tokens", "tokenadmin"},
    {"namespaces", "securitynamespaces", Part::Gives::some},
    {"access-control", "accesscontrollists"},
    {"entitlements", "_apis/userentitlements", Part::Gives::one},
    {"application-entitlements", "serviceprincipalentitlements", Part::Gives::one},
    {"repositories", "git/repositories"},
    {"pipelines", "build/definitions"},
    {"root-nodes", "classificationnodes", Part::Gives::one},
    {"roles", "securityroles"},
    {"service-connections", "serviceendpoint/endpoints", Part::Gives::some},
    {"variable-groups", "distributedtask/variablegroups"},
    {"environments", "distributedtask/environments", Part::Gives::some},
    {"agent-queues", "distributedtask/queues", Part::Gives::some},
    {"agent-pools", "distributedtask/pools", Part::Gives::some},
    {"service-hooks", "hooks/subscriptions"},
};

/// Rules that pass and rules that fail, so that neither can come of a fault unseen. The application
/// administers the organization, of which no role on a thing can be told.
constexpr const char* policy = R"(policy: everything
title: What patrol reads
variants: [user, application]
rules:
  - {id: token.valid, title: T, when: user, require: {pat: {valid: true}}}
  - {id: token.one, title: T, when: user, require: {pat: {unique: true, organizations: one}}}
  - {id: token.short, title: T, when: user, require: {pat: {max_lifetime_days: 30}}}
  - {id: email, title: T, when: user, require: {account: {email: exact}}}
  - {id: admin, title: T, require: {roles: [{organization: admin}]}}
  - {id: admin.none, title: T, forbid: {roles: [{organization: admin}]}}
  - {id: crowd.none, title: T, forbid: {groups: [{organization: Crowd}]}}
  - {id: nobody, title: T, require: {groups: [{organization: Nobody has made this group}]}}
  - {id: reader, title: T, for_each: project, require: {roles: [{project: reader}]}}
  - {id: reader.none, title: T, for_each: project, forbid: {roles: [{project: reader}]}}
  - {id: instance, title: T, require: {permissions: [{organization: Collection/GENERIC_READ}]}}
  - {id: repository, title: T, for_each: repository, require: {permissions: [{repository: Git Repositories/GenericRead}]}}
  - {id: pipeline, title: T, for_each: pipeline, forbid: {permissions: [{pipeline: Build/QueueBuilds}]}}
  - {id: area, title: T, for_each: project, require: {permissions: [{area: CSS/WORK_ITEM_READ}]}}
  - {id: level, title: T, require: {access_level: basic}}
  - {id: level.more, title: T, require: {access_level: basic_and_test_plans}}
  - {id: hooks, title: T, when: user, for_each: project, require: {service_hooks: [git.push]}}
  - {id: connection, title: T, when: user, for_each: project, require: {roles: [{service_connection: azure, role: User}]}}
  - {id: secrets, title: T, when: user, for_each: project, require: {roles: [{variable_group: secrets, role: Reader}]}}
  - {id: environment, title: T, when: user, require: {roles: [{project: Website, environment: production, role: User}]}}
  - {id: queue, title: T, when: user, for_each: project, forbid: {roles: [{agent_queue: all, role: Administrator}]}}
  - {id: queue.named, title: T, when: user, require: {roles: [{project: Website, agent_queue: Linux, role: User}]}}
  - {id: pool, title: T, when: user, require: {roles: [{agent_pool: Linux, role: Administrator}]}}
)";

/// So many direct members that the service may have cut their list.
std::string crowd(std::string_view before, std::string_view after) {
  std::string lines;
  for (int i = 1; i <= 99; ++i) {
    lines.append(before).append("somebody-").append(std::to_string(i)).append("@crowd.example").append(after);
  }
  return lines;
}

void replace(std::string& text, const std::string& old, const std::string& by) {
  text.replace(text.find(old), old.size(), by);
}

/// An organization in which each rule has something to look at.
std::string organization(const std::string& name, const std::string& faults) {
  const std::string account = "svc-flow@" + name + ".com";
  std::string text = small_organization(name, R"(access:
  - {namespace: Git Repositories, token: "repoV2/{Website}/{Website/secret}", who: ACCOUNT, deny: [GenericRead]}
  - {namespace: Build, token: "{Website}/2", who: ACCOUNT, allow: [QueueBuilds]}
subscriptions:
  - {project: Website, event: git.push, url: "https://flow.example.com/hook", status: enabled, created_by: ACCOUNT}
resources:
  - {kind: service_connection, name: azure, project: Website, roles: {User: [Website\Readers]}}
  - {kind: service_connection, name: azure, project: Mobile, roles: {Reader: [ACCOUNT]}}
  - {kind: variable_group, all: true, project: Website, roles: {Administrator: [ACCOUNT]}}
  - {kind: variable_group, name: secrets, project: Website}
  - {kind: environment, name: production, project: Website, roles: {User: [ACCOUNT]}}
  - {kind: agent_queue, all: true, project: Mobile, roles: {Administrator: [Mobile\Readers]}}
  - {kind: agent_queue, name: Linux, project: Website, roles: {User: [ACCOUNT]}}
  - {kind: agent_pool, name: Linux, roles: {Administrator: [ACCOUNT]}}
)" + faults);
  for (auto at = text.find("ACCOUNT"); at != std::string::npos; at = text.find("ACCOUNT")) {
    text.replace(at, 7, account);
  }
  replace(text, "projects: [Website, Mobile]",
          "projects:\n  - {name: Website, repositories: [shop, secret], pipelines: [build, deploy]}\n"
          "  - {name: Mobile, repositories: [apps], pipelines: [apps]}");
  replace(text, "users:\n", "users:\n" + crowd("  - {account: ", "}\n"));
  replace(text, "groups:\n", "groups:\n  Crowd:\n" + crowd("    - ", "\n"));
  return text;
}

std::string integration(const std::string& name, const std::string& variant, const std::string& account) {
  return "integration: " + variant + "-of-" + name + "\npolicy: everything\nvariant: " + variant +
         "\norganization: " + name + "\n" + account + "\nprojects: all\n";
}

constexpr const char* calm = "calm";

/// An organization, and what happens to the requests for one part of it.
struct Struck {
  std::string organization;
  std::string path;
  std::string fault;
};

/// One organization for each part, struck by the same fault.
std::vector<Struck> each_part(const std::string& fault) {
  std::vector<Struck> all;
  all.reserve(parts.size());
  for (const Part& part : parts) all.push_back({part.name, part.path, fault});
  return all;
}

/// What came of an audit of `calm` and of organizations that are struck.
struct Audited {
  Ended ended;
  std::map<std::string, Verdicts> verdicts;  ///< of each organization, by what the findings are about
  bool says_what_to_do = false;
};

Audited audit(const std::vector<Struck>& struck, const std::vector<std::string>& flags = {}) {
  const ScratchFolder organizations;
  const ScratchFolder integrations;
  const ScratchFolder reports;
  std::vector<std::string> files;
  std::vector<std::string> environment = plain_environment();
  const auto add = [&](const std::string& name, const std::string& faults) {
    files.push_back(organizations.file(name + ".yaml", organization(name, faults)));
    integrations.file(
        name + ".yaml",
        integration(name, "user", "connection: {email: svc-flow@" + name + ".com}\npat: {name: flow}"));
    integrations.file(
        name + "-application.yaml",
        integration(name, "application", std::string("account: {service_principal: ") + application + "}"));
    std::string variable = "PATROL_TOKEN_" + name;
    for (char& c : variable) c = c == '-' ? '_' : static_cast<char>(std::toupper(c));
    environment.push_back(variable + "=" + name + "-auditor-demo-token");
  };
  add(calm, "");
  for (const Struck& each : struck) {
    add(each.organization, "faults:\n  - {path: \"" + each.path + "\", " + each.fault + "}\n");
  }

  Emulator emulator(files, {});
  std::vector<std::string> line{"audit",
                                "--policies",
                                reports.file("policy.yaml", policy),
                                "--integrations",
                                integrations.path(),
                                "--server",
                                emulator.url(),
                                "--now",
                                reference_time,
                                "--report",
                                "json=" + (reports / "audit.json")};
  line.insert(line.end(), flags.begin(), flags.end());
  Audited audited{.ended = run_patrol(line, environment), .verdicts = {}};
  const std::string report = bytes_of(reports / "audit.json");
  audited.says_what_to_do = says_what_to_do(report);
  const auto document = nlohmann::json::parse(report, nullptr, false);
  if (document.is_discarded()) return audited;
  for (const auto& finding : document.at("findings")) {
    const auto word = [&](const char* key) {
      return finding[key].is_null() ? "" : finding[key].get<std::string>();
    };
    const std::string name = word("integration");
    const std::string about =
        name.substr(0, name.find('-')) + " " + word("rule") + " " + word("project") + "/" + word("resource");
    const bool is_new = audited.verdicts[word("organization")].emplace(about, word("verdict")).second;
    EXPECT_TRUE(is_new) << name << " has two findings of one name: " << about;
  }
  return audited;
}

/// The one thing that a fault may do: make what was known unknown.
void expect_no_verdict_but_unknown(const Audited& audited) {
  EXPECT_TRUE(audited.says_what_to_do) << audited.ended.err;
  const Verdicts& wanted = audited.verdicts.at(calm);
  for (const auto& [organization, disturbed] : audited.verdicts) {
    // Of what could not be listed there is one finding in place of many.
    for (const auto& [finding, verdict] : disturbed) {
      if (verdict == "inconclusive") continue;
      const auto found = wanted.find(finding);
      ASSERT_NE(found, wanted.end()) << organization << ": " << finding << " " << verdict;
      EXPECT_EQ(verdict, found->second) << organization << ": " << finding;
    }
  }
}

/// So that no test passes because the fault never struck.
void expect_to_matter(const Audited& audited, const std::string& organization) {
  EXPECT_NE(audited.verdicts.at(organization), audited.verdicts.at(calm)) << organization;
}

void expect_all_calm(const Audited& audited, std::size_t organizations) {
  EXPECT_EQ(audited.verdicts.size(), organizations + 1) << audited.ended.err;
  for (const auto& [organization, verdicts] : audited.verdicts) {
    EXPECT_EQ(verdicts, audited.verdicts.at(calm)) << organization;
  }
}

/// `wrong_count` of `answer: wrong-count`.
std::string name_of(const testing::TestParamInfo<std::string>& test) {
  const auto start = test.param.find(": ") + 2;
  std::string name = test.param.substr(start, test.param.find(',') - start);
  std::ranges::replace(name, '-', '_');
  return name;
}

TEST(Calm, AuditHasPassesAndFailsOfWhatEachPartTells) {
  const Audited audited = audit({});
  EXPECT_EQ(audited.ended.code, 1) << audited.ended.err;
  const auto count = [&](const char* verdict) {
    return std::ranges::count(audited.verdicts.at(calm), verdict,
                              [](const auto& each) { return each.second; });
  };
  EXPECT_GE(count("pass"), 15);
  EXPECT_GE(count("fail"), 15);
  EXPECT_EQ(count("inconclusive"), 0);
}

/// An answer that is no evidence. Asking again would give the same.
class Fault : public testing::TestWithParam<std::string> {};

TEST_P(Fault, NeverMakesAPassOrAFail) {
  const Audited audited = audit(each_part(GetParam()));
  expect_no_verdict_but_unknown(audited);
  for (const Part& part : parts) {
    if (GetParam() == "answer: wrong-count" && part.gives == Part::Gives::one) continue;
    if (GetParam() == "answer: paging-loop" && part.gives != Part::Gives::all) continue;
    expect_to_matter(audited, part.name);
  }
}

INSTANTIATE_TEST_SUITE_P(Final, Fault,
                         testing::Values("answer: sign-in", "answer: redirect", "answer: html",
                                         "answer: unauthorized", "answer: forbidden", "answer: empty",
                                         "answer: wrong-shape", "answer: wrong-count",
                                         "answer: repeated-keys", "answer: nulls", "answer: paging-loop",
                                         "status: 404, body: \"\""),
                         name_of);

/// An answer that may be better the next time; it is asked for again, which takes its time.
const std::vector<std::string> passing_faults{"answer: truncated", "answer: cut-off", "answer: drop",
                                              "status: 500, body: \"\""};

class PassingFault : public testing::TestWithParam<std::string> {};

TEST_P(PassingFault, IsSurvivedWhereItPasses) {
  expect_all_calm(audit(each_part(GetParam() + ", first: 1"), {"--concurrency", "32"}), parts.size());
}

INSTANTIATE_TEST_SUITE_P(Passing, PassingFault, testing::ValuesIn(passing_faults), name_of);

TEST(PassingFaults, NeverMakeAPassOrAFailWhereTheyStay) {
  std::vector<Struck> struck;
  for (const std::string& fault : passing_faults) {
    struck.push_back({"tokens-" + std::to_string(struck.size()), "tokenadmin", fault});
  }
  const std::string stopped = R"(status: 503, body: '{"message":"TF24668: stopped"}')";
  for (const std::string name : {"connection", "accounts", "groups", "service-hooks"}) {
    struck.push_back({name, std::ranges::find(parts, name, &Part::name)->path, stopped});
  }
  const Audited audited = audit(struck, {"--concurrency", "32"});
  expect_no_verdict_but_unknown(audited);
  for (const Struck& each : struck) expect_to_matter(audited, each.organization);
}

TEST(Throttling, OfOneRequestIsSurvived) {
  expect_all_calm(audit({{"tokens", "tokenadmin", "answer: throttled, first: 1"},
                         {"accounts", "querymembership=expandedup", "answer: throttled, first: 1"}}),
                  2);
}

TEST(ByteOrderMark, ChangesNothing) {
  expect_all_calm(audit(each_part("answer: bom")), parts.size());
}

TEST(Doubled, ListsChangeNothing) {
  expect_all_calm(audit(each_part("answer: doubled")), parts.size());
}

/// All of Contoso's integrations.
Verdicts audit_contoso(const std::vector<std::string>& emulator_flags) {
  Emulator contoso(emulator_flags);
  const Ended ended = run_patrol({"audit", "--integrations", integrations(), "--server", contoso.url(),
                                  "--now", reference_time, "--report", "json"});
  EXPECT_NE(ended.code, 3) << ended.err;
  return verdicts_of(ended.out);
}

TEST(Throttling, SlowsAnAuditDownAndChangesNothing) {
  EXPECT_EQ(audit_contoso({"--throttle", "after: 10, refuse: 2, retry_after: 1"}), audit_contoso({}));
}

TEST(Paging, OfOneEntryAPageChangesNothing) {
  EXPECT_EQ(audit_contoso({"--page-size", "1"}), audit_contoso({}));
}

}  // namespace
}  // namespace patrol::end_to_end

#include "tests/auditor/store/scratch_folder.h"
#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"
#include "tests/end-to-end/small_organization.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <gmock/gmock.h>

/// `patrol discover`: who looks like an integration, and which tokens nobody claims.
namespace patrol::end_to_end {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

Ended discover(const Emulator& server, const std::vector<std::string>& more,
               const std::string& organization = "contoso",
               const std::vector<std::string>& environment = auditor_environment()) {
  std::vector<std::string> line{"discover",   "--organization", organization,  "--server",
                                server.url(), "--now",          reference_time};
  line.insert(line.end(), more.begin(), more.end());
  return run_patrol(line, environment);
}

std::vector<std::string> environment_with(const std::string& token) {
  std::vector<std::string> environment = plain_environment();
  environment.push_back("PATROL_TOKEN=" + token);
  return environment;
}

TEST(Discover, FindsInContosoWhatNoIntegrationClaims) {
  Emulator contoso;
  const Ended ended = discover(contoso, {"--integrations", integrations()});
  EXPECT_EQ(ended.code, 2) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("contoso, read as Compliance Auditor <auditor@contoso.com>"));
  EXPECT_THAT(ended.out, HasSubstr("Look like integrations, and no loaded one signs in with them\n"
                                   "  Deployment identity: managed identity "));
  EXPECT_THAT(ended.out, HasSubstr("\n  Flow application: service principal "));
  EXPECT_THAT(ended.out, HasSubstr("\n  svc-flow-partial@contoso.com: flow-partial\n"));
  EXPECT_THAT(ended.out, HasSubstr("not known: the tokens of svc-flow-sealed@contoso.com: HTTP 403"));
  EXPECT_THAT(ended.out,
              HasSubstr("to do: give the auditor's account membership in Project Collection Admin"));
  EXPECT_THAT(ended.out,
              HasSubstr("Incomplete: at least 2 accounts that look like an integration and at least 0 "
                        "living tokens that no loaded integration uses\n"));
  const Statistics statistics = contoso.stop();
  EXPECT_EQ(statistics.writes, 0U);
  // A request for each of two pages of lists, and one for each account.
  EXPECT_LE(statistics.requests, 70U);
}

TEST(Discover, ClaimsNothingWithoutIntegrations) {
  Emulator contoso;
  const Ended ended = discover(contoso, {"--report", "json"});
  EXPECT_EQ(ended.code, 2);
  const json found = json::parse(ended.out);
  EXPECT_EQ(found["complete"], false);
  EXPECT_EQ(found["integrations"].size(), 0U);
  EXPECT_GE(found["summary"]["unclaimed_tokens"].get<int>(), 10);
  for (const json& account : found["accounts"]) {
    EXPECT_TRUE(account["integrations"].empty());
    if (account["account"] != "svc-flow-hooks@contoso.com") continue;
    EXPECT_EQ(account["signs"], (json{"hooks", "name", "tokens"}));
    EXPECT_EQ(account["hooks"][0]["all"], 3);
    EXPECT_EQ(account["hooks"][0]["enabled"], 2);
  }
}

TEST(Discover, SavesWhatItReadAndListsItAgain) {
  const ScratchFolder folder;
  Emulator contoso;
  const Ended live = discover(contoso, {"--integrations", integrations(), "--output", folder / "found.json",
                                        "--report", "json=" + folder / "live.json"});
  EXPECT_EQ(live.code, 2);
  const Ended again = run_patrol(
      {"discover", "--organization", "contoso", "--integrations", integrations(), "--now", reference_time,
       "--snapshot", folder / "found.json", "--report", "json=" + folder / "again.json"},
      plain_environment());
  EXPECT_EQ(again.code, 2) << again.err;
  EXPECT_EQ(again.out, live.out);
  EXPECT_EQ(bytes_of(folder / "again.json"), bytes_of(folder / "live.json"));
}

TEST(Discover, NeverCallsAListWholeThatIsNot) {
  const ScratchFolder folder;
  folder.file("acme.yaml",
              small_organization("acme",
                                 "subscriptions:\n"
                                 "  - {project: Website, event: git.push, created_by: svc-flow@acme.com}\n"));
  folder.file("integrations/flow.yaml", small_integration("acme"));
  const auto ended_with = [&](const std::vector<std::string>& faults) {
    Emulator acme({folder / "acme.yaml"}, faults);
    return discover(acme, {"--integrations", folder / "integrations", "--report", "json"}, "acme",
                    environment_with("acme-auditor-demo-token"));
  };
  const Ended whole = ended_with({});
  EXPECT_EQ(whole.code, 0) << whole.out << whole.err;
  EXPECT_EQ(json::parse(whole.out)["complete"], true);
  for (const char* path : {"graph/users", "graph/serviceprincipals", "hooks/subscriptions", "tokenadmin/",
                           "_apis/connectionData", "_apis/identities"}) {
    for (const char* answer : {"forbidden", "html"}) {
      const Ended ended =
          ended_with({"--fault", "path: \"" + std::string(path) + "\", answer: " + std::string(answer)});
      EXPECT_EQ(ended.code, 2) << path << ": " << answer << "\n" << ended.err;
      if (ended.code != 2) continue;
      const json found = json::parse(ended.out);
      EXPECT_EQ(found["complete"], false);
      EXPECT_FALSE(found["gaps"].empty());
    }
  }
}

TEST(Discover, SaysWhatANarrowCredentialIsMissing) {
  Emulator contoso;
  const Ended ended = discover(contoso, {}, "contoso", environment_with("contoso-flow-demo-token"));
  EXPECT_EQ(ended.code, 2);
  EXPECT_THAT(ended.out, HasSubstr("; after 8 refusals no more were asked for"));
  EXPECT_THAT(ended.out, HasSubstr("Token Administration: Read & manage (vso.tokenadministration)"));
  EXPECT_THAT(ended.out + ended.err, Not(HasSubstr("contoso-flow-demo-token")));
  const Statistics statistics = contoso.stop();
  EXPECT_LE(
      statistics.by_endpoint.at("GET vssps.dev.azure.com/_apis/tokenadmin/personalaccesstokens/{descriptor}"),
      9U);
}

TEST(Discover, ReadsAllPagesAndNoMoreTokensThanItMay) {
  const ScratchFolder folder;
  std::string file = "organization: acme\nprojects: [A]\nusers:\n  - {account: auditor@acme.com}\n";
  for (int i = 0; i < 60; ++i) file += "  - {account: person" + std::to_string(100 + i) + "@acme.com}\n";
  file +=
      "  - {account: svc-late@acme.com}\n"
      "groups:\n  Project Collection Administrators: [auditor@acme.com]\n"
      "tokens:\n"
      "  - {owner: svc-late@acme.com, name: late, from: 2026-09-01, to: 2027-03-01, scopes: [vso.code]}\n"
      "  - {owner: person159@acme.com, name: own, from: 2026-09-01, to: 2027-03-01, scopes: [vso.code]}\n"
      "  - {owner: auditor@acme.com, name: patrol, from: 2026-09-01, to: 2027-03-01, scopes: [app_token], "
      "secret: acme-auditor-secret}\n";
  folder.file("acme.yaml", file);
  Emulator acme({folder / "acme.yaml"}, {"--page-size", "20"});
  const auto environment = environment_with("acme-auditor-secret");
  const Ended all = discover(acme, {"--report", "json"}, "acme", environment);
  EXPECT_EQ(all.code, 0) << all.err;
  const json whole = json::parse(all.out);
  EXPECT_EQ(whole["summary"]["looked_at"], 64) << "with the build services that every organization has";
  EXPECT_EQ(whole["summary"]["unclaimed_tokens"], 2);
  EXPECT_EQ(whole["summary"]["unclaimed_accounts"], 1);
  const Ended few = discover(acme, {"--limit", "5"}, "acme", environment);
  EXPECT_EQ(few.code, 2);
  EXPECT_THAT(few.out, HasSubstr("token late ("));
  EXPECT_THAT(few.out, HasSubstr("not known: the tokens of 57 accounts, such as "));
  EXPECT_THAT(few.out, HasSubstr("to do: raise --limit"));
}

TEST(Discover, RefusesWhatItCanNotDo) {
  const Ended nothing = run_patrol({"discover", "--limit", "many", "--report", "html"});
  EXPECT_EQ(nothing.code, 3);
  EXPECT_THAT(nothing.err, HasSubstr("`--organization` is missing"));
  EXPECT_THAT(nothing.err, HasSubstr("`many` is no number of accounts"));
  EXPECT_THAT(nothing.err, HasSubstr("unknown format `html`"));
  const Ended address = run_patrol({"discover", "--organization", "https://dev.azure.com/contoso"});
  EXPECT_EQ(address.code, 3);
  EXPECT_THAT(address.err, HasSubstr("must be the name alone"));
  const Ended over = run_patrol(
      {"discover", "--organization", "contoso", "--integrations", "flow.yaml", "--report", "json=flow.yaml"});
  EXPECT_EQ(over.code, 3);
  EXPECT_THAT(over.err, HasSubstr("read for --integrations"));
  const Ended anonymous = run_patrol({"discover", "--organization", "contoso"}, plain_environment());
  EXPECT_EQ(anonymous.code, 3);
}

}  // namespace
}  // namespace patrol::end_to_end

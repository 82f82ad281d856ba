// The library, its page and its schema say what the loader takes.
#include "auditor/policy/catalogue.h"
#include "auditor/policy/library.h"
#include "auditor/policy/requirement_parser.h"
#include "tests/auditor/policy/support.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol {
namespace {

/// The fenced blocks of YAML of a page.
std::vector<std::string> yaml_blocks(const std::string& page) {
  constexpr std::string_view open = "\n```yaml\n";
  constexpr std::string_view close = "\n```\n";
  std::vector<std::string> blocks;
  for (auto start = page.find(open); start != std::string::npos; start = page.find(open, start)) {
    start += open.size();
    const auto end = page.find(close, start);
    blocks.push_back(page.substr(start, end - start) + "\n");
    start = end;
  }
  return blocks;
}

TEST(LanguagePage, HasExamplesThatLoadTogether) {
  Documents policies;
  Documents integrations;
  for (const std::string& block : yaml_blocks(read_source("policies/README.md"))) {
    const bool is_integration = block.starts_with("integration:");
    Documents& kind = is_integration ? integrations : policies;
    kind.read.push_back({"example" + std::to_string(kind.read.size()) + ".yaml", block});
  }
  EXPECT_GE(policies.read.size(), 7U);
  EXPECT_GE(integrations.read.size(), 2U);
  const auto loaded = load_documents(policies, integrations, built_in_catalogue());
  EXPECT_TRUE(loaded) << lines(loaded.error());
}

TEST(LanguagePage, ShowsEveryKindOfRequirement) {
  const std::string page = read_source("policies/README.md");
  const std::string schema = read_source("policies/schema/policy.schema.json");
  for (const RequirementKind& kind : requirement_kinds()) {
    const std::string word(kind.word);
    const bool is_shown = std::ranges::any_of(yaml_blocks(page), [&](const std::string& block) {
      return block.find(word + ": ") != std::string::npos;
    });
    EXPECT_TRUE(is_shown) << word;
    EXPECT_NE(schema.find("\"" + word + "\": "), std::string::npos) << word;
  }
}

TEST(PolicyLibrary, Loads) {
  const auto policies = load_policies({PATROL_SOURCE_DIR "/policies"}, built_in_catalogue());
  EXPECT_TRUE(policies) << lines(policies.error());
}

TEST(PolicyLibrary, SaysOfEveryRuleHowToMendIt) {
  const auto policies = load_policies({PATROL_SOURCE_DIR "/policies"}, built_in_catalogue());
  ASSERT_TRUE(policies);
  for (const auto& [id, policy] : policies.value()) {
    EXPECT_FALSE(policy.sources.empty()) << id;
    for (const Rule& rule : policy.rules) EXPECT_FALSE(rule.remediation.empty()) << id << " " << rule.id;
  }
}

class FlowPolicy : public testing::Test {
 protected:
  const Policy policy = [] {
    auto loaded = load_policies({PATROL_SOURCE_DIR "/policies/pluralsight-flow.yaml"}, built_in_catalogue());
    return loaded ? loaded.value().at("pluralsight-flow") : Policy{};
  }();

  const Rule& rule(std::string_view id) const { return *std::ranges::find(policy.rules, id, &Rule::id); }
};

TEST_F(FlowPolicy, HasItsRulesInOrder) {
  std::vector<std::string> ids;
  for (const Rule& each : policy.rules) ids.push_back(each.id);
  EXPECT_EQ(ids, (std::vector<std::string>{"connection.base-url", "account.email", "account.active",
                                           "account.can-use-repos", "pat.usable", "pat.expiry",
                                           "pat.organization", "pat.scopes", "org.pca", "org.view-instance",
                                           "project.readers", "org.no-admin", "pat.no-excess"}));
  EXPECT_EQ(policy.features, (std::vector<std::string>{"repos", "pull-requests", "tickets", "webhooks"}));
  EXPECT_EQ(policy.sources.at(0).url, "https://help.pluralsight.com/help/azure-devops-vsts-setup");
}

TEST_F(FlowPolicy, AsksForTheSixReadScopesAndNoMore) {
  const std::vector<std::string> six{"vso.build",    "vso.code",    "vso.graph",
                                     "vso.identity", "vso.project", "vso.work"};
  EXPECT_EQ(rule("pat.scopes").requirement,
            (Requirement{PatScopes{six, PatScopes::Match::effective, false}}));
  EXPECT_EQ(rule("pat.no-excess").mode, Rule::Mode::at_most);
  EXPECT_EQ(rule("pat.no-excess").requirement,
            (Requirement{PatScopes{{}, PatScopes::Match::effective, true}}));
}

TEST_F(FlowPolicy, NeedsAnAdministratorOnlyWithWebhooks) {
  EXPECT_EQ(rule("org.pca").when, std::vector<std::string>{"webhooks"});
  EXPECT_EQ(rule("org.pca").requirement,
            (Requirement{Groups{{{Place{}, "Project Collection Administrators"}}}}));
  for (const char* id : {"org.view-instance", "project.readers", "org.no-admin"}) {
    EXPECT_EQ(rule(id).unless, std::vector<std::string>{"webhooks"}) << id;
  }
  EXPECT_EQ(rule("org.no-admin").mode, Rule::Mode::forbid);
  EXPECT_EQ(rule("project.readers").for_each, Rule::ForEach::project);
}

TEST_F(FlowPolicy, NamesTheAnswerOfFlowsConnectionTest) {
  for (const char* id : {"account.active", "pat.usable", "pat.expiry", "pat.organization", "pat.scopes"}) {
    EXPECT_NE(rule(id).remediation.find("\"Authorization denied\": verify the token"), std::string::npos)
        << id;
  }
  for (const char* id : {"connection.base-url", "account.email"}) {
    EXPECT_NE(rule(id).remediation.find("\"An error has occurred\""), std::string::npos) << id;
    EXPECT_NE(rule(id).remediation.find("verify e-mail and base URL"), std::string::npos) << id;
  }
}

}  // namespace
}  // namespace patrol

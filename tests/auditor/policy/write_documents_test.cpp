#include "auditor/policy/write_documents.h"

#include "auditor/policy/documents.h"
#include "auditor/policy/integration_parser.h"
#include "auditor/policy/library.h"
#include "auditor/policy/policy_parser.h"
#include "tests/auditor/policy/support.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

/// Without what is of the file alone.
Policy bare(Policy policy) {
  policy.position = {};
  policy.sha256.clear();
  for (Rule& rule : policy.rules) rule.position = {};
  return policy;
}

Integration bare(Integration integration) {
  integration.position = {};
  return integration;
}

void expect_same(const Policy& policy) {
  const std::string text = write_policy(policy, built_in_catalogue(), {});
  const auto again = parse_policy(text, "again.yaml", built_in_catalogue());
  ASSERT_TRUE(again) << lines(again.error()) << text;
  EXPECT_EQ(bare(again.value()), bare(policy)) << text;
}

TEST(WritePolicy, IsReadBackAsItWas) {
  const std::string source(PATROL_SOURCE_DIR);
  const auto library = load_policies({source + "/policies"}, built_in_catalogue());
  ASSERT_TRUE(library);
  EXPECT_GT(library.value().size(), 10U);
  for (const auto& [id, policy] : library.value()) expect_same(policy);
  for (const Document& document : read_documents({source + "/tests/fixtures/policy/good"}).read) {
    const auto policy = parse_policy(document.text, document.name, built_in_catalogue());
    if (policy) expect_same(policy.value());
  }
}

TEST(WritePolicy, HasTheWordsOfIdsBesideThem) {
  Policy policy{.id = "p", .title = "It holds: this"};
  Rule rule{.id = "r", .title = "T", .mode = Rule::Mode::exactly};
  rule.requirement = {PatScopes{.ids = {"vso.code"}}};
  policy.rules.push_back(rule);
  const std::vector<std::string> head{"What it is", "policy: evil"};
  EXPECT_EQ(write_policy(policy, built_in_catalogue(), head),
            "# What it is\n"
            "# policy: evil\n"
            "policy: p\n"
            "title: \"It holds: this\"\n"
            "rules:\n"
            "  - id: r\n"
            "    title: T\n"
            "    exactly:\n"
            "      pat_scopes:\n"
            "        - vso.code  # Code: Read\n");
}

TEST(WriteIntegration, IsReadBackAsItWas) {
  const std::string source(PATROL_SOURCE_DIR);
  const std::string text = write_integration({.name = "i",
                                              .policy = "p",
                                              .organization = "contoso",
                                              .email = "svc@contoso.com",
                                              .account = {AccountSelector::Kind::descriptor, "aad.x"},
                                              .pat = {.name = "a \"token\": #1",
                                                      .id = "2f6a0c1e-7d3b-4c58-9a61-0b2c3d4e5f60",
                                                      .secret_env = "FLOW_PAT"},
                                              .all_projects = false,
                                              .projects = {"all", "Web: site", "[x]", "Größe"}},
                                             {});
  const auto again = parse_integration(text, "again.yaml");
  ASSERT_TRUE(again) << lines(again.error()) << text;
  EXPECT_EQ(again.value().projects, (std::vector<std::string>{"all", "Web: site", "[x]", "Größe"}));
  EXPECT_EQ(again.value().pat.name, "a \"token\": #1");
  for (const Document& document :
       read_documents({source + "/examples/contoso/integrations", source + "/tests/fixtures/policy/good"})
           .read) {
    const auto integration = parse_integration(document.text, document.name);
    if (!integration) continue;
    const auto same = parse_integration(write_integration(integration.value(), {}), "again.yaml");
    ASSERT_TRUE(same) << document.name << lines(same.error()) << write_integration(integration.value(), {});
    EXPECT_EQ(bare(same.value()), bare(integration.value()));
  }
}

}  // namespace
}  // namespace patrol

// One language for organizations: the emulator's Contoso, read as a case's organization and audited, gives
// what tests/end-to-end finds over HTTP.
#include "auditor/cases/case_reader.h"
#include "auditor/cases/merge.h"
#include "auditor/cases/run.h"
#include "auditor/evaluate/evaluate.h"
#include "auditor/policy/library.h"
#include "tests/auditor/cases/support.h"

#include <gtest/gtest.h>

#include <map>

namespace patrol::cases {
namespace {

/// What an organization file has and a case can not say, because it is about HTTP or about clients.
void drop_what_is_the_emulators(YamlNode& organization) {
  for (const char* key : {"faults", "subscriptions", "graph_bearers"}) drop_entry(organization, key);
  for (YamlNode::Entry& entry : organization.entries) {
    if (entry.key != "tokens") continue;
    for (YamlNode& token : entry.value.items) drop_entry(token, "secret");
    std::erase_if(entry.value.items, [](const YamlNode& token) { return token.find("ssh_key") != nullptr; });
  }
}

std::map<std::string, Verdict> verdicts_of_contoso() {
  Problems problems("organization.yaml");
  auto root = read_yaml(read_source("examples/contoso/organization.yaml"), problems);
  drop_what_is_the_emulators(*root);
  set_entry(*root, "case", text_node("Contoso", {}));
  set_entry(*root, "policy", text_node("example", {}));
  set_entry(*root, "others", text_node("pass", {}));
  set_entry(*root, "auditor", text_node("auditor@contoso.com", {}));
  Case contoso = read_case(*root, example_policies(), built_in_catalogue(), problems);
  EXPECT_TRUE(problems.empty()) << lines(problems.errors());
  const auto loaded = load({PATROL_SOURCE_DIR "/policies"},
                           {PATROL_SOURCE_DIR "/examples/contoso/integrations"}, built_in_catalogue());
  contoso.policies = loaded.value().policies;
  contoso.integrations = loaded.value().integrations;
  contoso.unread = {{.kind = FactKey::Kind::tokens, .of = {"svc-flow-sealed@contoso.com", {}}}};
  const Audit audit = evaluate(contoso.policies, contoso.integrations, built_in_catalogue(),
                               make_snapshot(contoso, built_in_catalogue()), {.now = contoso.now});
  std::map<std::string, Verdict> verdicts;
  for (const Finding& finding : audit.findings) {
    verdicts.emplace(audit.integration_of(finding).name + " / " + audit.rule_of(finding).id +
                         (finding.project ? " / " + *finding.project : ""),
                     finding.verdict);
  }
  return verdicts;
}

TEST(ContosoAsACase, GivesTheVerdictsThatTheEmulatorGives) {
  const auto verdicts = verdicts_of_contoso();
  const std::map<std::string, Verdict> wanted{
      {"flow-production / pat.scopes", Verdict::pass},
      {"flow-production / org.pca", Verdict::not_applicable},
      {"flow-webhooks / org.pca", Verdict::pass},
      {"flow-narrow / pat.scopes", Verdict::fail},
      {"flow-lookalike / pat.scopes", Verdict::fail},
      {"flow-nested-admin / org.no-admin", Verdict::fail},
      {"flow-partial / project.readers / Mobile", Verdict::fail},
      {"flow-partial / project.readers / Website", Verdict::pass},
      {"flow-letter-case / account.email", Verdict::fail},
      {"flow-expired / pat.usable", Verdict::fail},
      {"flow-inactive / account.active", Verdict::fail},
      {"flow-inactive / pat.usable", Verdict::inconclusive},
      {"flow-wide-token / pat.no-excess", Verdict::fail},
      {"flow-denied / org.view-instance", Verdict::fail},
      {"flow-stakeholder / account.can-use-repos", Verdict::fail},
      {"flow-global-token / pat.organization", Verdict::fail},
      {"flow-sealed / pat.scopes", Verdict::inconclusive},
      {"flow-entra-group / project.readers / Data", Verdict::inconclusive}};
  for (const auto& [finding, verdict] : wanted) {
    const auto found = verdicts.find(finding);
    ASSERT_NE(found, verdicts.end()) << finding;
    EXPECT_EQ(to_word(found->second), to_word(verdict)) << finding;
  }
}

}  // namespace
}  // namespace patrol::cases

#include "tests/support/ask.h"

#include <gtest/gtest.h>

namespace patrol {

Rule rule_of(Requirement requirement, Rule::Mode mode) {
  Rule rule;
  rule.id = "r";
  rule.title = "the rule";
  rule.mode = mode;
  rule.requirement = std::move(requirement);
  return rule;
}

Rule rule_about_git(const std::string& action, const std::string& words, Rule::Mode mode) {
  Rule rule = rule_of({Permissions{{{.level = Permission::Level::project,
                                     .place = {.kind = Place::Kind::each_project},
                                     .namespace_id = git_namespace,
                                     .namespace_name = "Git Repositories",
                                     .action = action,
                                     .words = words}}}},
                      mode);
  rule.for_each = Rule::ForEach::project;
  return rule;
}

std::vector<Finding> findings_of(std::vector<Rule> rules, const Snapshot& snapshot,
                                 const Integration& integration, Time now) {
  Policy policy;
  policy.id = integration.policy;
  policy.features = {"repos", "webhooks"};
  policy.rules = std::move(rules);
  return evaluate({{policy.id, policy}}, {integration}, small_catalogue(), snapshot, {.now = now}).findings;
}

Finding ask(const Rule& rule, const Snapshot& snapshot, const Integration& integration, Time now) {
  const auto findings = findings_of({rule}, snapshot, integration, now);
  EXPECT_EQ(findings.size(), 1U);
  return findings.empty() ? Finding{} : findings.front();
}

std::vector<std::string> by_thing(const Rule& rule, const Snapshot& snapshot,
                                  const Integration& integration) {
  std::vector<std::string> lines;
  for (const Finding& finding : findings_of({rule}, snapshot, integration)) {
    lines.push_back(finding.project.value_or("-") + "/" + finding.resource.value_or("-") + ": " +
                    std::string(to_word(finding.verdict)));
  }
  return lines;
}

void expect_mended_by_its_calls(const Rule& rule, World world) {
  const Finding finding = ask(rule, world.snapshot());
  EXPECT_EQ(finding.verdict, Verdict::fail) << finding.message;
  EXPECT_FALSE(finding.remediation->call.empty()) << finding.message;
  EXPECT_FALSE(finding.remediation->may_break.empty());
  const Finding after = ask(rule, world.obey(finding.remediation->call.text()).snapshot());
  EXPECT_EQ(after.verdict, Verdict::pass) << finding.message << "\n"
                                          << finding.remediation->call.text() << "\n"
                                          << after.message;
}

}  // namespace patrol

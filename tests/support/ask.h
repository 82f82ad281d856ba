#pragma once

#include "auditor/evaluate/evaluate.h"
#include "tests/support/world.h"

namespace patrol {

/// A rule `r` with this requirement.
Rule rule_of(Requirement requirement, Rule::Mode mode = Rule::Mode::require);
/// For each project, about an action on all of its repositories.
Rule rule_about_git(const std::string& action, const std::string& words,
                    Rule::Mode mode = Rule::Mode::require);

/// All findings of these rules.
std::vector<Finding> findings_of(std::vector<Rule> rules, const Snapshot& snapshot,
                                 const Integration& integration = flow_integration(), Time now = test_now());

/// The only finding of one rule.
Finding ask(const Rule& rule, const Snapshot& snapshot, const Integration& integration = flow_integration(),
            Time now = test_now());

/// What became of one rule, thing by thing, in the order of the audit: `Shop/main: pass`.
std::vector<std::string> by_thing(const Rule& rule, const Snapshot& snapshot, const Integration& integration);

/// That the calls which the failing rule tells make it pass.
void expect_mended_by_its_calls(const Rule& rule, World world);

}  // namespace patrol

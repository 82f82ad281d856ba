#include "tests/oracle/comparison.h"

#include "auditor/evaluate/evaluate.h"
#include "auditor/policy/catalogue.h"
#include "tests/oracle/generator.h"
#include "tests/oracle/shrink.h"
#include "tests/support/world.h"

namespace patrol::oracle {

Integration asking_integration() {
  Integration integration = flow_integration();
  integration.projects = {"Shop", "Web"};
  integration.all_repositories = true;
  return integration;
}

PolicySet policy_of(const std::vector<Rule>& rules) {
  Policy policy;
  policy.id = asking_integration().policy;
  policy.features = {"repos"};
  policy.rules = rules;
  return {{policy.id, policy}};
}

Audit patrols_audit(const std::vector<Rule>& rules, const Snapshot& snapshot,
                    const Integration& integration) {
  return evaluate(policy_of(rules), {integration}, built_in_catalogue(), snapshot, {.now = test_now()});
}

std::map<std::pair<std::string, Spot>, Finding> findings_of(Audit audit) {
  std::map<std::pair<std::string, Spot>, Finding> findings;
  for (Finding& finding : audit.findings) {
    const Spot spot{finding.project.value_or(""), finding.resource.value_or("")};
    findings.emplace(std::pair{audit.rule_of(finding).id, spot}, std::move(finding));
  }
  return findings;
}

std::map<std::pair<std::string, Spot>, Finding> patrols_findings(const std::vector<Rule>& rules,
                                                                 const Snapshot& snapshot,
                                                                 const Integration& integration) {
  return findings_of(patrols_audit(rules, snapshot, integration));
}

Comparison compare(const std::vector<Statement>& organization, const std::vector<Rule>& rules) {
  Comparison comparison;
  const Snapshot snapshot = snapshot_of(organization);
  const Integration integration = asking_integration();
  const Known known = look(snapshot.organizations.begin()->second, integration, test_now());
  if (known.groups.too_many) {
    comparison.left_out = true;
    return comparison;
  }
  std::map<std::string, const Rule*> by_id;
  for (const Rule& rule : rules) by_id[rule.id] = &rule;
  const auto findings = patrols_findings(rules, snapshot);
  for (const Rule& rule : rules) {
    for (const Spot& spot : spots_of(known, rule)) {
      if (findings.contains({rule.id, spot})) continue;
      comparison.disagreements.push_back({rule, spot, Verdict::not_applicable,
                                          second_opinion(known, rule, spot), "nothing is said of the place"});
    }
  }
  for (const auto& [key, finding] : findings) {
    const Rule& rule = *by_id.at(key.first);
    const Verdict oracle = second_opinion(known, rule, key.second);
    ++comparison.compared;
    if (oracle != finding.verdict && finding.verdict == Verdict::inconclusive) ++comparison.more_careful;
    if (oracle != finding.verdict && finding.verdict != Verdict::inconclusive) {
      comparison.disagreements.push_back({rule, key.second, finding.verdict, oracle, finding.message});
    }
  }
  return comparison;
}

std::string smallest_case(std::vector<Statement> organization, const Disagreement& disagreement) {
  const auto still = [&](const std::vector<Statement>& lines) -> std::optional<Disagreement> {
    for (const Disagreement& found : compare(lines, {disagreement.rule}).disagreements) {
      if (found.spot == disagreement.spot && found.patrol == disagreement.patrol &&
          found.oracle == disagreement.oracle) {
        return found;
      }
    }
    return std::nullopt;
  };
  Disagreement smallest = disagreement;
  organization = shrunk(std::move(organization), [&](const std::vector<Statement>& less) {
    const auto found = still(less);
    if (found) smallest = *found;
    return found.has_value();
  });
  std::string text = "rule:\n  " + to_text(smallest.rule) + "\n";
  if (!smallest.spot.project.empty()) {
    text += "at: " + smallest.spot.project +
            (smallest.spot.resource.empty() ? "" : "/" + smallest.spot.resource) + "\n";
  }
  text += "organization:\n";
  for (const Statement& line : organization) text += "  " + to_text(line) + "\n";
  text += "patrol: " + std::string(to_word(smallest.patrol)) + "  # " + smallest.message +
          "\noracle: " + std::string(to_word(smallest.oracle)) + "\n";
  return text;
}

}  // namespace patrol::oracle

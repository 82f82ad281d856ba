#include "tests/reporters/sample_what_if.h"

namespace patrol {

WhatIf sample_what_if() {
  WhatIf result;
  result.tool = "patrol 0.1.0";
  result.collected_at = *parse_time("2026-11-23T09:00:00Z");
  result.unchanged = 1;
  result.turns = {{Verdict::pass, Verdict::fail, 3}, {std::nullopt, Verdict::pass, 1}};
  ChangedFinding worse;
  worse.name = {.organization = "contoso", .integration = "flow", .policy = "p", .rule = "org.pca"};
  worse.name.project = "Web|site";
  worse.severity = Severity::high;
  worse.change = Change::worse;
  worse.before = FindingSide{.verdict = Verdict::pass, .message = "fine"};
  worse.after = FindingSide{.verdict = Verdict::fail, .counts = true, .message = "##vso[task.complete]x"};
  ChangedFinding gone = worse;
  gone.name.rule = "org.view";
  gone.change = Change::gone;
  gone.before = FindingSide{.verdict = Verdict::fail, .is_waived = true, .message = "was so"};
  gone.after.reset();
  result.findings = {worse, gone};
  result.waivers = {{"flow", "org.view", "Website", "in use", "unused"}};
  return result;
}

WhatIf every_change() {
  WhatIf result = sample_what_if();
  ChangedFinding finding = result.findings[0];
  finding.name.project.reset();
  for (const Change change : {Change::better, Change::no_longer_applies, Change::rated_differently}) {
    finding.change = change;
    result.findings.push_back(finding);
  }
  finding.change = Change::added;
  finding.before.reset();
  result.findings.push_back(finding);
  for (const char* state : {"in use", "expired", "lapsed", "too long"}) {
    result.waivers.push_back({"flow", state, std::nullopt, "", state});
  }
  result.waivers.push_back({"flow", "org.pca", std::nullopt, "unused", ""});
  return result;
}

}  // namespace patrol

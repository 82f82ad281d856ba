#include "reporters/what_if.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <gmock/gmock.h>
#include <sstream>

namespace patrol {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

WhatIf sample() {
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

TEST(WhatIfSentences, TellTheMostImportantFirst) {
  EXPECT_THAT(what_if_sentences(sample()),
              ElementsAre("2 findings change: 1 worse, 0 better, 0 new, 1 gone; 1 stays as it is.",
                          "3 integrations turn from pass to fail.", "1 integration is new: pass.",
                          "1 waiver becomes unused."));
}

TEST(WhatIfSentences, SayThatNothingChanges) {
  WhatIf nothing;
  nothing.unchanged = 12;
  EXPECT_THAT(what_if_sentences(nothing), ElementsAre("Nothing changes: 12 findings stay as they are."));
}

TEST(TurnText, NamesBothSides) {
  EXPECT_EQ(turn_text(sample().findings[0]), "pass → fail");
  EXPECT_EQ(turn_text(sample().findings[1]), "gone: fail (waived)");
  ChangedFinding more = sample().findings[0];
  more.before = more.after;
  EXPECT_EQ(turn_text(more), "fail, more is wrong");
  more.after->counts = false;
  EXPECT_EQ(turn_text(more), "fail → fail (not counted)");
  EXPECT_EQ(turn_text(sample().waivers[0]), "the waiver of org.view in Website: in use → unused");
}

TEST(WhatIfConsole, HasALineForEachAndSendsNoCommand) {
  std::ostringstream out;
  render_what_if_console(sample(), {.width = 0}, out);
  EXPECT_THAT(out.str(), HasSubstr("Worse\n  high      flow, org.pca [Web|site]: pass → fail: "));
  EXPECT_THAT(out.str(), HasSubstr("Gone\n"));
  EXPECT_THAT(out.str(), HasSubstr("Waivers\n  flow: the waiver of org.view in Website: in use → unused\n"));
  EXPECT_THAT(out.str(), Not(HasSubstr("##vso[")));
}

TEST(WhatIfMarkdown, KeepsNamesInTheirCellsAndItsSize) {
  WhatIf result = sample();
  std::ostringstream out;
  render_what_if_markdown(result, out);
  EXPECT_THAT(out.str(), HasSubstr("- 3 integrations turn from pass to fail.\n"));
  EXPECT_THAT(out.str(), HasSubstr("| high | `flow` | `org.pca` "));
  EXPECT_THAT(out.str(), Not(HasSubstr("Web|site")));
  result.findings.resize(5'000, result.findings[0]);
  result.waivers.resize(5'000, result.waivers[0]);
  std::ostringstream large;
  render_what_if_markdown(result, large);
  EXPECT_LE(large.str().size(), 61'000U);
  EXPECT_THAT(large.str(), HasSubstr("more are left out here"));
}

TEST(WhatIfJson, HoldsEverything) {
  std::ostringstream out;
  render_what_if_json(sample(), out);
  const auto document = nlohmann::json::parse(out.str());
  EXPECT_EQ(document["schema"], "patrol/diff/1");
  EXPECT_EQ(document["nothing_changes"], false);
  EXPECT_EQ(document["summary"]["worse"], 1);
  EXPECT_EQ(document["integrations"][0]["integrations"], 3);
  EXPECT_EQ(document["integrations"][1]["before"], nullptr);
  EXPECT_EQ(document["findings"][0]["after"]["verdict"], "fail");
  EXPECT_EQ(document["findings"][1]["after"], nullptr);
  EXPECT_EQ(document["findings"][1]["before"]["waived"], true);
  EXPECT_EQ(document["waivers"][0]["after"], "unused");
  EXPECT_THAT(out.str(), Not(HasSubstr("##vso[")));
}

}  // namespace
}  // namespace patrol

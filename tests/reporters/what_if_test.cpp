#include "reporters/what_if.h"

#include "tests/reporters/sample_what_if.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <gmock/gmock.h>
#include <sstream>

namespace patrol {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST(WhatIfSentences, TellTheMostImportantFirst) {
  EXPECT_THAT(what_if_sentences(sample_what_if()),
              ElementsAre("2 findings change: 1 worse, 0 better, 0 new, 1 gone; 1 stays as it is.",
                          "3 integrations turn from pass to fail.", "1 integration is new: pass.",
                          "1 waiver becomes unused."));
}

TEST(WhatIfSentences, SayThatNothingChanges) {
  WhatIf nothing;
  nothing.unchanged = 12;
  EXPECT_THAT(what_if_sentences(nothing), ElementsAre("Nothing changes: 12 findings stay as they are."));
}

TEST(WhatIfSentences, TellWhatIsRare) {
  WhatIf result = sample_what_if();
  result.findings[0].change = Change::rated_differently;
  result.findings[1].change = Change::no_longer_applies;
  EXPECT_EQ(what_if_sentences(result)[0],
            "2 findings change: 0 worse, 0 better, 0 new, 0 gone, 1 no longer applies, 1 rated differently; "
            "1 stays as it is.");
}

TEST(WhatIfSentences, SayOfWaiversWhatIsNew) {
  WhatIf result;
  result.waivers = {
      {"a", "r", std::nullopt, "", "in use"},       {"b", "r", std::nullopt, "", "in use"},
      {"c", "r", std::nullopt, "", "expired"},      {"d", "r", std::nullopt, "in use", ""},
      {"e", "r", std::nullopt, "unused", "in use"}, {"f", "r", std::nullopt, "in use", "expired"},
      {"g", "r", std::nullopt, "in use", "unused"}, {"h", "r", std::nullopt, "in use", "lapsed"}};
  const std::vector<std::string> sentences = what_if_sentences(result);
  EXPECT_THAT(std::vector(sentences.begin() + 1, sentences.end()),
              testing::UnorderedElementsAre("2 waivers are new and in use.", "1 waiver is new and expired.",
                                            "1 waiver is taken out.", "1 waiver is now in use.",
                                            "1 waiver is now expired.", "1 waiver becomes unused.",
                                            "1 waiver is now lapsed."));
}

TEST(TurnText, SaysHowItIsRated) {
  ChangedFinding finding = sample_what_if().findings[0];
  finding.change = Change::rated_differently;
  finding.before = finding.after = FindingSide{.verdict = Verdict::pass, .severity = Severity::critical};
  finding.after->severity = Severity::low;
  EXPECT_EQ(turn_text(finding), "pass, severity critical → low");
  finding.after->need = Need::recommended;
  EXPECT_EQ(turn_text(finding), "pass, severity critical → low, required → recommended");
}

TEST(TurnText, NamesBothSides) {
  EXPECT_EQ(turn_text(sample_what_if().findings[0]), "pass → fail");
  EXPECT_EQ(turn_text(sample_what_if().findings[1]), "gone: fail (waived)");
  ChangedFinding more = sample_what_if().findings[0];
  more.before = more.after;
  EXPECT_EQ(turn_text(more), "fail, more is wrong");
  more.after->counts = false;
  EXPECT_EQ(turn_text(more), "fail → fail (not counted)");
  EXPECT_EQ(turn_text(sample_what_if().waivers[0]), "the waiver of org.view in Website: in use → unused");
}

TEST(WhatIfConsole, HasALineForEachAndSendsNoCommand) {
  std::ostringstream out;
  render_what_if_console(sample_what_if(), {.width = 0}, out);
  EXPECT_THAT(out.str(), HasSubstr("Worse\n  high      flow, org.pca [Web|site]: pass → fail: "));
  EXPECT_THAT(out.str(), HasSubstr("Gone\n"));
  EXPECT_THAT(out.str(), HasSubstr("Waivers\n  flow: the waiver of org.view in Website: in use → unused\n"));
  EXPECT_THAT(out.str(), Not(HasSubstr("##vso[")));
}

TEST(WhatIfMarkdown, KeepsNamesInTheirCellsAndItsSize) {
  WhatIf result = sample_what_if();
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
  render_what_if_json(sample_what_if(), out);
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

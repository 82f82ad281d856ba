#include "reporters/explanation.h"

#include "reporters/display_width.h"
#include "tests/reporters/sample_audit.h"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <sstream>
#include <string>

namespace patrol {
namespace {

using testing::HasSubstr;
using testing::Not;

/// One rule of one integration with a finding per project, told from a made audit.
Explanation explained() {
  Explanation explanation;
  explanation.mode = "require";
  explanation.condition = "for each project";
  explanation.switched_on = {"repos"};
  Audit& audit = explanation.audit;
  audit.integrations = {{.name = "flow",
                         .organization = "contoso",
                         .account = "svc@contoso.com",
                         .file = "flow.yaml",
                         .line = 3}};
  audit.rules = {{.policy = "p", .id = "project.readers", .title = "Reads", .file = "p.yaml", .line = 7}};
  audit.reads = {{.method = "GET", .url = "https://dev.azure.com/contoso/_apis/projects", .status = 200}};
  const auto add = [&](const std::string& project, Verdict verdict, const std::string& message) {
    Finding& finding = audit.findings.emplace_back();
    finding.project = project;
    finding.verdict = verdict;
    finding.message = message;
    finding.expected = "member of Readers";
    finding.reads = {0};
    if (verdict == Verdict::fail)
      finding.remediation = Remediation{Steps::lines_of("add it\nor do not"), "az call", "nothing"};
    if (verdict == Verdict::pass) finding.path = {"svc@contoso.com", "[" + project + "]\\Readers"};
  };
  for (const char* project : {"A", "B", "C", "D", "E"}) add(project, Verdict::pass, "is in it");
  add("Z", Verdict::fail, "is not in it");
  return explanation;
}

std::string told(const Explanation& explanation, const ExplanationOptions& options = {}) {
  std::ostringstream out;
  render_explanation(explanation, options, out);
  return out.str();
}

TEST(Explanation, SaysThatAFailureIsWaivedAndWhatIsToBeKnown) {
  Explanation explanation = explained();
  explanation.audit.findings.back().waiver =
      Waiver{.reason = "until the move", .approved_by = "kim", .expires = *parse_time("2026-12-20")};
  explanation.audit.notices = {{"contoso", "flow", "the waiver of project.readers expires today"}};
  const std::string text = told(explanation);
  EXPECT_THAT(text, HasSubstr("flow, project.readers, Z: fail, waived (medium, required)\n"));
  EXPECT_THAT(text, HasSubstr("   not counted: waived until 2026-12-20 by kim: until the move\n"));
  EXPECT_THAT(text, HasSubstr("Notices\n   flow: the waiver of project.readers expires today\n"));
  EXPECT_THAT(told(explained()), Not(HasSubstr("Notices")));
}

TEST(Explanation, TellsTheFailureFirstAndCountsTheLastPasses) {
  const std::string text = told(explained());
  EXPECT_TRUE(
      text.starts_with("flow, project.readers, Z: fail (medium, required)\nReads\n\n"
                       "1. What was asked\n"
                       "   rule: require in p.yaml:7, for each project\n"))
      << text;
  EXPECT_THAT(text, HasSubstr("2. Which reads answered\n"
                              "   GET https://dev.azure.com/contoso/_apis/projects: 200\n"));
  EXPECT_THAT(text, HasSubstr("5. What would change it\n   add it\n   or do not\n   az call\n"
                              "   may break: nothing\n"));
  EXPECT_THAT(text, HasSubstr("   svc@contoso.com\n     → [C]\\Readers\n"));
  EXPECT_THAT(text, Not(HasSubstr("[D]")));
  EXPECT_THAT(text, HasSubstr("and 2 more that pass (--project NAME shows one)\n"));
}

TEST(Explanation, LetsNoNameMakeAStep) {
  Explanation explanation = explained();
  explanation.audit.findings.back().remediation = Remediation{"take it out of a\nb", "", "what a\nb may"};
  EXPECT_THAT(told(explanation), HasSubstr("5. What would change it\n   take it out of a[U+000A]b\n"
                                           "   may break: what a[U+000A]b may\n"));
}

TEST(Explanation, TellsOneProjectAlone) {
  const std::string text = told(explained(), {.project = "d"});
  EXPECT_THAT(text, HasSubstr("[D]\\Readers"));
  EXPECT_THAT(text, Not(HasSubstr("fail")));
}

TEST(Explanation, TellsEachPartWithWhatItCameTo) {
  Explanation explanation = explained();
  Audit& audit = explanation.audit;
  const Finding whole = audit.findings.back();
  audit.findings = {whole};
  for (const bool holds : {true, false}) {
    audit.rules.push_back({.policy = "p", .id = "project.readers#1"});
    Finding part = whole;
    part.rule = static_cast<std::uint32_t>(audit.rules.size() - 1);
    part.verdict = holds ? Verdict::pass : Verdict::inconclusive;
    part.expected = holds ? "this" : "that";
    part.message = holds ? "so it is" : "not known";
    audit.findings.push_back(part);
  }
  explanation.parts = {{.depth = 0, .join = "any of these", .rule = std::nullopt},
                       {.depth = 1, .rule = 1},
                       {.depth = 1, .rule = 2}};
  EXPECT_THAT(told(explanation), HasSubstr("3. What they say\n"
                                           "   any of these:\n"
                                           "     pass: this: so it is\n"
                                           "     inconclusive: that: not known\n"));
}

TEST(Explanation, StaysWithinTheWidthAndLetsNoNameReachTheTerminal) {
  Explanation explanation = explained();
  explanation.audit.findings.back().message = std::string("##vso[task] \x1b[31m ") + std::string(300, 'x');
  const std::string text = told(explanation);
  EXPECT_THAT(text, Not(HasSubstr("##vso[")));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), 80U) << line;
}

TEST(Explanation, CutsLongAddressesUnlessAllReadsAreWanted) {
  Explanation explanation = explained();
  explanation.audit.reads[0].url += std::string(1000, 'x') + "END";
  for (int i = 0; i < 20; ++i) explanation.audit.findings.back().reads.push_back(0);
  EXPECT_THAT(told(explanation), Not(HasSubstr("END")));
  EXPECT_THAT(told(explanation), HasSubstr("and 13 more (--verbose shows them)"));
  EXPECT_THAT(told(explanation, {.all_reads = true}), HasSubstr("END"));
}

}  // namespace
}  // namespace patrol

#include "reporters/trial.h"

#include <gtest/gtest.h>
#include <pugixml.hpp>

#include <gmock/gmock.h>
#include <sstream>
#include <string>

namespace patrol {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Of two cases one differs; of two rules one lacks cases.
Trial sample_trial() {
  Trial trial;
  trial.cases = {
      {.sentence = "As wanted", .why = "", .file = "flow.tests.yaml", .line = 3, .differences = {}},
      {.sentence = "Not <as> \"wanted\"",
       .why = "A rule passes only on evidence",
       .file = "flow.tests.yaml",
       .line = 9,
       .differences = {{.of = "pat.scopes", .wanted = "inconclusive", .got = "pass", .detail = "all read"}}}};
  trial.rules = {{.policy = "flow",
                  .rule = "pat.scopes",
                  .file = "flow.yaml",
                  .line = 4,
                  .pass = 1,
                  .fail = 1,
                  .inconclusive = 1},
                 {.policy = "flow", .rule = "org.pca", .file = "flow.yaml", .line = 8, .pass = 2}};
  return trial;
}

std::string on_console(const Trial& trial, bool verbose = false) {
  std::ostringstream out;
  render_trial_console(trial, {.verbose = verbose}, out);
  return out.str();
}

TEST(TrialConsole, ShowsWhatDiffersAndWhichRulesLackCases) {
  EXPECT_EQ(on_console(sample_trial()),
            "FAIL  flow.tests.yaml:9: Not <as> \"wanted\"\n"
            "    pat.scopes: wanted inconclusive, got pass\n"
            "      all read\n"
            "    why: A rule passes only on evidence\n"
            "\n"
            "Fail: 2 cases, 1 not as wanted\n"
            "Rules: 1 of 2 have a case that passes, one that fails and one without evidence\n"
            "1 rule was never failed by a case\n"
            "  flow\n"
            "    org.pca                        2 pass,   0 fail,   0 inconclusive; no case: fail, evidence "
            "missing\n");
}

TEST(TrialConsole, ShowsEachCaseAndRuleWhereMoreIsWanted) {
  const std::string text = on_console(sample_trial(), true);
  EXPECT_THAT(text, HasSubstr("ok    flow.tests.yaml:3: As wanted\n"));
  EXPECT_THAT(text, HasSubstr("    pat.scopes                     1 pass"));
}

TEST(TrialConsole, IsALineWhereAllIsWell) {
  Trial trial = sample_trial();
  trial.cases.pop_back();
  trial.rules.pop_back();
  EXPECT_EQ(on_console(trial),
            "Pass: 1 case, all as wanted\n"
            "Rules: 1 of 1 have a case that passes, one that fails and one without evidence\n");
}

TEST(TrialConsole, LetsNoTextReachTheTerminalOrTheServer) {
  Trial trial = sample_trial();
  trial.cases[1].sentence = "\x1b[31m ##vso[task]";
  EXPECT_THAT(on_console(trial), Not(HasSubstr("\x1b")));
  EXPECT_THAT(on_console(trial), Not(HasSubstr("##vso[")));
}

pugi::xml_document parsed(const Trial& trial) {
  std::ostringstream out;
  render_trial_junit(trial, out);
  pugi::xml_document document;
  EXPECT_TRUE(document.load_string(out.str().c_str())) << out.str();
  return document;
}

TEST(TrialJunit, HasATestForEachCase) {
  const pugi::xml_document document = parsed(sample_trial());
  const pugi::xml_node root = document.child("testsuites");
  EXPECT_EQ(root.attribute("tests").as_int(), 2);
  EXPECT_EQ(root.attribute("failures").as_int(), 1);
  const pugi::xml_node suite = root.child("testsuite");
  EXPECT_STREQ(suite.attribute("name").value(), "flow.tests.yaml");
  const pugi::xml_node failed = suite.last_child();
  EXPECT_STREQ(failed.attribute("classname").value(), "patrol-test.flow_tests_yaml");
  EXPECT_STREQ(failed.attribute("name").value(), "Not <as> \"wanted\"");
  EXPECT_EQ(failed.attribute("line").as_int(), 9);
  EXPECT_STREQ(failed.child("failure").attribute("message").value(),
               "pat.scopes: wanted inconclusive, got pass");
  EXPECT_THAT(failed.child("failure").text().as_string(), HasSubstr("why: A rule passes"));
}

TEST(TrialJunit, HasATestForEachRuleWhereAllMustHaveCases) {
  Trial trial = sample_trial();
  trial.must_be_complete = true;
  const pugi::xml_document document = parsed(trial);
  const pugi::xml_node rules = document.child("testsuites").last_child();
  EXPECT_STREQ(rules.attribute("name").value(), "cases of flow");
  EXPECT_EQ(rules.attribute("failures").as_int(), 1);
  EXPECT_STREQ(rules.last_child().child("failure").attribute("message").value(),
               "no case: fail, evidence missing");
}

}  // namespace
}  // namespace patrol

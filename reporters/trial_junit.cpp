#include "reporters/trial.h"
#include "reporters/xml_writer.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {
namespace {

constexpr std::string_view no_time = "0.000";

/// One test of a suite; `problem` is empty where it passed.
struct Test {
  std::string name;
  std::string file;
  std::size_t line = 0;
  std::string problem;  ///< in one line
  std::string story;
};

struct Suite {
  std::string name;
  std::vector<Test> tests;
};

std::string difference_line(const Difference& difference) {
  const std::string of = difference.of.empty() ? "" : difference.of + ": ";
  return of + "wanted " + difference.wanted + ", got " + difference.got;
}

Test test_of(const CaseResult& one) {
  Test test{.name = one.sentence, .file = one.file, .line = one.line, .problem = {}, .story = {}};
  for (const Difference& difference : one.differences) {
    if (test.problem.empty()) test.problem = difference_line(difference);
    test.story += difference_line(difference) + "\n";
    if (!difference.detail.empty()) test.story += "  " + difference.detail + "\n";
  }
  if (!test.problem.empty() && !one.why.empty()) test.story += "why: " + one.why + "\n";
  return test;
}

Test test_of(const RuleCoverage& rule) {
  Test test{
      .name = rule.rule + " has cases", .file = rule.file, .line = rule.line, .problem = {}, .story = {}};
  if (!rule.is_complete()) {
    test.problem = "no case: " + missing_cases(rule);
    test.story = test.problem + "\n";
  }
  return test;
}

template <class Items, class Name>
void add_suites(const Items& items, Name name_of, std::vector<Suite>& suites) {
  for (const auto& item : items) {
    const std::string name = name_of(item);
    if (suites.empty() || suites.back().name != name) suites.push_back({name, {}});
    suites.back().tests.push_back(test_of(item));
  }
}

std::size_t failures_of(const Suite& suite) {
  return static_cast<std::size_t>(
      std::ranges::count_if(suite.tests, [](const Test& test) { return !test.problem.empty(); }));
}

/// A dot would begin a new level in every reader's tree.
std::string classname_of(const Suite& suite) {
  std::string name = suite.name;
  std::ranges::replace(name, '.', '_');
  return "patrol-test." + name;
}

void write_test(XmlWriter& xml, const std::string& classname, const Test& test) {
  const std::string line = std::to_string(test.line);
  const XmlWriter::Attributes attributes{
      {"classname", classname}, {"name", test.name}, {"time", no_time}, {"file", test.file}, {"line", line}};
  if (test.problem.empty()) return xml.element("testcase", attributes);
  const auto element = xml.open("testcase", attributes);
  xml.element("failure", {{"message", test.problem}, {"type", "difference"}}, test.story);
}

void write_suite(XmlWriter& xml, const Suite& suite) {
  const auto element = xml.open("testsuite", {{"name", suite.name},
                                              {"tests", std::to_string(suite.tests.size())},
                                              {"failures", std::to_string(failures_of(suite))},
                                              {"errors", "0"},
                                              {"skipped", "0"},
                                              {"time", no_time}});
  for (const Test& test : suite.tests) write_test(xml, classname_of(suite), test);
}

}  // namespace

void render_trial_junit(const Trial& trial, std::ostream& out) {
  std::vector<Suite> suites;
  add_suites(
      trial.cases, [](const CaseResult& one) { return one.file; }, suites);
  if (trial.must_be_complete) {
    add_suites(
        trial.rules, [](const RuleCoverage& rule) { return "cases of " + rule.policy; }, suites);
  }
  std::size_t tests = 0;
  std::size_t failures = 0;
  for (const Suite& suite : suites) {
    tests += suite.tests.size();
    failures += failures_of(suite);
  }
  XmlWriter xml(out);
  const auto root = xml.open("testsuites", {{"name", "patrol test"},
                                            {"tests", std::to_string(tests)},
                                            {"failures", std::to_string(failures)},
                                            {"errors", "0"},
                                            {"skipped", "0"},
                                            {"time", no_time}});
  for (const Suite& suite : suites) write_suite(xml, suite);
}

}  // namespace patrol

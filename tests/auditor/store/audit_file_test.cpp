#include "auditor/store/audit_file.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace patrol {
namespace {

using nlohmann::json;

json finding() {
  return json::parse(
      R"({"integration": "flow", "organization": "contoso", "rule": "org.no-admin", "title": "No admin",
    "project": "Website", "resource": null, "verdict": "fail", "severity": "high", "need": "recommended", "policy": "pluralsight-flow",
    "facts": ["hb", "ha"], "waiver": null, "since": null, "message": "not read", "later": {"tools": ["add"]}})");
}

json report() {
  return {{"schema", "patrol/audit/1"}, {"generated_at", "2026-11-01T09:00:00Z"}, {"findings", {finding()}}};
}

std::string problem_of(const json& document) {
  const auto audit = read_audit(document.dump(), "f.json");
  return audit ? "none" : to_string(audit.error());
}

std::string problem_with(const char* key, const json& value) {
  json document = report();
  document["findings"][0][key] = value;
  return problem_of(document);
}

TEST(AuditFile, ReadsWhatALaterAuditIsComparedWith) {
  const auto audit = read_audit(report().dump(), "f.json");
  ASSERT_TRUE(audit) << to_string(audit.error());
  EXPECT_EQ(audit.value().generated_at, parse_time("2026-11-01T09:00:00Z"));
  ASSERT_EQ(audit.value().findings.size(), 1U);
  EXPECT_EQ(audit.value().findings[0], (EarlierFinding{.name = {.organization = "contoso",
                                                                .integration = "flow",
                                                                .policy = "pluralsight-flow",
                                                                .rule = "org.no-admin",
                                                                .project = "Website",
                                                                .resource = std::nullopt},
                                                       .title = "No admin",
                                                       .verdict = Verdict::fail,
                                                       .severity = Severity::high,
                                                       .need = Need::recommended,
                                                       .is_waived = false,
                                                       .facts = {"ha", "hb"},
                                                       .first_seen = *parse_time("2026-11-01T09:00:00Z")}));
}

TEST(AuditFile, ReadsWaiversAndTheDayOnWhichItWasFirstSeen) {
  json document = report();
  document["findings"][0]["waiver"] = {{"reason", "r"}};
  document["findings"][0]["since"] = {{"first_seen", "2026-10-01T09:00:00Z"}};
  const auto audit = read_audit(document.dump(), "f.json");
  ASSERT_TRUE(audit);
  EXPECT_TRUE(audit.value().findings[0].is_waived);
  EXPECT_EQ(audit.value().findings[0].first_seen, parse_time("2026-10-01T09:00:00Z"));
}

TEST(AuditFile, RefusesWhatIsNoAudit) {
  EXPECT_EQ(problem_of(json::array()),
            "f.json: is no audit of patrol: make one with `patrol audit --report json=PATH`");
  EXPECT_EQ(problem_of({{"schema", "patrol/snapshot/7"}}), problem_of({{"findings", json::array()}}));
  json newer = report();
  newer["schema"] = "patrol/audit/2";
  EXPECT_EQ(problem_of(newer),
            "f.json: was written by another version of patrol, in a form that this one does not read: update "
            "patrol, "
            "or audit again with this one");
  EXPECT_EQ(to_string(read_audit("{\"a\": 1, \"a\": 2}", "f.json").error()),
            "f.json:1:12: a key stands twice in one object");
  EXPECT_FALSE(read_audit(report().dump().substr(0, 200), "f.json"));
}

TEST(AuditFile, NamesThePlaceOfWhatIsWrong) {
  EXPECT_EQ(problem_with("verdict", "maybe"),
            "f.json: $.findings[0].verdict: no word that this version knows");
  EXPECT_EQ(problem_with("severity", 4), "f.json: $.findings[0].severity: a text is needed here");
  EXPECT_EQ(problem_with("project", 7), "f.json: $.findings[0].project: a text is needed here");
  EXPECT_EQ(problem_with("facts", json::array({1})),
            "f.json: $.findings[0].facts: a list of texts is needed here");
  EXPECT_EQ(
      problem_with("facts", json::array()),
      "f.json: $.findings[0].facts: nothing says what was wrong, so that nobody could tell what is worse "
      "now: audit again with this patrol");
  EXPECT_EQ(problem_with("since", json::object()), "f.json: $.findings[0].since: `first_seen` is missing");
  EXPECT_EQ(problem_with("since", "yes"), "f.json: $.findings[0].since: an object is needed here");
  json document = report();
  document["findings"][0].erase("policy");
  EXPECT_EQ(problem_of(document), "f.json: $.findings[0]: `policy` is missing");
  document = report();
  document["findings"][0].erase("facts");
  EXPECT_EQ(problem_of(document), "f.json: $.findings[0]: `facts` is missing");
  document["findings"][0]["facts"] = json::array();
  document["findings"][0]["verdict"] = "pass";
  EXPECT_EQ(problem_of(document), "none");
  document = report();
  document["findings"].push_back(5);
  EXPECT_EQ(problem_of(document), "f.json: $.findings[1]: an object is needed here");
  document = report();
  document["findings"].push_back(finding());
  EXPECT_EQ(problem_of(document), "f.json: $.findings[1]: the same finding stands twice");
  document = report();
  document["findings"] = 1;
  EXPECT_EQ(problem_of(document), "f.json: $.findings: a list is needed here");
  document["generated_at"] = "yesterday";
  EXPECT_EQ(problem_of(document),
            "f.json: $.generated_at: a time such as `2026-11-23T04:04:38Z` is needed here");
}

}  // namespace
}  // namespace patrol

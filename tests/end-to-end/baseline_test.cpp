#include "tests/auditor/store/scratch_folder.h"
#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <gmock/gmock.h>
#include <iterator>

/// `patrol audit --baseline`: an audit held against an earlier one, both of a snapshot of Contoso.
namespace patrol::end_to_end {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

class AgainstABaseline : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new ScratchFolder;
    Emulator contoso;
    run_patrol({"collect", "--integrations", integrations(), "--server", contoso.url(), "--now",
                reference_time, "--output", snapshot()});
    const Ended ended = audit({"--report", "json=" + baseline()});
    ASSERT_EQ(ended.code, 1) << ended.err;
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }

  static std::string path(const std::string& name) { return *folder_ / name; }
  static std::string snapshot() { return path("snapshot.json"); }
  static std::string baseline() { return path("baseline.json"); }

  static Ended audit(const std::vector<std::string>& more, const std::string& now = reference_time) {
    std::vector<std::string> line{
        "audit", "--integrations", integrations(), "--snapshot", snapshot(), "--now", now};
    line.insert(line.end(), more.begin(), more.end());
    return run_patrol(line, plain_environment());
  }

  static json read(const std::string& file) { return json::parse(std::ifstream(file)); }
  static void write(const std::string& file, const json& document) { std::ofstream(file) << document.dump(); }

 private:
  static ScratchFolder* folder_;
};

ScratchFolder* AgainstABaseline::folder_ = nullptr;

TEST_F(AgainstABaseline, TheSameAgainChangesNothingInAnyFormat) {
  const std::string sentence = "Nothing changed since the audit of 2026-11-23 09:00 UTC.";
  EXPECT_THAT(audit({"--baseline", baseline()}).out, HasSubstr(sentence));
  for (const char* format : {"markdown", "html", "sarif", "junit", "junit-strict", "azure-pipelines"}) {
    EXPECT_THAT(audit({"--baseline", baseline(), "--report", format}).out, HasSubstr(sentence)) << format;
  }
  EXPECT_THAT(audit({"--baseline", baseline(), "--report", "csv"}).out, Not(HasSubstr("\"new\"")));
  const json report = json::parse(audit({"--baseline", baseline(), "--report", "json"}).out);
  EXPECT_EQ(report["baseline"]["nothing_changed"], true);
  EXPECT_EQ(report["baseline"]["unchanged"], report["findings"].size());
  for (const json& finding : report["findings"]) {
    EXPECT_EQ(finding["since"]["change"], "unchanged") << finding;
    EXPECT_EQ(finding["since"]["first_seen"], reference_time);
  }
}

TEST_F(AgainstABaseline, OnlyWhatIsNewOrWorseIsRedWhereThatIsWanted) {
  EXPECT_EQ(audit({"--baseline", baseline()}).code, 1);
  const Ended same = audit({"--baseline", baseline(), "--fail-on-new", "--report", "junit"});
  EXPECT_EQ(same.code, 0) << same.err;
  EXPECT_THAT(same.out, Not(HasSubstr("<failure")));
  EXPECT_THAT(same.out, HasSubstr("not new: first seen on 2026-11-23"));

  json changed = read(baseline());
  for (json& finding : changed["findings"]) {
    const bool is_it = finding["integration"] == "flow-nested-admin" && finding["rule"] == "org.no-admin";
    if (is_it) finding["verdict"] = "pass";
  }
  write(path("was-fine.json"), changed);
  const Ended worse = audit({"--baseline", path("was-fine.json"), "--fail-on-new", "--report", "json"});
  EXPECT_EQ(worse.code, 1);
  const json report = json::parse(worse.out);
  EXPECT_EQ(report["baseline"]["worse"], 1);
  for (const json& finding : report["findings"]) {
    const bool is_it = finding["integration"] == "flow-nested-admin" && finding["rule"] == "org.no-admin";
    EXPECT_EQ(finding["counts"], is_it) << finding;
  }
}

// No false pass: two nights with a dead token are no news, and no pass.
TEST_F(AgainstABaseline, WhatCouldNeverBeReadIsNoPass) {
  Emulator contoso;
  std::vector<std::string> environment = plain_environment();
  environment.emplace_back("PATROL_TOKEN=this-token-is-wrong");
  const std::vector<std::string> line{"audit",
                                      "--integrations",
                                      integrations(),
                                      "--only",
                                      "flow-narrow",
                                      "--server",
                                      contoso.url(),
                                      "--now",
                                      reference_time,
                                      "--report",
                                      "json=" + path("dead.json"),
                                      "--report",
                                      "html=" + path("dead.html")};
  EXPECT_EQ(run_patrol(line, environment).code, 2);
  std::vector<std::string> again = line;
  again[10] = "json=" + path("dead-too.json");
  again.insert(again.end(), {"--baseline", path("dead.json"), "--fail-on-new"});
  const Ended ended = run_patrol(again, environment);
  EXPECT_EQ(ended.code, 2) << ended.err;
  EXPECT_TRUE(ended.out.starts_with("Inconclusive: 0 failed, ")) << ended.out;
  EXPECT_THAT(ended.out, HasSubstr("\nNothing could be read: each of "));
  std::ifstream page(path("dead.html"));
  const std::string html{std::istreambuf_iterator<char>(page), {}};
  EXPECT_THAT(html, HasSubstr("<h1>Inconclusive</h1>"));
  EXPECT_THAT(html, HasSubstr("Nothing could be read: each of "));
}

TEST_F(AgainstABaseline, WhatIsGoneIsListedButNotWhatOnlyLeavesOut) {
  json changed = read(baseline());
  json extra = changed["findings"][0];
  extra["project"] = "Closed";
  changed["findings"].push_back(extra);
  write(path("had-more.json"), changed);
  const json report = json::parse(audit({"--baseline", path("had-more.json"), "--report", "json"}).out);
  ASSERT_EQ(report["baseline"]["gone"].size(), 1U);
  EXPECT_EQ(report["baseline"]["gone"][0]["project"], "Closed");
  EXPECT_THAT(audit({"--baseline", path("had-more.json"), "--verbose"}).out, HasSubstr("[Closed]: was "));
  EXPECT_THAT(audit({"--baseline", path("had-more.json"), "--report", "markdown"}).out,
              HasSubstr("### Gone since the baseline (1)"));
  EXPECT_THAT(audit({"--baseline", baseline(), "--only", "flow-narrow"}).out, HasSubstr("Nothing changed"));
}

TEST_F(AgainstABaseline, WhatIsFirstSeenIsCarriedFromAuditToAudit) {
  const std::string next = path("next.json");
  audit({"--baseline", baseline(), "--report", "json=" + next}, "2026-11-23T10:00:00Z");
  const json third = json::parse(audit({"--baseline", next, "--report", "json"}, "2026-11-23T11:00:00Z").out);
  EXPECT_EQ(third["findings"][0]["since"]["first_seen"], reference_time);
  EXPECT_EQ(third["baseline"]["generated_at"], "2026-11-23T10:00:00Z");
}

TEST_F(AgainstABaseline, ABaselineOfLaterIsTold) {
  json later = read(baseline());
  later["generated_at"] = "2027-01-01T00:00:00Z";
  write(path("later.json"), later);
  EXPECT_THAT(audit({"--baseline", path("later.json")}).err,
              HasSubstr("the baseline is of 2027-01-01T00:00:00Z, after the time of this audit"));
}

TEST_F(AgainstABaseline, ABaselineThatIsNoneStopsTheAudit) {
  const Ended other = audit({"--baseline", snapshot()});
  EXPECT_EQ(other.code, 3);
  EXPECT_THAT(other.err, HasSubstr("is no audit of patrol"));
  EXPECT_EQ(audit({"--baseline", path("missing.json")}).code, 3);
  const Ended alone = audit({"--fail-on-new"});
  EXPECT_EQ(alone.code, 3);
  EXPECT_THAT(alone.err, HasSubstr("--fail-on-new: needs `--baseline AUDIT`"));
}

}  // namespace
}  // namespace patrol::end_to_end

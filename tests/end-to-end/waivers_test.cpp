#include "tests/auditor/store/scratch_folder.h"
#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <gmock/gmock.h>

/// Waivers, as a user of a snapshot of Contoso writes and loses them.
namespace patrol::end_to_end {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

/// A snapshot of Contoso, and a folder for what a test writes.
class Waivers : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new ScratchFolder;
    Emulator contoso;
    const Ended ended = run_patrol({"collect", "--integrations", integrations(), "--server", contoso.url(),
                                    "--now", reference_time, "--output", snapshot()});
    ASSERT_EQ(ended.code, 0) << ended.err;
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }

  static std::string path(const std::string& name) { return *folder_ / name; }
  static std::string snapshot() { return path("snapshot.json"); }

  /// An audit of one integration, from the snapshot and without a credential.
  static Ended audit(const std::string& integration, const std::vector<std::string>& more,
                     const std::string& now = reference_time) {
    std::vector<std::string> line{"audit",  "--integrations", integrations(), "--snapshot", snapshot(),
                                  "--only", integration,      "--now",        now};
    line.insert(line.end(), more.begin(), more.end());
    return run_patrol(line, plain_environment());
  }

  /// What the JSON report says of the one failure of the integration and rule.
  static json failure_of(const Ended& ended, const std::string& rule) {
    const json report = json::parse(ended.out);
    for (const json& finding : report["findings"]) {
      if (finding["rule"] == rule && finding["verdict"] == "fail") return finding;
    }
    return {};
  }

  static std::string write_waiver(const std::string& integration, const std::string& rule, const json& facts,
                                  const std::string& expires) {
    const std::string file = path("waivers.yaml");
    std::ofstream(file) << "waivers:\n  - integration: " << integration << "\n    rule: " << rule
                        << "\n    facts: " << facts.dump()
                        << "\n    reason: until the move\n    owner: devex\n"
                        << "    approved_by: security\n    expires: " << expires << "\n";
    return file;
  }

 private:
  static ScratchFolder* folder_;
};

ScratchFolder* Waivers::folder_ = nullptr;

TEST_F(Waivers, ExcuseWhatTheReportNamed) {
  const Ended before = audit("flow-nested-admin", {"--report", "json"});
  ASSERT_EQ(before.code, 1) << before.err;
  const json failure = failure_of(before, "org.no-admin");
  ASSERT_EQ(failure["facts"].size(), 1U);
  const std::string file = write_waiver("flow-nested-admin", "org.no-admin", failure["facts"], "2026-12-20");

  const Ended after = audit("flow-nested-admin", {"--waivers", file, "--report", "json"});
  EXPECT_EQ(after.code, 0) << after.out;
  const json waived = failure_of(after, "org.no-admin");
  EXPECT_EQ(waived["waiver"]["reason"], "until the move");
  EXPECT_EQ(waived["waiver"]["expires"], "2026-12-20T23:59:59Z");
  EXPECT_EQ(waived["counts"], false);

  const Ended junit = audit("flow-nested-admin", {"--waivers", file, "--report", "junit"});
  EXPECT_THAT(junit.out, HasSubstr("<skipped message=\"waived until 2026-12-20 by security: until the move"));
  EXPECT_THAT(junit.out, Not(HasSubstr("<failure")));
}

TEST_F(Waivers, EndOnTheirDayAndSaySoInEveryReport) {
  const json failure = failure_of(audit("flow-nested-admin", {"--report", "json"}), "org.no-admin");
  const std::string file = write_waiver("flow-nested-admin", "org.no-admin", failure["facts"], "2026-12-20");
  EXPECT_EQ(audit("flow-nested-admin", {"--waivers", file}, "2026-12-20T23:59:59Z").code, 0);
  for (const char* format :
       {"json", "html", "junit", "junit-strict", "sarif", "markdown", "azure-pipelines"}) {
    const Ended ended =
        audit("flow-nested-admin", {"--waivers", file, "--report", format}, "2026-12-21T00:00:00Z");
    EXPECT_EQ(ended.code, 1) << format;
    EXPECT_THAT(ended.out, HasSubstr("expired on 2026")) << format;
  }
  EXPECT_THAT(audit("flow-nested-admin", {"--waivers", file}, "2026-12-21T00:00:00Z").out,
              HasSubstr("expired on 2026-12-20"));
}

TEST_F(Waivers, LapseWhereTheFactsAreOthers) {
  const std::string file =
      write_waiver("flow-wide-token", "pat.no-excess", json{"h0123456789abcdef"}, "2026-12-20");
  const Ended ended = audit("flow-wide-token", {"--waivers", file, "--report", "json"});
  EXPECT_EQ(ended.code, 1);
  EXPECT_TRUE(failure_of(ended, "pat.no-excess")["waiver"].is_null());
  EXPECT_THAT(ended.out, HasSubstr("has lapsed"));
}

TEST_F(Waivers, OfAnotherIntegrationAreNoMatterWithOnly) {
  const std::string file =
      write_waiver("flow-production", "pat.scopes", json{"h0123456789abcdef"}, "2026-12-20");
  EXPECT_THAT(audit("flow-narrow", {"--waivers", file, "--report", "json"}).out, Not(HasSubstr("is unused")));
  EXPECT_THAT(audit("flow-production", {"--waivers", file, "--report", "json"}).out, HasSubstr("is unused"));
}

TEST_F(Waivers, WithMistakesStopTheAuditBeforeItBegins) {
  const std::string file = write_waiver("flow-production", "pat.scopes", json::array(), "soon");
  const Ended ended = audit("flow-production", {"--waivers", file});
  EXPECT_EQ(ended.code, 3);
  EXPECT_THAT(ended.err, HasSubstr("waivers.yaml:4:12: `facts` is an empty list"));
  EXPECT_THAT(ended.err, HasSubstr("waivers.yaml:8:14: `expires` must be a day"));
  EXPECT_EQ(run_patrol({"validate", "--waivers", file}).code, 3);
  write_waiver("flow-production", "pat.scopes", json{"h0123456789abcdef"}, "2026-12-20");
  const Ended fine = run_patrol({"validate", "--waivers", file});
  EXPECT_EQ(fine.code, 0);
  EXPECT_EQ(fine.out, "0 policies, 0 integrations, 1 waiver: no errors\n");
}

}  // namespace
}  // namespace patrol::end_to_end

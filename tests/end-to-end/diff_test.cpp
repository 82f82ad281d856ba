#include "tests/auditor/store/scratch_folder.h"
#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <iterator>

/// `patrol diff`: what a change of files does, on a snapshot of Contoso.
namespace patrol::end_to_end {
namespace {

namespace fs = std::filesystem;

using nlohmann::json;
using testing::HasSubstr;

class Diff : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new ScratchFolder;
    Emulator contoso;
    run_patrol({"collect", "--integrations", integrations(), "--server", contoso.url(), "--now",
                reference_time, "--output", path("snapshot.json")});
    fs::copy(integrations(), path("changed"));
    // The one integration that passes is said to use webhooks, for which the account would have to
    // administer.
    const std::string file = path("changed/production.yaml");
    std::string text = read(file);
    text.replace(text.find("features: ["), 11, "features: [webhooks, ");
    std::ofstream(file) << text;
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }

  static std::string path(const std::string& name) { return *folder_ / name; }
  static std::string read(const std::string& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  static Ended diff(const std::vector<std::string>& more) {
    std::vector<std::string> line{"diff", "--snapshot", path("snapshot.json"), "--now", reference_time};
    line.insert(line.end(), more.begin(), more.end());
    return run_patrol(line, plain_environment());
  }

 private:
  static ScratchFolder* folder_;
};

ScratchFolder* Diff::folder_ = nullptr;

TEST_F(Diff, OfTheSameIsNothing) {
  const Ended ended = diff({"--from", integrations(), "--to", integrations()});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("Nothing changes: "));
}

TEST_F(Diff, TakesAFileThatBothASideAndAFlagNameOnce) {
  const Ended ended =
      diff({"--from", integrations(), "--to", integrations(), "--integrations", integrations()});
  EXPECT_EQ(ended.code, 0) << ended.err;
}

TEST_F(Diff, TellsWhichFindingsAChangeOfAnIntegrationTurns) {
  const Ended ended = diff({"--from", integrations(), "--to", path("changed"), "--report",
                            "json=" + path("diff.json"), "--report", "markdown=" + path("diff.md")});
  EXPECT_EQ(ended.code, 4) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("1 integration turns from pass to fail."));
  EXPECT_THAT(ended.out, HasSubstr("flow-production, org.pca: not_applicable → fail"));
  EXPECT_THAT(read(path("diff.md")), HasSubstr("- 1 integration turns from pass to fail.\n"));
  const json report = json::parse(read(path("diff.json")));
  EXPECT_EQ(report["nothing_changes"], false);
  for (const json& finding : report["findings"]) EXPECT_EQ(finding["integration"], "flow-production");
}

TEST_F(Diff, TellsWhatAChangeOfAPolicyDoes) {
  fs::create_directory(path("policies"));
  std::string text = read(source("policies/pluralsight-flow.yaml"));
  const std::size_t rule = text.find("  - id: org.no-admin");
  ASSERT_NE(rule, std::string::npos);
  text.resize(rule);
  std::ofstream(path("policies/pluralsight-flow.yaml")) << text;
  const Ended ended = diff({"--integrations", integrations(), "--from", source("policies"), "--to",
                            path("policies"), "--report", "json"});
  EXPECT_EQ(ended.code, 4) << ended.err;
  const json report = json::parse(ended.out);
  EXPECT_EQ(report["summary"]["worse"], 0);
  EXPECT_GT(report["summary"]["gone"], 0);
}

TEST_F(Diff, TellsWhatIsRatedDifferently) {
  fs::create_directory(path("lowered"));
  std::string text = read(source("policies/pluralsight-flow.yaml"));
  for (const std::string word : {"severity: critical", "severity: high"}) {
    for (std::size_t at = 0; (at = text.find(word)) != std::string::npos;) {
      text.replace(at, word.size(), "severity: low");
    }
  }
  std::ofstream(path("lowered/pluralsight-flow.yaml")) << text;
  const Ended ended =
      diff({"--integrations", integrations(), "--from", source("policies"), "--to", path("lowered")});
  EXPECT_EQ(ended.code, 4) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr(" rated differently; "));
  EXPECT_THAT(ended.out, HasSubstr("pass, severity high → low"));
}

TEST_F(Diff, TellsThatANewWaiverIsUnused) {
  std::ofstream(path("changed/waivers.yaml"))
      << "waivers:\n  - integration: flow-production\n    rule: pat.scopes\n"
         "    facts: [h0123456789abcdef]\n    reason: r\n    owner: o\n"
         "    approved_by: a\n    expires: 2026-12-01\n";
  const Ended ended = diff({"--from", integrations(), "--to", path("changed")});
  EXPECT_EQ(ended.code, 4) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("1 waiver is new and unused."));
  fs::remove(path("changed/waivers.yaml"));
}

TEST_F(Diff, WritesNoReportOverWhatIsReadNorTwoIntoOneFile) {
  const std::string snapshot = read(path("snapshot.json"));
  const Ended over = diff({"--from", integrations(), "--to", path("changed"), "--report",
                           "json=" + path("changed/../snapshot.json")});
  EXPECT_EQ(over.code, 3);
  EXPECT_THAT(over.err, HasSubstr("is the snapshot, which would be lost"));
  EXPECT_EQ(read(path("snapshot.json")), snapshot);
  const std::string changed = read(path("changed/production.yaml"));
  const Ended input = diff({"--from", integrations(), "--to", path("changed"), "--report",
                            "json=" + path("changed/production.yaml")});
  EXPECT_EQ(input.code, 3);
  EXPECT_THAT(input.err, HasSubstr("is read for --to, which would be lost"));
  EXPECT_EQ(read(path("changed/production.yaml")), changed);
  const Ended twice = diff({"--from", integrations(), "--to", path("changed"), "--report",
                            "json=" + path("both"), "--report", "markdown=" + path("both")});
  EXPECT_EQ(twice.code, 3);
  EXPECT_THAT(twice.err, HasSubstr("two reports go to"));
  EXPECT_FALSE(fs::exists(path("both")));
  const Ended nowhere =
      diff({"--from", integrations(), "--to", path("none"), "--report", "json=" + path("missing/diff.json")});
  EXPECT_EQ(nowhere.code, 3);
  EXPECT_THAT(nowhere.err, HasSubstr("missing"));
  EXPECT_THAT(nowhere.err, HasSubstr("none: there is no such file")) << "all mistakes are told at once";
}

TEST_F(Diff, RefusesWhatCanNotBeCompared) {
  EXPECT_EQ(diff({"--from", integrations()}).code, 3);
  const Ended none = diff({"--from", source("policies"), "--to", source("policies")});
  EXPECT_EQ(none.code, 3);
  EXPECT_THAT(none.err, HasSubstr("no integration is there"));
  const Ended format = diff({"--from", integrations(), "--to", integrations(), "--report", "html=x"});
  EXPECT_EQ(format.code, 3);
  EXPECT_THAT(format.err, HasSubstr("a comparison is written as json or markdown"));
  EXPECT_EQ(run_patrol({"diff", "--from", integrations(), "--to", integrations()}).code, 3);
}

}  // namespace
}  // namespace patrol::end_to_end

#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol::end_to_end {
namespace {

std::vector<std::string> audit_of(const Emulator& contoso, const std::vector<std::string>& more) {
  std::vector<std::string> line{"audit",       "--integrations",  integrations(),
                                "--only",      "flow-production", "--server",
                                contoso.url(), "--now",           reference_time};
  line.insert(line.end(), more.begin(), more.end());
  return line;
}

TEST(Reports, ThatCanNotBeWrittenAreToldBeforeTheFirstRequest) {
  Emulator contoso;
  const ScratchFolder folder;
  const Ended ended =
      run_patrol(audit_of(contoso, {"--report", "html=" + (folder / "none/a.html"), "--report",
                                    "json=" + folder.path(), "--report", "csv=" + (folder / "ok")}));
  EXPECT_EQ(ended.code, 3);
  EXPECT_NE(ended.err.find("none/a.html: the folder `"), std::string::npos) << ended.err;
  EXPECT_NE(ended.err.find(": is a folder: give a file in it"), std::string::npos) << ended.err;
  EXPECT_EQ(folder.names(), std::set<std::string>{});
  EXPECT_EQ(contoso.stop().requests, 0U);
}

TEST(Reports, OfACollectionThatCanNotBeWrittenAreToldBeforeTheFirstRequest) {
  Emulator contoso;
  const ScratchFolder folder;
  const Ended ended = run_patrol({"collect", "--integrations", integrations(), "--server", contoso.url(),
                                  "--output", folder / "none/snapshot"});
  EXPECT_EQ(ended.code, 3);
  EXPECT_EQ(contoso.stop().requests, 0U);
}

TEST(Reports, AreNamedAfterTheSummary) {
  Emulator contoso;
  const ScratchFolder folder;
  const Ended ended = run_patrol(audit_of(
      contoso, {"--report", "html=" + (folder / "a.html"), "--report", "junit=" + (folder / "a.xml")}));
  EXPECT_TRUE(ended.out.ends_with("\nhtml: " + (folder / "a.html") + "\njunit: " + (folder / "a.xml") + "\n"))
      << ended.out;
  EXPECT_EQ(folder.names(), (std::set<std::string>{"a.html", "a.xml"}));
}

TEST(Reports, OfAFolderAreAPageAndWhatItNeeds) {
  Emulator contoso;
  const ScratchFolder folder;
  const Ended ended = run_patrol(audit_of(contoso, {"--report", "html-dir=" + (folder / "site")}));
  EXPECT_TRUE(ended.out.ends_with("\nhtml-dir: " + (folder / "site/index.html") + "\n")) << ended.out;
  EXPECT_NE(bytes_of(folder / "site/index.html").find("href=\"report.css\""), std::string::npos);
  EXPECT_NE(bytes_of(folder / "site/report.css").find("color-scheme"), std::string::npos);
  EXPECT_NE(bytes_of(folder / "site/report.js").find("use strict"), std::string::npos);
}

TEST(Reports, OfAFolderThatCanNotBeMadeAreToldBeforeTheFirstRequest) {
  Emulator contoso;
  const ScratchFolder folder;
  const Ended ended = run_patrol(audit_of(contoso, {"--report", "html-dir=" + (folder / "none/site"),
                                                    "--report", "html-dir=" + folder.file("file", "x")}));
  EXPECT_EQ(ended.code, 3);
  EXPECT_NE(ended.err.find("none/site: the folder `"), std::string::npos) << ended.err;
  EXPECT_NE(ended.err.find("file: is no folder"), std::string::npos) << ended.err;
  EXPECT_EQ(contoso.stop().requests, 0U);
}

TEST(Reports, OnStandardOutputHaveItForThemselves) {
  Emulator contoso;
  const ScratchFolder folder;
  const Ended ended =
      run_patrol(audit_of(contoso, {"--report", "json", "--report", "csv=" + (folder / "a.csv"), "--report",
                                    "json=" + (folder / "a.json")}));
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_EQ(ended.out, bytes_of(folder / "a.json"));
  EXPECT_NE(ended.err.find("Pass: "), std::string::npos) << ended.err;
}

TEST(Reports, OnStandardOutputAreMissedWhereNobodyReadsThem) {
  Emulator contoso;
  Process patrol = start_patrol(audit_of(contoso, {"--report", "json"}), auditor_environment());
  patrol.stop_reading_output();
  const Ended ended = patrol.wait();
  EXPECT_EQ(ended.code, 3);
  EXPECT_NE(ended.err.find("standard output: the report could not be written"), std::string::npos)
      << ended.err;
}

TEST(Summary, MayBeCutByWhoReadsIt) {
  Emulator contoso;
  Process patrol = start_patrol(audit_of(contoso, {}), auditor_environment());
  patrol.stop_reading_output();
  EXPECT_EQ(patrol.wait().code, 0);
}

TEST(Summary, IsOneLineWhereQuietIsWanted) {
  Emulator contoso;
  const Ended ended = run_patrol(audit_of(contoso, {"--quiet"}));
  EXPECT_EQ(std::ranges::count(ended.out, '\n'), 1) << ended.out;
  EXPECT_EQ(ended.err, "");
}

TEST(Progress, IsALineAPhaseWithoutColourWhereNobodyWatches) {
  Emulator contoso;
  const Ended ended = run_patrol(audit_of(contoso, {}));
  EXPECT_EQ(ended.err,
            "patrol: reading policies and integrations\n"
            "patrol: signing in with PATROL_TOKEN\n"
            "patrol: collecting from contoso\n"
            "patrol: deciding the rules\n"
            "patrol: writing the reports\n");
  EXPECT_EQ(ended.out.find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace patrol::end_to_end

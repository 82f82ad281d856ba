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

TEST(Reports, ThatWouldReplaceWhatIsReadAreRefused) {
  Emulator contoso;
  const ScratchFolder folder;
  const std::string text = bytes_of(source("examples/contoso/integrations/production.yaml"));
  const std::string integration = folder.file("integrations/flow.yaml", text);
  const Ended ended = run_patrol({"audit", "--integrations", folder / "integrations", "--server",
                                  contoso.url(), "--now", reference_time, "--report", "json=" + integration});
  EXPECT_EQ(ended.code, 3);
  EXPECT_NE(ended.err.find("is read for --integrations, which would be lost"), std::string::npos)
      << ended.err;
  EXPECT_EQ(bytes_of(integration), text);
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
  for (const std::string format :
       {"html", "junit", "junit-strict", "json", "sarif", "csv", "markdown", "azure-pipelines"}) {
    const Ended ended =
        run_patrol(audit_of(contoso, {"--report", format, "--report", "csv=" + (folder / "a.csv"), "--report",
                                      format + "=" + (folder / format)}));
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_EQ(ended.out, bytes_of(folder / format)) << format;
    EXPECT_NE(ended.err.find("Pass: "), std::string::npos) << ended.err;
  }
}

TEST(Reports, OnStandardOutputHaveItForThemselvesWhateverIsSaid) {
  Emulator contoso;
  const ScratchFolder folder;
  const Ended quiet = run_patrol(audit_of(contoso, {"--quiet", "--report", "json"}));
  EXPECT_EQ(quiet.err, "");
  const Ended verbose = run_patrol(
      audit_of(contoso, {"--verbose", "--report", "json", "--report", "junit=" + (folder / "a.xml")}));
  EXPECT_EQ(verbose.out, quiet.out);
}

TEST(Reports, OfAnUnknownFormatOrTwoOnStandardOutputAreRefusedBeforeTheFirstRequest) {
  Emulator contoso;
  const Ended unknown = run_patrol(audit_of(contoso, {"--report", "pdf"}));
  EXPECT_EQ(unknown.code, 3);
  EXPECT_NE(
      unknown.err.find("--report: unknown format `pdf`; known: html, html-dir, junit, junit-strict, json, "
                       "sarif, csv, markdown and azure-pipelines"),
      std::string::npos)
      << unknown.err;
  const Ended twice = run_patrol(audit_of(contoso, {"--report", "json", "--report", "csv"}));
  EXPECT_EQ(twice.code, 3);
  EXPECT_NE(twice.err.find("two reports go to standard output"), std::string::npos) << twice.err;
  for (const Ended& ended : {unknown, twice}) EXPECT_EQ(ended.out, "");
  EXPECT_EQ(contoso.stop().requests, 0U);
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

/// Runs patrol with some of its streams closed, as a shell does: `closing` is `>&-` or the like.
Ended run_closing(const std::string& closing, const std::vector<std::string>& arguments) {
  std::vector<std::string> command{"/bin/sh", "-c", "exec \"$0\" \"$@\" " + closing, program()};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return Process(command, auditor_environment()).wait();
}

TEST(Reports, OnStandardOutputThatIsClosedAreRefusedBeforeTheFirstRequest) {
  Emulator contoso;
  const Ended ended = run_closing(">&-", audit_of(contoso, {"--report", "json"}));
  EXPECT_EQ(ended.code, 3);
  EXPECT_NE(ended.err.find("standard output: is closed: give the report a file"), std::string::npos)
      << ended.err;
  EXPECT_EQ(contoso.stop().requests, 0U);
}

TEST(Reports, InFilesAreWholeWhateverStreamIsClosed) {
  Emulator contoso;
  const ScratchFolder folder;
  ASSERT_EQ(run_patrol(audit_of(contoso, {"--report", "json=" + (folder / "calm")})).code, 0);
  for (const std::string closing : {"<&-", ">&-", "2>&-", "<&- >&- 2>&-"}) {
    run_closing(closing, audit_of(contoso, {"--report", "json=" + (folder / "a")}));
    EXPECT_EQ(bytes_of(folder / "a"), bytes_of(folder / "calm")) << closing;
    std::filesystem::remove(folder / "a");
  }
}

TEST(Summary, MayBeCutByWhoReadsIt) {
  Emulator contoso;
  Process patrol = start_patrol(audit_of(contoso, {}), auditor_environment());
  patrol.stop_reading_output();
  EXPECT_EQ(patrol.wait().code, 0);
}

TEST(Summary, FitsTwentyLinesWithThePlacesOfTheReports) {
  Emulator contoso;
  const ScratchFolder folder;
  const Ended ended =
      run_patrol({"audit", "--integrations", integrations(), "--server", contoso.url(), "--now",
                  reference_time, "--report", "html=" + (folder / "a.html"), "--report",
                  "junit=" + (folder / "a.xml"), "--report", "json=" + (folder / "a.json")});
  EXPECT_EQ(ended.code, 1) << ended.err;
  EXPECT_LE(std::ranges::count(ended.out, '\n'), 20) << ended.out;
  EXPECT_TRUE(ended.out.ends_with("\njson: " + (folder / "a.json") + "\n")) << ended.out;
  EXPECT_NE(ended.out.find("of 17; all with --verbose)"), std::string::npos) << ended.out;
}

TEST(Summary, SaysInOneLineWhereManyReportsAre) {
  Emulator contoso;
  const ScratchFolder folder;
  std::vector<std::string> more;
  for (const std::string format : {"html", "json", "junit", "csv"}) {
    more.insert(more.end(), {"--report", format + "=" + (folder / format)});
  }
  const Ended ended = run_patrol(audit_of(contoso, more));
  EXPECT_NE(ended.out.find("html: " + (folder / "html") + "; json: " + (folder / "json") + "; junit: "),
            std::string::npos)
      << ended.out;
}

TEST(Summary, IsNothingWhereQuietIsWanted) {
  Emulator contoso;
  const Ended ended = run_patrol(audit_of(contoso, {"--quiet"}));
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.out, "");
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

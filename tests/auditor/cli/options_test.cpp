#include "auditor/cli/options.h"

#include "tests/auditor/cli/problems.h"
#include "tests/auditor/store/scratch_folder.h"

#include <gtest/gtest.h>

namespace patrol::cli {
namespace {

using namespace std::chrono_literals;
using Values = std::map<std::string, std::vector<std::string>, std::less<>>;

Result<Options, std::vector<Error>> read(const Values& flags) {
  return read_options({.flags = flags, .words = {}});
}

Problems problems(const Values& flags) {
  return problems_of(read(flags));
}

TEST(Options, AreWhatTheHelpSaysWhereNothingIsGiven) {
  EXPECT_EQ(read({}).value(), Options{});
}

TEST(Options, AreRead) {
  const auto options = read({{"policies", {"a", "b"}},
                             {"integrations", {"c"}},
                             {"only", {"flow"}},
                             {"snapshot", {"s.json"}},
                             {"output", {"o.json"}},
                             {"report", {"html=a=b.html", "json"}},
                             {"fail-on", {"high"}},
                             {"accept", {"materialised"}},
                             {"verbose", {}},
                             {"token-file", {"t"}},
                             {"server", {"http://127.0.0.1:8080"}},
                             {"now", {"2026-11-23T09:00:00Z"}},
                             {"concurrency", {"32"}},
                             {"max-time", {"5m"}}});
  ASSERT_TRUE(options);
  EXPECT_EQ(options.value(),
            (Options{.policies = {"a", "b"},
                     .integrations = {"c"},
                     .only = {"flow"},
                     .snapshot = "s.json",
                     .output = "o.json",
                     .reports = {{find_reporter("html"), "a=b.html"}, {find_reporter("json"), ""}},
                     .fail_on = Severity::high,
                     .accept_materialised = true,
                     .detail = ConsoleOptions::Detail::verbose,
                     .token_file = "t",
                     .server = azdo::parse_server("http://127.0.0.1:8080").value(),
                     .now = parse_time("2026-11-23T09:00:00Z"),
                     .concurrency = 32,
                     .max_time = 5min}));
}

TEST(Options, TellAllMistakesAtOnce) {
  EXPECT_EQ(
      problems({{"fail-on", {"hihg"}}, {"now", {"yesterday"}}, {"concurrency", {"33"}}, {"max-time", {"5"}}}),
      (Problems{"--fail-on: unknown severity `hihg`; known: `info`, `low`, `medium`, `high` and `critical`",
                "--now: `yesterday` is no time such as 2026-11-23T09:00:00Z",
                "--concurrency: `33` is no number from 1 to 32",
                "--max-time: `5` is no time such as 45s, 5m or 1h, of a day at most"}));
}

TEST(Options, RefuseWordsThatOtherVersionsMayKnow) {
  EXPECT_EQ(problems({{"accept", {"guessed"}}}),
            Problems{"--accept: unknown word `guessed`; known: `declared` and `materialised`"});
}

TEST(Options, RefuseQuietAndVerboseTogether) {
  EXPECT_EQ(problems({{"quiet", {}}, {"verbose", {}}}),
            Problems{"--quiet: does not go together with --verbose"});
}

TEST(Options, SendNoCredentialInTheClear) {
  EXPECT_EQ(problems({{"server", {"http://dev.azure.com"}}}).size(), 1U);
  EXPECT_EQ(problems({{"server", {"http://127.0.0.1:80"}}}), Problems{});
  EXPECT_EQ(problems({{"server", {"https://proxy.contoso.com"}}}), Problems{});
}

TEST(ReportOrders, NameKnownFormats) {
  const Problems told = problems({{"report", {"htlm=a"}}});
  ASSERT_EQ(told.size(), 1U);
  EXPECT_TRUE(told[0].starts_with("--report: unknown format `htlm`; known: html, ")) << told[0];
  for (const Reporter& reporter : reporters()) {
    EXPECT_NE(told[0].find(std::string(reporter.name)), std::string::npos) << reporter.name;
  }
}

TEST(ReportOrders, NameAFileOrNone) {
  EXPECT_EQ(problems({{"report", {"html="}}}),
            Problems{"--report: `html=` names no file: give html=PATH, or html alone for standard output"});
  EXPECT_EQ(read({{"report", {"html=-"}}}).value().reports, read({{"report", {"html"}}}).value().reports);
}

TEST(ReportOrders, NameAFolderForWhatIsMoreThanAFile) {
  for (const char* order : {"html-dir", "html-dir=", "html-dir=-"}) {
    EXPECT_EQ(problems({{"report", {order}}}),
              Problems{"--report: `" + std::string(order) + "` names no folder: give html-dir=FOLDER"});
  }
  EXPECT_EQ(read({{"report", {"html-dir=site"}}}).value().reports[0].path, "site");
}

TEST(ReportOrders, GoToDifferentPlaces) {
  EXPECT_EQ(problems({{"report", {"html", "json"}}}),
            Problems{"--report: two reports go to standard output"});
  EXPECT_EQ(problems({{"report", {"junit", "junit=-"}}}),
            Problems{"--report: two reports go to standard output"});
  EXPECT_EQ(problems({{"report", {"html=a", "json=./x/../a"}}}),
            Problems{"--report: two reports go to `./x/../a`"});
  const ScratchFolder folder;
  const std::string real = folder.file("real", "");
  std::filesystem::create_symlink(real, folder / "link");
  EXPECT_EQ(problems({{"report", {"html=" + real, "json=" + (folder / "link")}}}),
            Problems{"--report: two reports go to `" + (folder / "link") + "`"});
}

TEST(ReportOrders, SpareTheSnapshot) {
  EXPECT_EQ(problems({{"snapshot", {"s.json"}}, {"report", {"json=./s.json"}}}),
            Problems{"--report: `./s.json` is the snapshot, which would be lost"});
  EXPECT_EQ(problems({{"resume", {"s.json"}}, {"report", {"json=./s.json"}}}),
            Problems{"--report: `./s.json` is the snapshot, which would be lost"});
}

TEST(ReportOrders, SpareEveryFileThatIsRead) {
  for (const std::string flag : {"policies", "integrations", "waivers"}) {
    const auto lost = [&](const std::string& path) {
      return Problems{"--report: `" + path + "` is read for --" + flag + ", which would be lost"};
    };
    EXPECT_EQ(problems({{flag, {"a/b.txt", "f.yaml"}}, {"report", {"json=./a/../f.yaml"}}}),
              lost("./a/../f.yaml"));
    EXPECT_EQ(problems({{flag, {"folder"}}, {"report", {"json=folder/deep/new.yml"}}}),
              lost("folder/deep/new.yml"));
    EXPECT_EQ(problems({{flag, {"folder"}}, {"report", {"json=folder/audit.json", "csv=folder.yaml"}}}),
              Problems{});
  }
  EXPECT_EQ(problems({{"token-file", {"token"}}, {"report", {"json=./token"}}}),
            Problems{"--report: `./token` is the token file, which would be lost"});
}

TEST(Output, SparesEveryFileThatIsReadButTheSnapshotThatItGoesOnFrom) {
  EXPECT_EQ(problems({{"token-file", {"token"}}, {"output", {"token"}}}),
            Problems{"--output: `token` is the token file, which would be lost"});
  EXPECT_EQ(problems({{"integrations", {"i.yaml"}}, {"output", {"i.yaml"}}}),
            Problems{"--output: `i.yaml` is read for --integrations, which would be lost"});
  EXPECT_EQ(problems({{"resume", {"s.json"}}, {"output", {"s.json"}}}), Problems{});
}

TEST(Output, IsAFile) {
  EXPECT_EQ(problems({{"output", {"-"}}}),
            Problems{"--output: a snapshot is not written to standard output; name a file"});
}

// A gate that replaced what it goes by would be green when it is tried again.
TEST(ReportOrders, SpareTheBaseline) {
  EXPECT_EQ(problems({{"baseline", {"old.json"}}, {"report", {"json=./old.json"}}}),
            Problems{"--report: `./old.json` is the baseline, which would be lost"});
}

TEST(ReportOrders, SpareTheHistory) {
  EXPECT_EQ(problems({{"history", {"h.db"}}, {"report", {"json=./h.db"}}}),
            Problems{"--report: `./h.db` is the history, which would be lost"});
}

TEST(HistoryOptions, AreADayAndANumberOfDays) {
  const auto options = read({{"history", {"h.db"}}, {"since", {"2026-01-01"}}, {"keep-days", {"730"}}});
  ASSERT_TRUE(options);
  EXPECT_EQ(options.value().history, "h.db");
  EXPECT_EQ(options.value().since, parse_time("2026-01-01"));
  EXPECT_EQ(options.value().keep_days, 730U);
  EXPECT_EQ(problems({{"history", {""}}}), Problems{"--history: the name of a file is needed"});
  for (const std::string number : {"0", "36501", "-1", "1d"}) {
    EXPECT_EQ(problems({{"keep-days", {number}}}),
              Problems{"--keep-days: `" + number + "` is no number of days from 1 to 36500"});
  }
}

TEST(Duration, IsANumberAndAUnit) {
  EXPECT_EQ(parse_duration("45s"), 45s);
  EXPECT_EQ(parse_duration("5m"), 5min);
  EXPECT_EQ(parse_duration("24h"), 24h);
  for (const char* text : {"", "s", "0s", "-1s", "1.5h", "5 m", "25h", "99999999999999999999s", "5M", "m5"}) {
    EXPECT_EQ(parse_duration(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace patrol::cli

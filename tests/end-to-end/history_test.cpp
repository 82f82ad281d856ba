#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

namespace patrol::end_to_end {
namespace {

using testing::HasSubstr;
using testing::Not;

/// What one night's audit of Contoso could read, and audits of it on several days.
class Nights {
 public:
  Nights() {
    Emulator contoso;
    const Ended ended = run_patrol({"collect", "--integrations", integrations(), "--server", contoso.url(),
                                    "--now", reference_time, "--output", folder / "snapshot.json"});
    EXPECT_EQ(ended.code, 0) << ended.err;
  }

  Ended audit(const std::string& now, std::vector<std::string> more = {}) const {
    std::vector<std::string> line{
        "audit", "--integrations", integrations(), "--snapshot", folder / "snapshot.json", "--now",
        now,     "--history",      path()};
    line.insert(line.end(), more.begin(), more.end());
    return run_patrol(line, plain_environment());
  }
  Ended history(std::vector<std::string> line) const {
    line.insert(line.begin(), "history");
    line.insert(line.end(), {"--history", path()});
    return run_patrol(line, plain_environment());
  }
  std::string path() const { return folder / "audits.db"; }

  ScratchFolder folder;
};

/// Where no file may grow beyond so many blocks of 512 bytes. What a build for coverage counts is kept apart:
/// cut off there, it would spoil the counts of all.
Ended run_cramped(int blocks, const std::vector<std::string>& arguments, const ScratchFolder& folder) {
  std::vector<std::string> command{"/bin/sh", "-c", "ulimit -f " + std::to_string(blocks) + "; exec \"$@\"",
                                   "sh", program()};
  command.insert(command.end(), arguments.begin(), arguments.end());
  std::vector<std::string> environment = plain_environment();
  environment.push_back("GCOV_PREFIX=" + (folder / "counters"));
  return Process(command, environment).wait();
}

TEST(History, HoldsEveryAudit) {
  const Nights nights;
  EXPECT_EQ(nights.audit("2026-11-23T09:00:00Z").code, 1);
  EXPECT_EQ(nights.audit("2026-11-24T09:00:00Z", {"--only", "flow-production"}).code, 0);
  const Ended list = nights.history({"list"});
  EXPECT_EQ(list.code, 0) << list.err;
  EXPECT_THAT(list.out, HasSubstr("2026-11-23 09:00 UTC"));
  EXPECT_THAT(list.out, HasSubstr("2026-11-24 09:00 UTC"));

  const Ended newest = nights.history({"show"});
  EXPECT_THAT(newest.out, HasSubstr("Audit 2 of 2026-11-24 09:00 UTC, patrol"));
  const Ended first = nights.history({"show", "1"});
  EXPECT_THAT(first.out, HasSubstr("flow-nested-admin org.no-admin: "));
  EXPECT_THAT(first.out, Not(HasSubstr("flow-production account.active")));
  EXPECT_THAT(nights.history({"show", "1", "--verbose"}).out, HasSubstr("flow-production account.active"));
}

TEST(History, GivesTheAuditItsTrend) {
  const Nights nights;
  // Its token ends on 2026-12-01.
  const Ended first = nights.audit("2026-11-23T09:00:00Z", {"--only", "flow-wide-token"});
  EXPECT_THAT(first.out, HasSubstr("no audit before was of as many integrations")) << first.err;
  EXPECT_THAT(first.out, HasSubstr("1 token ends within 30 days, 1 within 60, 1 within 90"));
  const Ended second = nights.audit("2026-12-02T09:00:00Z", {"--only", "flow-wide-token"});
  EXPECT_THAT(second.out, HasSubstr("on 2026-11-23; since then 1 appeared and 0 were mended")) << second.out;
  EXPECT_THAT(second.out, Not(HasSubstr("token ends")));
}

TEST(History, TellsTheTrend) {
  const Nights nights;
  nights.audit("2026-12-02T09:00:00Z", {"--only", "flow-wide-token"});
  nights.audit("2026-11-23T09:00:00Z");
  const Ended all = nights.history({"trend"});
  EXPECT_EQ(all.code, 0) << all.err;
  EXPECT_THAT(all.out, HasSubstr("Appeared: 1 failure\n"));
  EXPECT_THAT(all.out, HasSubstr("2026-12-02  critical  contoso flow-wide-token pat.usable: "));
  EXPECT_THAT(all.out, HasSubstr("Open, the oldest first: "));
  EXPECT_THAT(all.out, HasSubstr("Tokens that end soon: "));
  const Ended one = nights.history({"trend", "--only", "flow-wide-token"});
  EXPECT_THAT(one.out, HasSubstr("pat.no-excess"));
  EXPECT_THAT(one.out, Not(HasSubstr("flow-narrow")));
  const Ended late = nights.history({"trend", "--since", "2026-12-03", "--only", "flow-wide-token"});
  EXPECT_EQ(late.out, "No audit from 2026-12-03 on is in the history.\n");
  const Ended nobody = nights.history({"trend", "--only", "flow-wide-token", "nobody"});
  EXPECT_EQ(nobody.code, 3);
  EXPECT_THAT(nobody.err, HasSubstr("--only: no audit of `nobody` is in the history"));
}

TEST(History, IsPruned) {
  const Nights nights;
  nights.audit("2026-11-01T09:00:00Z");
  nights.audit("2026-11-23T09:00:00Z");
  const Ended pruned = nights.history({"prune", "--keep-days", "10", "--now", "2026-11-24T09:00:00Z"});
  EXPECT_EQ(pruned.code, 0) << pruned.err;
  EXPECT_EQ(pruned.out, "Removed 1 audit from before 2026-11-14T09:00:00Z.\n");
  EXPECT_THAT(nights.history({"list"}).out, Not(HasSubstr("2026-11-01")));
  EXPECT_THAT(nights.history({"trend"}).out, HasSubstr("2026-11-01 for  22 days"));
}

TEST(History, IsPrunedAgainWhereTheRoomCouldNotBeGivenBack) {
  const Nights nights;
  for (const char* day : {"01", "20", "21", "22", "23"}) {
    nights.audit(std::string("2026-11-") + day + "T09:00:00Z");
  }
  const std::vector<std::string> prune{
      "history", "prune", "--keep-days", "10", "--now", "2026-11-24T09:00:00Z", "--history", nights.path()};
  // No file may grow beyond 112 KB: room for taking one audit away, none for writing all others anew.
  const Ended first = run_cramped(224, prune, nights.folder);
  EXPECT_EQ(first.code, 3) << first.out;
  EXPECT_THAT(first.err, HasSubstr("the audits are removed, but what they held is still in the file: "));
  EXPECT_THAT(first.err, Not(HasSubstr("nothing was done")));
  const auto size = std::filesystem::file_size(nights.path());
  const Ended second = run_patrol(prune, plain_environment());
  EXPECT_EQ(second.code, 0) << second.err;
  EXPECT_LT(std::filesystem::file_size(nights.path()), size);
}

TEST(History, SaysWhatIsWrongWithTheCommandLine) {
  const Nights nights;
  const std::vector<std::pair<std::vector<std::string>, std::string>> mistakes{
      {{}, "`list`, `show`, `trend` or `prune` is needed"},
      {{"lost"}, "unknown word `lost`, did you mean `list`?"},
      {{"list", "1"}, "`1` is one argument too many"},
      {{"list", "--since", "2026-01-01"}, "--since: does not go together with `history list`"},
      {{"prune"}, "--keep-days: is needed"},
      {{"prune", "--keep-days", "-1"}, "--keep-days: `-1` is no number of days from 1 to 36500"},
      {{"trend", "--since", "now"}, "--since: `now` is no day such as 2026-01-01"}};
  for (const auto& [line, text] : mistakes) {
    const Ended ended = nights.history(line);
    EXPECT_EQ(ended.code, 3);
    EXPECT_THAT(ended.err, HasSubstr(text));
  }
  EXPECT_THAT(run_patrol({"history", "list"}).err, HasSubstr("--history: is needed"));
  nights.audit("2026-11-23T09:00:00Z");
  const Ended unknown = nights.history({"show", "9"});
  EXPECT_EQ(unknown.code, 3);
  EXPECT_THAT(unknown.err, HasSubstr("there is no audit `9`; `patrol history list` tells the ids"));
}

TEST(History, ThatCanNotBeUsedStopsTheAuditBeforeItBegins) {
  const Nights nights;
  nights.folder.file("audits.db", "this is a text and no database");
  const Ended ended =
      nights.audit("2026-11-23T09:00:00Z", {"--report", "json=" + (nights.folder / "audit.json")});
  EXPECT_EQ(ended.code, 3);
  EXPECT_THAT(ended.err, HasSubstr("audits.db: is no history: it is not an SQLite database"));
  EXPECT_FALSE(std::filesystem::exists(nights.folder / "audit.json"));
  const Ended lost = nights.audit("2026-11-23T09:00:00Z", {"--report", "json=" + nights.path()});
  EXPECT_THAT(lost.err, HasSubstr("is the history, which would be lost"));
}

TEST(History, ThatCanNotBeWrittenLeavesTheReportsAndAnExitCode) {
  const Nights nights;
  nights.audit("2026-11-22T09:00:00Z", {"--only", "flow-production"});
  // No file may grow beyond 48 KB: room for the report, none for the audit of all of Contoso.
  const Ended ended = run_cramped(
      96,
      {"audit", "--integrations", integrations(), "--snapshot", nights.folder / "snapshot.json", "--now",
       reference_time, "--history", nights.path(), "--report", "markdown=" + (nights.folder / "audit.md")},
      nights.folder);
  EXPECT_EQ(ended.code, 3) << ended.out << ended.err;
  EXPECT_THAT(ended.err, HasSubstr("audits.db: the history can not be "));
  EXPECT_THAT(ended.err, HasSubstr("this audit is not in the history"));
  EXPECT_THAT(bytes_of(nights.folder / "audit.md"), HasSubstr("flow-nested-admin"));
  EXPECT_THAT(nights.history({"list"}).out, HasSubstr("2026-11-22"));
  EXPECT_THAT(nights.history({"list"}).out, Not(HasSubstr("2026-11-23")));
}

}  // namespace
}  // namespace patrol::end_to_end

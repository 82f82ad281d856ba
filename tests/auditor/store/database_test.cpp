#include "auditor/store/database.h"

#include "tests/auditor/store/scratch_folder.h"
#include "tests/auditor/store/small_audit.h"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

namespace patrol {
namespace {

/// Makes a database by SQL text.
std::string made_by(const ScratchFolder& folder, const std::string& sql) {
  SQLite::Database database(folder / "h.db", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.exec(sql);
  return folder / "h.db";
}

/// A good history with one audit, worked on by SQL text.
std::string spoilt_by(const ScratchFolder& folder, const std::string& sql) {
  auto history = open_history(folder / "h.db", Opening::existing_or_new);
  EXPECT_TRUE(history.value()->append(audit_at("2026-11-01", {{"flow", "a", Verdict::fail}}), ""));
  std::move(history).value().reset();
  return made_by(folder, sql);
}

std::string refusal_of(const std::string& path, Opening opening = Opening::existing_or_new) {
  const auto history = open_history(path, opening);
  return history ? "opened" : history.error().what;
}

TEST(HistoryDatabase, IsNotMadeWhereOneIsToBeRead) {
  const ScratchFolder folder;
  const std::string path = folder / "h.db";
  EXPECT_EQ(refusal_of(path, Opening::existing),
            "is not there: `patrol audit --history " + path + "` begins a history");
  EXPECT_TRUE(folder.names().empty());
}

TEST(HistoryDatabase, NeedsAFolderAndAFile) {
  const ScratchFolder folder;
  EXPECT_EQ(refusal_of(folder / "none/h.db"),
            "the folder `" + (folder / "none") + "` is not there: make it first");
  EXPECT_EQ(refusal_of(folder.path()), "is no file: a history needs one of its own");
  EXPECT_EQ(refusal_of(""), "the name of a file is needed");
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
  EXPECT_EQ(refusal_of(folder / "pipe", Opening::existing), "is no file: a history needs one of its own");
}

TEST(HistoryDatabase, IsMadeInAnEmptyFileWhichOnlyItsOwnerMayReadThen) {
  const ScratchFolder folder;
  const std::string path = folder.file("h.db", "");
  ASSERT_EQ(::chmod(path.c_str(), 0644), 0);
  EXPECT_EQ(refusal_of(path), "opened");
  struct stat about {};
  ASSERT_EQ(::stat(path.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0600U);
}

TEST(HistoryDatabase, IsNotMadeOfAnEmptyFileByReadingIt) {
  const ScratchFolder folder;
  const std::string path = folder.file("h.db", "");
  for (const Opening opening : {Opening::reading, Opening::existing}) {
    EXPECT_EQ(refusal_of(path, opening), "is empty: `patrol audit --history " + path + "` begins a history");
  }
  EXPECT_EQ(std::filesystem::file_size(path), 0U);
}

// In a container with a read-only root there is nowhere for it.
TEST(HistoryDatabase, NeedsNoFileBesideItsOwn) {
  const ScratchFolder folder;
  const auto database = open_database(folder / "h.db", Opening::existing_or_new);
  ASSERT_TRUE(database);
  constexpr int memory = 2;
  EXPECT_EQ(database.value()->execAndGet("PRAGMA temp_store").getInt(), memory);
}

TEST(HistoryDatabase, RefusesWhatIsNoDatabaseAndLeavesIt) {
  const ScratchFolder folder;
  const std::string text(10'000, 'x');
  const std::string path = folder.file("h.db", text);
  EXPECT_EQ(refusal_of(path), "is no history: it is not an SQLite database; give another file");
  EXPECT_EQ(bytes_of(path), text);
  EXPECT_EQ(folder.names(), std::set<std::string>{"h.db"});
}

TEST(HistoryDatabase, RefusesTheDatabaseOfAnotherProgram) {
  const ScratchFolder folder;
  const std::string path = made_by(folder, "CREATE TABLE bookmarks (url TEXT)");
  const std::string bytes = bytes_of(path);
  EXPECT_EQ(refusal_of(path), "is an SQLite database of another program: give another file");
  EXPECT_EQ(bytes_of(path), bytes);
}

TEST(HistoryDatabase, RefusesANewerVersion) {
  const ScratchFolder folder;
  const std::string path = spoilt_by(folder, "PRAGMA user_version = 99");
  EXPECT_EQ(refusal_of(path),
            "is a history of version 99, and this patrol knows those up to 4: use a newer patrol");
}

/// Takes the right to write a folder and, with this mode, a history in it; root, whom no such right binds,
/// becomes nobody.
class ReadOnly {
 public:
  explicit ReadOnly(const ScratchFolder& folder, mode_t of_history = 0444) : folder_(folder) {
    ::chmod((folder_ / "h.db").c_str(), of_history);
    ::chmod(folder_.path().c_str(), 0555);
    if (user_ == 0) {
      EXPECT_EQ(::seteuid(nobody), 0);
    }
  }
  ReadOnly(const ReadOnly&) = delete;
  ReadOnly& operator=(const ReadOnly&) = delete;
  ~ReadOnly() {
    if (user_ == 0) {
      EXPECT_EQ(::seteuid(0), 0);
    }
    ::chmod(folder_.path().c_str(), 0700);
  }

 private:
  static constexpr uid_t nobody = 65534;
  const ScratchFolder& folder_;
  uid_t user_ = ::geteuid();
};

TEST(HistoryDatabase, IsReadWhereNothingCanBeWritten) {
  const ScratchFolder folder;
  const std::string path = spoilt_by(folder, "");
  const ReadOnly only(folder);
  const auto history = open_history(path, Opening::reading);
  ASSERT_TRUE(history) << history.error().what;
  EXPECT_EQ(history.value()->list().value().size(), 1U);
  EXPECT_EQ(history.value()->trend({}).value().open.size(), 1U);
  EXPECT_EQ(folder.names(), std::set<std::string>{"h.db"});
  EXPECT_NE(refusal_of(path, Opening::existing), "opened");
}

TEST(HistoryDatabase, NeedsAFolderThatCanBeWrittenToo) {
  const ScratchFolder folder;
  const std::string path = spoilt_by(folder, "");
  const ReadOnly only(folder, 0666);
  EXPECT_EQ(refusal_of(path),
            "the history can not be written: the file and its folder, for those that SQLite makes beside it, "
            "have to "
            "be writable");
}

TEST(HistoryDatabase, IsNotReadReadOnlyWhereThatWouldMissAnAudit) {
  const ScratchFolder folder;
  const std::string path = spoilt_by(folder, "");
  folder.file("h.db-wal", "what another process appended");
  const ReadOnly only(folder);
  EXPECT_EQ(refusal_of(path, Opening::reading),
            "can not be read where it can not be written while `" + path +
                "-wal` holds audits beside it: copy both to a folder of your own");
}

TEST(HistoryDatabase, OfAnOlderVersionIsNotReadWhereItCanNotBeBroughtToThisOne) {
  const ScratchFolder folder;
  const std::string path = spoilt_by(folder, "PRAGMA user_version = 1");
  const ReadOnly only(folder);
  EXPECT_EQ(refusal_of(path, Opening::reading),
            "is of an older version, and can not be brought to this one where it can not be written: copy "
            "it to a folder of your own");
}

TEST(HistoryDatabase, RefusesTablesThatAreNotItsOwn) {
  for (const char* sql :
       {"DROP TABLE message", "CREATE TABLE more (a)", "ALTER TABLE audit ADD COLUMN more INTEGER",
        "CREATE TRIGGER quiet AFTER INSERT ON verdict BEGIN DELETE FROM verdict; END",
        "DROP TABLE token; CREATE VIEW token AS SELECT * FROM audit"}) {
    const ScratchFolder folder;
    EXPECT_EQ(refusal_of(spoilt_by(folder, sql)), "is damaged: its tables are not those of a history") << sql;
  }
  const ScratchFolder folder;
  EXPECT_EQ(refusal_of(spoilt_by(folder, "PRAGMA user_version = -1")),
            "is damaged: it does not tell its version");
}

TEST(HistoryDatabase, RefusesATruncatedFileAndLeavesIt) {
  const ScratchFolder folder;
  const std::string path = spoilt_by(folder, "");
  const std::string bytes = bytes_of(path).substr(0, 6000);
  folder.file("h.db", bytes);
  EXPECT_EQ(refusal_of(path),
            "is damaged, and was left as it is: restore it from a copy, or begin another file");
  EXPECT_EQ(bytes_of(path), bytes);
}

TEST(HistoryDatabase, TakesNoRowForGrantedThatPatrolWouldNotWrite) {
  for (const char* sql :
       {"UPDATE verdict SET state = 9", "UPDATE verdict SET state = -1", "UPDATE audit SET at = 1 << 60",
        "UPDATE audit SET cut_short = 2", "UPDATE finding SET severity = 5"}) {
    const ScratchFolder folder;
    const auto history = open_history(spoilt_by(folder, sql), Opening::existing);
    ASSERT_TRUE(history);
    const auto trend = history.value()->trend({});
    ASSERT_FALSE(trend) << sql;
    EXPECT_TRUE(trend.error().what.starts_with("is damaged")) << trend.error().what;
  }
}

TEST(HistoryDatabase, RefusesAHugeText) {
  const ScratchFolder folder;
  const auto history =
      open_history(spoilt_by(folder, "UPDATE finding SET title = hex(zeroblob(2000000))"), Opening::existing);
  ASSERT_TRUE(history);
  const auto findings = history.value()->findings(1);
  ASSERT_FALSE(findings);
  EXPECT_EQ(findings.error().what, "a text is longer than a history takes: 1 MB");
}

/// A history as the first version left it. Not drawn from history_steps: what was released stays.
constexpr const char* version_1 = R"(
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  tool TEXT NOT NULL,
  cut_short INTEGER NOT NULL,
  pass INTEGER NOT NULL,
  fail INTEGER NOT NULL,
  inconclusive INTEGER NOT NULL,
  not_applicable INTEGER NOT NULL,
  waived INTEGER NOT NULL
) STRICT;
CREATE TABLE integration (
  id INTEGER PRIMARY KEY,
  organization TEXT NOT NULL,
  name TEXT NOT NULL,
  UNIQUE (organization, name)
) STRICT;
CREATE TABLE coverage (
  audit INTEGER NOT NULL,
  integration INTEGER NOT NULL,
  PRIMARY KEY (audit, integration)
) STRICT, WITHOUT ROWID;
CREATE TABLE finding (
  id INTEGER PRIMARY KEY,
  integration INTEGER NOT NULL,
  policy TEXT NOT NULL,
  rule TEXT NOT NULL,
  project TEXT,
  resource TEXT,
  title TEXT NOT NULL,
  severity INTEGER NOT NULL
) STRICT;
CREATE INDEX finding_name ON finding (integration, policy, rule, project, resource);
CREATE TABLE verdict (
  audit INTEGER NOT NULL,
  finding INTEGER NOT NULL,
  state INTEGER NOT NULL,
  PRIMARY KEY (audit, finding)
) STRICT, WITHOUT ROWID;
INSERT INTO audit VALUES (5, 1793491200, 'patrol 0.0.1', 0, 0, 1, 0, 0, 0);
INSERT INTO integration VALUES (3, 'contoso', 'flow');
INSERT INTO coverage VALUES (5, 3);
INSERT INTO finding VALUES (8, 3, 'policy', 'a', NULL, NULL, 'An old title', 2);
INSERT INTO verdict VALUES (5, 8, 1);
PRAGMA application_id = 1886679660;
PRAGMA user_version = 1;
)";

TEST(HistoryDatabase, OfAnOlderVersionIsBroughtToThisOneWithAllThatItHolds) {
  const ScratchFolder folder;
  const std::string path = made_by(folder, version_1);
  {
    auto history = open_history(path, Opening::existing);
    ASSERT_TRUE(history) << history.error().what;
    const auto audits = history.value()->list().value();
    ASSERT_EQ(audits.size(), 1U);
    EXPECT_EQ(audits[0].numbers, (TrendPoint{.at = *parse_time("2026-11-01"), .integrations = 1, .fail = 1}));
    ASSERT_TRUE(history.value()->append(audit_at("2026-11-04", {{"flow", "a", Verdict::pass}}), ""));
    EXPECT_EQ(history.value()->trend({}).value().median_days, 3U);
  }
  EXPECT_EQ(refusal_of(path), "opened");
}

// Older versions told the letter cases of one organization apart, and each had failures of its own.
constexpr const char* twins = R"(
INSERT INTO audit VALUES (6, 1793577600, 'patrol 0.0.1', 0, 0, 2, 0, 0, 0);
INSERT INTO integration VALUES (4, 'Contoso', 'flow');
INSERT INTO coverage VALUES (6, 4);
INSERT INTO finding VALUES (9, 4, 'policy', 'a', NULL, NULL, 'A title', 3);
INSERT INTO finding VALUES (10, 4, 'policy', 'b', 'Website', NULL, 'A title', 3);
INSERT INTO finding VALUES (11, 3, 'policy', 'b', 'website', NULL, 'A title', 3);
INSERT INTO verdict VALUES (6, 9, 1), (6, 10, 1), (5, 11, 1);
INSERT INTO integration VALUES (5, 'fabrikam', 'flow');
)";

TEST(HistoryDatabase, OfAnOlderVersionLosesWhatDiffersInLetterCaseAlone) {
  const ScratchFolder folder;
  const std::string path = made_by(folder, std::string(version_1) + twins);
  {
    auto history = open_history(path, Opening::existing);
    ASSERT_TRUE(history) << history.error().what;
    const Trend trend = history.value()->trend({}).value();
    EXPECT_EQ(trend.points.size(), 2U);
    ASSERT_EQ(trend.open.size(), 2U);
    EXPECT_EQ(trend.open[0].since, *parse_time("2026-11-01"));
    EXPECT_EQ(trend.open[1].since, *parse_time("2026-11-01"));
    EXPECT_TRUE(trend.appeared.empty());
  }
  SQLite::Database database(path);
  EXPECT_EQ(database.execAndGet("SELECT count(*) FROM integration").getInt(), 2) << "fabrikam is another";
  EXPECT_EQ(database.execAndGet("SELECT count(*) FROM finding").getInt(), 2);
  EXPECT_EQ(database.execAndGet("SELECT count(*) FROM verdict").getInt(), 4);
}

TEST(HistoryDatabase, OfAnOlderVersionWithForeignTablesIsLeftAsItIs) {
  const ScratchFolder folder;
  const std::string path = made_by(folder, std::string(version_1) + "DROP TABLE verdict;");
  EXPECT_NE(refusal_of(path), "opened");
  SQLite::Database database(path);
  EXPECT_EQ(database.execAndGet("PRAGMA user_version").getInt(), 1);
  EXPECT_FALSE(database.tableExists("message"));
}

}  // namespace
}  // namespace patrol

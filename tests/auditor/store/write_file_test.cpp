#include "auditor/store/write_file.h"

#include "tests/auditor/store/scratch_folder.h"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

namespace patrol {
namespace {

using Names = std::set<std::string>;

std::string problem_of(const Result<Done>& done) {
  return done ? "none" : to_string(done.error());
}

mode_t mode_of(const std::string& path) {
  struct stat about {};
  EXPECT_EQ(::stat(path.c_str(), &about), 0);
  return about.st_mode & 07777;
}

TEST(WriteFile, WritesAndReplaces) {
  const ScratchFolder folder;
  const std::string path = folder / "report.json";
  ASSERT_TRUE(write_file(path, "first, and longer"));
  ASSERT_TRUE(write_file(path, "second"));
  EXPECT_EQ(bytes_of(path), "second");
  EXPECT_EQ(folder.names(), Names{"report.json"});
}

TEST(WriteFile, TakesWhatIsWrittenPieceByPiece) {
  const ScratchFolder folder;
  ASSERT_TRUE(write_file(folder / "report", [](std::ostream& out) { out << "one" << ' ' << 2; }));
  EXPECT_EQ(bytes_of(folder / "report"), "one 2");
}

TEST(WriteFile, LetsOnlyTheOwnerReadWhatIsForTheOwnerOnly) {
  const ScratchFolder folder;
  const mode_t before = ::umask(0022);
  ASSERT_TRUE(write_file(folder / "snapshot", "x", Access::owner_only));
  ASSERT_TRUE(write_file(folder / "report", "x"));
  ::umask(before);
  EXPECT_EQ(mode_of(folder / "snapshot"), 0600U);
  EXPECT_EQ(mode_of(folder / "report"), 0644U);
}

TEST(WriteFile, LetsOnlyTheOwnerReadEvenWhereEverybodyReadTheOldOne) {
  const ScratchFolder folder;
  const std::string path = folder.file("snapshot", "old");
  ::chmod(path.c_str(), 0644);
  ASSERT_TRUE(write_file(path, "x", Access::owner_only));
  EXPECT_EQ(mode_of(path), 0600U);
}

TEST(WriteFile, ReplacesWhatIsBehindALinkAndKeepsTheLink) {
  const ScratchFolder folder;
  const std::string real = folder.file("real", "old");
  std::filesystem::create_symlink(real, folder / "link");
  ASSERT_TRUE(write_file(folder / "link", "new"));
  EXPECT_EQ(bytes_of(real), "new");
  EXPECT_TRUE(std::filesystem::is_symlink(folder / "link"));
}

TEST(WriteFile, NeverReplacesADeviceByAFile) {
  ASSERT_TRUE(write_file("/dev/null", "x"));
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
  EXPECT_EQ(problem_of(write_file("/dev/full", "x")),
            "/dev/full: can not be written: No space left on device");
}

TEST(WriteFile, WorksWithAVeryLongName) {
  const ScratchFolder folder;
  ASSERT_TRUE(write_file(folder / std::string(255, 'n'), "x"));
  EXPECT_EQ(folder.names(), Names{std::string(255, 'n')});
}

TEST(WriteFile, SaysWhatIsWrongAsTheProbeDoes) {
  const ScratchFolder folder;
  std::filesystem::create_symlink("nowhere", folder / "link");
  const std::vector<std::pair<std::string, std::string>> cases{
      {folder.path(), ": is a folder: give a file in it"},
      {folder / "none/report", ": the folder `" + (folder / "none") + "` is not there: make it first"},
      {folder / "link", ": is a link that leads nowhere: remove it"},
      {"", "the name of a file is needed"},
      {folder.file("file", "") + "/report", ": can not be written: Not a directory"},
      {folder / std::string(256, 'n'), ": can not be written: File name too long"}};
  for (const auto& [path, what] : cases) {
    const std::string problem = problem_of(write_file(path, "x"));
    EXPECT_EQ(problem, path + what);
    EXPECT_EQ(problem_of(probe_writable(path)), problem);
  }
}

TEST(WriteFile, LeavesTheOldFileWhereTheNewOneCanNotBeMade) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
  const ScratchFolder folder;
  const std::string path = folder.file("report", "old");
  ::chmod(path.c_str(), 0444);
  EXPECT_EQ(problem_of(write_file(path, "new")), path + ": can not be written: Permission denied");
  EXPECT_EQ(bytes_of(path), "old");
}

TEST(ProbeWritable, ChangesNothing) {
  const ScratchFolder folder;
  const std::string old = folder.file("old", "kept");
  EXPECT_EQ(problem_of(probe_writable(folder / "new")), "none");
  EXPECT_EQ(problem_of(probe_writable(old)), "none");
  EXPECT_EQ(problem_of(probe_writable("/dev/null")), "none");
  EXPECT_EQ(folder.names(), Names{"old"});
  EXPECT_EQ(bytes_of(old), "kept");
}

}  // namespace
}  // namespace patrol

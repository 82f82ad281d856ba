#include "auditor/store/read_file.h"

#include "tests/auditor/store/scratch_folder.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

std::string problem_of(const std::string& path, std::size_t most = 10) {
  const auto bytes = read_file(path, most);
  return bytes ? "none" : to_string(bytes.error());
}

TEST(ReadFile, GivesTheBytes) {
  const ScratchFolder folder;
  const std::string long_text(100'000, 'x');
  EXPECT_EQ(read_file(folder.file("empty", ""), 0).value(), "");
  EXPECT_EQ(read_file(folder.file("ten", "0123456789"), 10).value(), "0123456789");
  EXPECT_EQ(read_file(folder.file("long", long_text), 1'000'000).value(), long_text);
}

TEST(ReadFile, StopsAtTheLimitWhateverTheFileSaysOfItsSize) {
  const ScratchFolder folder;
  EXPECT_EQ(problem_of(folder.file("f", "0123456789a")), (folder / "f") + ": is larger than 10 bytes");
  EXPECT_EQ(problem_of("/dev/zero", 100'000), "/dev/zero: is larger than 100000 bytes");
}

TEST(ReadFile, SaysWhatIsWrong) {
  const ScratchFolder folder;
  EXPECT_EQ(problem_of(folder / "none"), (folder / "none") + ": can not be read: No such file or directory");
  EXPECT_EQ(problem_of(folder.path()), folder.path() + ": is a folder, a file is needed");
}

}  // namespace
}  // namespace patrol

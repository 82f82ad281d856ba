#include "auditor/store/write_all.h"

#include "auditor/store/file_descriptor.h"
#include "tests/auditor/store/scratch_folder.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <fcntl.h>

namespace patrol {
namespace {

TEST(WriteAll, WritesEverything) {
  const ScratchFolder folder;
  const std::string long_text(1'000'000, 'x');
  const FileDescriptor file(::open((folder / "f").c_str(), O_WRONLY | O_CREAT, 0600));
  EXPECT_EQ(write_all(file.get(), long_text), 0);
  EXPECT_EQ(write_all(file.get(), ""), 0);
  EXPECT_EQ(bytes_of(folder / "f"), long_text);
}

TEST(WriteAll, SaysWhyItCouldNot) {
  const FileDescriptor full(::open("/dev/full", O_WRONLY));
  EXPECT_EQ(write_all(full.get(), "x"), ENOSPC);
  EXPECT_EQ(write_all(-1, "x"), EBADF);
}

}  // namespace
}  // namespace patrol

#include "auditor/store/file_stream.h"

#include "auditor/store/file_descriptor.h"
#include "tests/auditor/store/scratch_folder.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <fcntl.h>
#include <string>

namespace patrol {
namespace {

TEST(FileStream, WritesEverythingInItsOrder) {
  const ScratchFolder folder;
  const FileDescriptor file(::open((folder / "f").c_str(), O_WRONLY | O_CREAT, 0600));
  FileStream out(file.get());
  std::string wanted;
  for (int i = 0; i < 50'000; ++i) {
    out.stream() << i << '\n';
    wanted += std::to_string(i) + '\n';
  }
  EXPECT_EQ(out.finish(), 0);
  EXPECT_EQ(bytes_of(folder / "f"), wanted);
}

TEST(FileStream, SaysWhyItCouldNot) {
  const FileDescriptor full(::open("/dev/full", O_WRONLY));
  FileStream out(full.get());
  out.stream() << std::string(200'000, 'x');
  EXPECT_EQ(out.finish(), ENOSPC);
  FileStream closed(-1);
  closed.stream() << 'x';
  EXPECT_EQ(closed.finish(), EBADF);
}

}  // namespace
}  // namespace patrol

#include "auditor/cli/library_folder.h"

#include "tests/auditor/store/scratch_folder.h"

#include <gtest/gtest.h>

namespace patrol::cli {
namespace {

TEST(LibraryFolder, IsInShareBesideTheProgram) {
  const ScratchFolder folder;
  folder.file("share/patrol/policies/a.yaml", "");
  EXPECT_EQ(library_folder(folder / "bin").value(), folder / "share/patrol/policies");
}

TEST(LibraryFolder, IsInTheSourcesForAProgramInItsBuildTree) {
  const ScratchFolder folder;
  folder.file("policies/a.yaml", "");
  folder.file("build/dev/CMakeCache.txt", "");
  EXPECT_EQ(library_folder(folder / "build/dev").value(), folder / "policies");
}

TEST(LibraryFolder, IsNotTakenFromWhereverForAnInstalledProgram) {
  const ScratchFolder folder;
  folder.file("policies/a.yaml", "");
  const auto library = library_folder(folder / "build/dev");
  ASSERT_FALSE(library);
  EXPECT_EQ(to_string(library.error()),
            (folder / "build/share/patrol/policies") +
                ": the policy library is not there: install patrol again, or give "
                "--policies");
}

TEST(ProgramFolder, IsWhereThisTestIs) {
  EXPECT_TRUE(std::filesystem::exists(program_folder() / "cli_tests"));
}

}  // namespace
}  // namespace patrol::cli

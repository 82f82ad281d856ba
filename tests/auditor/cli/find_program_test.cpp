#include "auditor/cli/find_program.h"

#include "tests/auditor/store/scratch_folder.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace patrol::cli {
namespace {

TEST(FindProgram, TakesTheFirstThatCanBeRun) {
  const ScratchFolder first;
  const ScratchFolder second;
  first.file("az", "text");
  const std::string program = second.file("az", "#!/bin/sh\n");
  std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  const auto folder_of = [](const std::string& file) {
    return std::filesystem::path(file).parent_path().string();
  };
  EXPECT_EQ(find_program("az", "/nonexistent:" + folder_of(first / "az") + ":" + folder_of(program)),
            program);
  EXPECT_EQ(find_program("other", folder_of(program)), "");
  EXPECT_EQ(find_program("az", ""), "");
}

TEST(FindProgram, TakesNothingFromTheCurrentFolder) {
  const ScratchFolder folder;
  const std::string program = folder.file("az", "#!/bin/sh\n");
  std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  const std::string relative = std::filesystem::relative(std::filesystem::path(program).parent_path(),
                                                         std::filesystem::current_path());
  EXPECT_EQ(find_program("az", relative + "::."), "");
}

}  // namespace
}  // namespace patrol::cli

#include "auditor/cli/report_places.h"

#include "tests/auditor/cli/problems.h"
#include "tests/auditor/store/scratch_folder.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace patrol::cli {
namespace {

Problems problems(const std::vector<std::string>& paths, const std::vector<KeptFile>& kept = {}) {
  return problems_of(misplaced_reports(paths, kept));
}

TEST(ReportPlaces, AreDifferent) {
  EXPECT_EQ(problems({"", "a", "b"}), Problems{});
  EXPECT_EQ(problems({"", ""}), Problems{"--report: two reports go to standard output"});
  EXPECT_EQ(problems({"a", "./x/../a"}), Problems{"--report: two reports go to `./x/../a`"});
  const ScratchFolder folder;
  const std::string real = folder.file("real", "");
  std::filesystem::create_symlink(real, folder / "link");
  EXPECT_EQ(problems({real, folder / "link"}),
            Problems{"--report: two reports go to `" + (folder / "link") + "`"});
}

TEST(ReportPlaces, SpareWhatIsKept) {
  const std::vector<KeptFile> kept{{"s.json", "the snapshot"}, {"", "the history"}};
  EXPECT_EQ(problems({"", "other.json"}, kept), Problems{});
  EXPECT_EQ(problems({"./s.json"}, kept),
            Problems{"--report: `./s.json` is the snapshot, which would be lost"});
}

}  // namespace
}  // namespace patrol::cli

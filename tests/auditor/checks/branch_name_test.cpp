#include "auditor/checks/branch_name.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(BranchOf, ReadsTheNameOutOfTheToken) {
  EXPECT_EQ(branch_of("repoV2/p/r/refs/heads/6d00610069006e00"), "main");
  EXPECT_EQ(branch_of("repoV2/p/r/refs/heads/6600650061007400750072006500/6c006f00670069006e00/"),
            "feature/login");
  EXPECT_EQ(branch_of("REPOV2/P/R/REFS/HEADS/6D00"), "m");
  EXPECT_EQ(branch_of("repoV2/p/r/refs/heads/e400"), "ä");
  EXPECT_EQ(branch_of("repoV2/p/r/refs/heads/3dd880de"), "\U0001F680");
}

TEST(BranchOf, IsEmptyForAllBranchesAndNothingForNone) {
  EXPECT_EQ(branch_of("repoV2/p/r/refs/heads"), "");
  EXPECT_EQ(branch_of("repoV2/p/r/refs/heads/"), "");
  EXPECT_EQ(branch_of("repoV2/p/r"), std::nullopt);
  EXPECT_EQ(branch_of("refs/heads"), std::nullopt);
}

TEST(BranchOf, FindsItBehindLettersThatAreLongerInTheOtherCase) {
  EXPECT_EQ(branch_of("ȺȺȺȺȺȺȺȺ/refs/heads/6d00"), "m");
  EXPECT_EQ(branch_of("ⱢⱢⱢⱢⱢⱢⱢⱢ/refs/refs/HEADS"), "");
}

TEST(BranchOf, LeavesWhatIsWrittenOtherwiseAsItStands) {
  for (const std::string part :
       {"main", "6d0", "6d00zz00", "3dd8", "80de", "3dd86d00", "6d000a007800", "8500", "0000"}) {
    EXPECT_EQ(branch_of("repoV2/p/r/refs/heads/" + part), part);
  }
}

}  // namespace
}  // namespace patrol

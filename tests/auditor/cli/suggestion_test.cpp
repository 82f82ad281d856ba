#include "auditor/cli/suggestion.h"

#include <gtest/gtest.h>

#include <vector>

namespace patrol::cli {
namespace {

TEST(DidYouMean, NamesTheNearestWordOrAllOfThem) {
  const std::vector<std::string> known{"audit", "collect"};
  EXPECT_EQ(did_you_mean("audi", known), ", did you mean `audit`?");
  EXPECT_EQ(did_you_mean("x", known, "--"), "; known: `--audit` and `--collect`");
  EXPECT_EQ(did_you_mean("x", {}), "");
  EXPECT_EQ(did_you_mean("x", std::vector<std::string>(21, "many")), "");
}

}  // namespace
}  // namespace patrol::cli

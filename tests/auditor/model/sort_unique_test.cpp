#include "auditor/model/sort_unique.h"

#include <gtest/gtest.h>

#include <string>

namespace patrol {
namespace {

TEST(SortUnique, LeavesEachOnceInOrder) {
  std::vector<std::string> words{"b", "a", "b", "c", "a"};
  sort_unique(words);
  EXPECT_EQ(words, (std::vector<std::string>{"a", "b", "c"}));
}

TEST(SortUnique, LeavesAnEmptyListAlone) {
  std::vector<int> none;
  sort_unique(none);
  EXPECT_TRUE(none.empty());
}

}  // namespace
}  // namespace patrol

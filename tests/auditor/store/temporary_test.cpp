#include "auditor/store/temporary.h"

#include "tests/auditor/store/scratch_folder.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace patrol {
namespace {

using Names = std::set<std::string>;

TEST(Temporary, GoesWhenNobodyGaveItItsName) {
  const ScratchFolder folder;
  {
    const auto temporary = Temporary::beside(folder / "report", 0600);
    ASSERT_TRUE(temporary);
    EXPECT_EQ(folder.names().size(), 1U);
  }
  EXPECT_EQ(folder.names(), Names{});
}

TEST(Temporary, IsRemovedByAnInterrupt) {
  const ScratchFolder folder;
  auto first = Temporary::beside(folder / "first", 0600);
  auto second = Temporary::beside(folder / "second", 0600);
  auto third = Temporary::beside(folder / "third", 0600);
  ASSERT_TRUE(first && second && third);
  ASSERT_TRUE(third.value().rename_to(folder / "third"));
  remove_temporaries();
  EXPECT_EQ(folder.names(), Names{"third"});
}

TEST(Temporary, RefusesMoreThanTheRegistryCanHold) {
  const ScratchFolder folder;
  std::vector<Temporary> held;
  while (held.size() < 100) {
    auto next = Temporary::beside(folder / "f", 0600);
    if (!next) break;
    held.push_back(std::move(next).value());
  }
  EXPECT_EQ(held.size(), 8U);
  held.clear();
  EXPECT_TRUE(Temporary::beside(folder / "f", 0600));
}

}  // namespace
}  // namespace patrol

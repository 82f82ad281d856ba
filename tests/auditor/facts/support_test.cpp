#include "auditor/facts/support.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(Support, KeepsReadsSortedAndGapsInTheOrderMetEachOnce) {
  const Gap first{Gap::Kind::forbidden, "b", "", ""};
  const Gap second{Gap::Kind::forbidden, "a", "", ""};
  Support support;
  support.add_reads({2, 5});
  support.add_gap(first);
  support.add({.reads = {1, 5}, .gaps = {second, first}});
  EXPECT_EQ(support, (Support{.reads = {1, 2, 5}, .gaps = {first, second}}));
}

}  // namespace
}  // namespace patrol

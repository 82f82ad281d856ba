#include "auditor/model/concat.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(Concat, PutsThePartsOneBehindTheOther) {
  const std::string name = "svc-flow";
  EXPECT_EQ(concat({name, " is in ", "", std::string("Readers")}), "svc-flow is in Readers");
  EXPECT_EQ(concat({}), "");
}

TEST(Concat, LeavesNoRoomBehind) {
  const std::string text = concat({"a text that is too long ", "to stand in the object itself"});
  EXPECT_EQ(text.capacity(), text.size());
}

}  // namespace
}  // namespace patrol

#include "auditor/cases/matching.h"

#include <gtest/gtest.h>

namespace patrol::cases {
namespace {

using Names = std::vector<std::string>;

TEST(ArePaired, WantsAPartForEachTextAndATextForEachPart) {
  EXPECT_TRUE(are_paired({}, {}));
  EXPECT_TRUE(are_paired({"Owners"}, {"[contoso]\\Owners"}));
  EXPECT_FALSE(are_paired({}, {"[contoso]\\Owners"}));
  EXPECT_FALSE(are_paired({"Owners"}, {}));
  EXPECT_FALSE(are_paired({"Owners"}, {"[contoso]\\Makers"}));
  EXPECT_FALSE(are_paired({"Owners", "Owners"}, {"[contoso]\\Owners"}));
  EXPECT_FALSE(are_paired({"contoso"}, {"[contoso]\\Owners", "[contoso]\\Makers"}));
}

TEST(ArePaired, TakesNoTextFromAPartThatHasNoOther) {
  const Names told{"Code: Read & write (vso.code_write)", "Code: Read (vso.code)"};
  EXPECT_TRUE(are_paired({"vso.code", "vso.code_write"}, told))
      << "the first that holds a part may be another's";
  EXPECT_TRUE(are_paired({"vso.code_write", "vso.code"}, told));
  EXPECT_FALSE(are_paired({"vso.code_write", "vso.code_write"}, told));
}

TEST(ArePaired, MovesAWholeChainOfParts) {
  EXPECT_TRUE(are_paired({"a", "ab", "abc", "abcd"}, {"abcd", "abc", "ab", "a"}));
  EXPECT_TRUE(are_paired({"a", "b", "c"}, {"ab", "bc", "a"}));
  EXPECT_FALSE(are_paired({"a", "b", "c"}, {"a b", "a", "b"})) << "nothing holds the last";
}

}  // namespace
}  // namespace patrol::cases

#include "auditor/model/principal_name.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(PrincipalName, IsTakenApartBehindItsScope) {
  EXPECT_EQ(local_name("[Shop]\\Readers"), "Readers");
  EXPECT_EQ(scope_name("[Shop]\\Readers"), "Shop");
}

TEST(PrincipalName, EndsItsScopeAtTheFirstChance) {
  EXPECT_EQ(local_name("[Shop]\\a]\\b"), "a]\\b");
  EXPECT_EQ(scope_name("[Shop]\\a]\\b"), "Shop");
}

TEST(PrincipalName, IsWholeWhereNoScopeStandsInFront) {
  for (const auto* name : {"", "Readers", "[Readers", "Shop]\\Readers", "[Shop] \\Readers"}) {
    EXPECT_EQ(local_name(name), name);
    EXPECT_EQ(scope_name(name), "") << name;
  }
}

}  // namespace
}  // namespace patrol

#include "auditor/cases/ids.h"

#include <gtest/gtest.h>

namespace patrol::cases {
namespace {

TEST(CaseIds, DependOnTheNameAlone) {
  EXPECT_EQ(guid_for("abc"), "ba7816bf-8f01-cfea-4141-40de5dae2223");
  EXPECT_EQ(custom_tail("abc"), "-1-3128432319-2399260650-1094795486-1571693091");
  EXPECT_NE(guid_for("abd"), guid_for("abc"));
}

}  // namespace
}  // namespace patrol::cases

#include "auditor/model/guid.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(IsGuid, TakesTheUsualFormInEitherLetterCase) {
  EXPECT_TRUE(is_guid("8cb9df66-e487-4ad9-9852-28da9bf255b2"));
  EXPECT_TRUE(is_guid("8CB9DF66-E487-4AD9-9852-28DA9BF255B2"));
}

TEST(IsGuid, TakesNothingElse) {
  for (const auto* text : {"", "8cb9df66e4874ad9985228da9bf255b2", "8cb9df66-e487-4ad9-9852-28da9bf255bg",
                           "{8cb9df66-e487-4ad9-9852-28da9bf255b2}", "8cb9df66-e487-4ad9-9852_28da9bf255b2",
                           "8cb9df66-e487-4ad9-9852-28da9bf255b", "8cb9df66-e487-4ad9-9852-28da9bf255b2 "}) {
    EXPECT_FALSE(is_guid(text)) << text;
  }
}

}  // namespace
}  // namespace patrol

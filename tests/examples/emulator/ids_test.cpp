#include "examples/emulator/ids.h"

#include "auditor/model/guid.h"

#include <gtest/gtest.h>

namespace patrol::emulator {
namespace {

// The recorded pairs of API.md 4.4.
TEST(SidWords, AreThoseOfTheRecordedOrganization) {
  EXPECT_EQ(sid_words("8cb9df66-e487-4ad9-9852-28da9bf255b2"), "1725938060-2279921994-2555521242-2616350130");
}

TEST(SidWords, AreThoseOfTheRecordedProject) {
  EXPECT_EQ(sid_words("78365efb-4cc8-49d0-b779-475ea1399bfd"), "4217255544-3360477257-3078178654-2704907261");
}

TEST(GroupSids, HoldTheScopeAndTheTail) {
  EXPECT_EQ(scope_group_sid("8cb9df66-e487-4ad9-9852-28da9bf255b2", "0-0-0-0-1"),
            "S-1-9-1551374245-1725938060-2279921994-2555521242-2616350130-0-0-0-0-1");
}

TEST(GroupSids, OfEntraHoldTheObjectId) {
  EXPECT_EQ(
      entra_group_sid("8cb9df66-e487-4ad9-9852-28da9bf255b2"),
      "S-1-9-1551374245-1204400969-2402986413-2179408616-3-1725938060-2279921994-2555521242-2616350130");
}

TEST(SubjectDescriptors, AreTheRecordedOnes) {
  EXPECT_EQ(subject_descriptor("aad", "00470e34-da61-7a69-bd96-487a849ec558"),
            "aad.MDA0NzBlMzQtZGE2MS03YTY5LWJkOTYtNDg3YTg0OWVjNTU4");
}

TEST(Base64, ReadsBothAlphabetsAndDoesWithoutPadding) {
  EXPECT_EQ(base64_decode("OnNlY3JldA=="), ":secret");
  EXPECT_EQ(base64_decode("OnNlY3JldA"), ":secret");
  EXPECT_EQ(base64_decode(base64url("\xff\xfe\xfd?>")), "\xff\xfe\xfd?>");
  EXPECT_EQ(base64_decode("not base64!"), "");
}

TEST(DerivedGuids, AreWellFormedAndHangOnTheNameAlone) {
  EXPECT_TRUE(is_guid(guid_for("contoso")));
  EXPECT_EQ(guid_for("contoso"), guid_for("contoso"));
  EXPECT_NE(guid_for("contoso"), guid_for("fabrikam"));
}

}  // namespace
}  // namespace patrol::emulator

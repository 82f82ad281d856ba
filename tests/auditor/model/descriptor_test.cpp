#include "auditor/model/descriptor.h"

#include <gtest/gtest.h>

#include <array>

namespace patrol {
namespace {

constexpr auto sid = "S-1-9-1551374245-1725938060-2279921994-2555521242-2616350130-0-0-0-0-1";
constexpr auto subject =
    "vssgp.Uy0xLTktMTU1MTM3NDI0NS0xNzI1OTM4MDYwLTIyNzk5MjE5OTQtMjU1NTUyMTI0Mi0yNjE2MzUwMTMwLTAtMC0wLTAtMQ";
constexpr auto identity =
    "Microsoft.TeamFoundation.Identity;"
    "S-1-9-1551374245-1725938060-2279921994-2555521242-2616350130-0-0-0-0-1";

TEST(GroupIdentityDescriptor, DecodesGroupsOfAzureDevOpsAndOfEntra) {
  EXPECT_EQ(group_identity_descriptor(subject), identity);
  EXPECT_EQ(group_identity_descriptor("aadgp.Uy0xLTktMQ"), "Microsoft.TeamFoundation.Identity;S-1-9-1");
  EXPECT_EQ(group_identity_descriptor("aadgp.Uy0xLTktMQ=="), "Microsoft.TeamFoundation.Identity;S-1-9-1");
}

TEST(GroupIdentityDescriptor, KnowsNothingOfOtherSubjects) {
  EXPECT_EQ(group_identity_descriptor("aad.MDA0NzBlMzQtZGE2MS03YTY5LWJkOTYtNDg3YTg0OWVjNTU4"), std::nullopt);
  EXPECT_EQ(group_identity_descriptor("vssgp.MDA0NzBlMzQ"), std::nullopt);
  EXPECT_EQ(group_identity_descriptor("vssgp.!"), std::nullopt);
  EXPECT_EQ(group_identity_descriptor("vssgp."), std::nullopt);
  EXPECT_EQ(group_identity_descriptor(""), std::nullopt);
}

TEST(IsOfAdministrators, KnowsThemAndTheServiceAccountsByTheirSids) {
  const std::string start = "Microsoft.TeamFoundation.Identity;S-1-9-1551374245-1-2-3-4";
  EXPECT_TRUE(is_of_administrators(start + "-0-0-0-0-1"));
  EXPECT_TRUE(is_of_administrators(start + "-0-0-0-0-2"));
  EXPECT_FALSE(is_of_administrators(start + "-0-0-0-0-3"));
  EXPECT_FALSE(is_of_administrators(start + "-0-0-0-1-1"));
}

TEST(IsFilledByTheService, KnowsValidAndInvitedUsersByTheirSids) {
  const std::string start = "Microsoft.TeamFoundation.Identity;S-1-9-1551374245-1-2-3-4";
  EXPECT_TRUE(is_filled_by_the_service(start + "-0-0-0-0-3"));
  EXPECT_TRUE(is_filled_by_the_service(start + "-0-0-0-0-4096"));
  EXPECT_FALSE(is_filled_by_the_service(start + "-0-0-0-0-1"));
  EXPECT_FALSE(is_filled_by_the_service(start + "-0-0-0-1-3"));
}

TEST(GroupSubjectDescriptor, IsTheWayBack) {
  EXPECT_EQ(group_subject_descriptor(identity, false), subject);
  EXPECT_EQ(group_subject_descriptor("Microsoft.TeamFoundation.Identity;S-1-9-1", true), "aadgp.Uy0xLTktMQ");
  EXPECT_EQ(group_identity_descriptor(*group_subject_descriptor(identity, true)), identity);
}

TEST(GroupSubjectDescriptor, MendsTheLetterCaseOfAFoldedDescriptor) {
  EXPECT_EQ(group_subject_descriptor("microsoft.teamfoundation.identity;s-1-9-1", false), "vssgp.Uy0xLTktMQ");
}

TEST(GroupSubjectDescriptor, KnowsNothingOfOtherIdentities) {
  EXPECT_EQ(group_subject_descriptor("Microsoft.IdentityModel.Claims.ClaimsIdentity;t\\a@b", false),
            std::nullopt);
  EXPECT_EQ(group_subject_descriptor(sid, false), std::nullopt);
}

TEST(IsGroupDescriptor, TellsGroupsFromAccounts) {
  EXPECT_TRUE(is_group_descriptor(identity));
  EXPECT_TRUE(is_group_descriptor("microsoft.teamfoundation.IDENTITY;s-1-9-1"));
  EXPECT_FALSE(is_group_descriptor("Microsoft.TeamFoundation.ServiceIdentity;h:Build:p"));
  EXPECT_FALSE(is_group_descriptor("Microsoft.TeamFoundation.Identity;"));
  EXPECT_FALSE(is_group_descriptor(""));
}

TEST(WellKnownGroupDescriptor, AgreesWithTheRecordedSids) {
  EXPECT_EQ(well_known_group_descriptor("8cb9df66-e487-4ad9-9852-28da9bf255b2", "-0-0-0-0-1"), identity);
  EXPECT_EQ(well_known_group_descriptor("8CB9DF66-E487-4AD9-9852-28DA9BF255B2", "0-0-0-0-1"), identity);
  EXPECT_EQ(well_known_group_descriptor("78365efb-4cc8-49d0-b779-475ea1399bfd", "-0-0-0-1-2"),
            "Microsoft.TeamFoundation.Identity;"
            "S-1-9-1551374245-4217255544-3360477257-3078178654-2704907261-0-0-0-1-2");
}

TEST(WellKnownGroupDescriptor, RefusesWhatIsNoGuid) {
  for (const auto* text :
       {"", "8cb9df66", "8cb9df66-e487-4ad9-9852-28da9bf255b", "8cb9df66-e487-4ad9-9852-28da9bf255b22",
        "8cb9df66xe487-4ad9-9852-28da9bf255b2", "gcb9df66-e487-4ad9-9852-28da9bf255b2"}) {
    EXPECT_EQ(well_known_group_descriptor(text, "-0-0-0-0-1"), std::nullopt) << text;
  }
}

TEST(EntraGroupObjectId, AgreesWithTheRecordedOriginIds) {
  // Descriptor and originId of two groups in Microsoft's recorded graph examples.
  const auto object_id_of = [](std::string_view subject_descriptor) {
    return entra_group_object_id(group_identity_descriptor(subject_descriptor).value_or(""));
  };
  EXPECT_EQ(
      object_id_of("aadgp.Uy0xLTktMTU1MTM3NDI0NS0xMjA0NDAwOTY5LTI0MDI5ODY0MTMtMjE3OTQwODYxNi0zLTIyNTAzNzA0"
                   "MjMtNDEzODM3NTQ5MC0yODk2MDUwMTA2LTY3Mzk4MzM4MQ"),
      "77ed2186-aaf6-4299-ac9e-37ba282c2b95");
  EXPECT_EQ(
      object_id_of("aadgp.Uy0xLTktMTU1MTM3NDI0NS0xMjA0NDAwOTY5LTI0MDI5ODY0MTMtMjE3OTQwODYxNi0zLTE5MTI3MjIx"
                   "NjAtMjUyNDcwNjM3MC0yNDg2NjA0ODIwLTg2MjI3NjQyNA"),
      "f0d20172-7b96-42f6-9436-941433654b48");
}

TEST(EntraGroupObjectId, FindsNoneInOtherGroups) {
  const std::string start =
      "Microsoft.TeamFoundation.Identity;S-1-9-1551374245-1204400969-2402986413-2179408616-";
  EXPECT_EQ(entra_group_object_id(identity), std::nullopt);
  EXPECT_EQ(entra_group_object_id(start + "0-0-0-0-1"), std::nullopt);
  EXPECT_EQ(entra_group_object_id(start + "3-1-2-3"), std::nullopt);
  EXPECT_EQ(entra_group_object_id(start + "3-1-2-3-4-5"), std::nullopt);
  EXPECT_EQ(entra_group_object_id(start + "3-1-2-3-4294967296"), std::nullopt);
  EXPECT_EQ(entra_group_object_id(start + "3-1-2-3-"), std::nullopt);
}

TEST(Descriptor, OfAnEntraGroupHoldsItsObjectId) {
  const std::string object_id = "77ed2186-aaf6-4299-ac9e-37ba282c2b95";
  EXPECT_EQ(entra_group_object_id(entra_group_descriptor(object_id).value_or("")), object_id);
  EXPECT_EQ(entra_group_descriptor("no guid"), std::nullopt);
}

}  // namespace
}  // namespace patrol

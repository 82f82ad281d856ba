#include "auditor/model/snapshot.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(AccessControlList, SaysNothingWithoutEntriesUnlessItStandsInTheWay) {
  AccessControlList list{.token = "repoV2", .entries = {}};
  EXPECT_TRUE(says_nothing(list));
  list.inherits = false;
  EXPECT_FALSE(says_nothing(list));
  list = {.token = "repoV2", .entries = {{.descriptor = "d"}}};
  EXPECT_FALSE(says_nothing(list));
}

TEST(AccountKey, FoldsWhatIsComparedWithoutLetterCase) {
  EXPECT_EQ(account_key({AccountSelector::Kind::email, "Svc@Contoso.com"}), "email:svc@contoso.com");
  EXPECT_EQ(account_key({AccountSelector::Kind::service_principal, "AB-1"}), "service_principal:ab-1");
  EXPECT_EQ(account_key({AccountSelector::Kind::descriptor, "Microsoft.X;S-1"}),
            "descriptor:microsoft.x;s-1");
}

TEST(AccountKey, KeepsTheCaseOfASubjectDescriptorBecauseItIsBase64) {
  EXPECT_EQ(account_key({AccountSelector::Kind::descriptor, "aad.AbC"}), "descriptor:aad.AbC");
}

TEST(NormalToken, FoldsAndTrimsTheTrailingSeparator) {
  EXPECT_EQ(normal_token("repoV2/AB/"), "repov2/ab");
  EXPECT_EQ(normal_token("NAMESPACE:"), "namespace");
  EXPECT_EQ(normal_token("/"), "/");
}

}  // namespace
}  // namespace patrol

#include "auditor/evaluate/principals.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(KindOf, IsToldByTheDescriptorAndTheMetaType) {
  EXPECT_EQ(kind_of({.descriptor = "aad.x", .meta_type = "member"}), "user");
  EXPECT_EQ(kind_of({.descriptor = "msa.x"}), "user");
  EXPECT_EQ(kind_of({.descriptor = "aad.x", .meta_type = "Guest"}), "guest");
  EXPECT_EQ(kind_of({.descriptor = "aadsp.x", .meta_type = "application"}), "service principal");
  EXPECT_EQ(kind_of({.descriptor = "aadsp.x", .meta_type = "ManagedIdentity"}), "managed identity");
  EXPECT_EQ(kind_of({.descriptor = "svc.x"}), "build service");
  EXPECT_EQ(kind_of({.descriptor = "s2s.x"}), "part of Azure DevOps");
}

TEST(NameOf, IsNeverAnIdWhereAnythingElseIsTold) {
  EXPECT_EQ(name_of({.descriptor = "aad.x", .display_name = "Ada", .principal_name = "a@x", .mail = "b@x"}),
            "a@x");
  EXPECT_EQ(name_of({.descriptor = "aad.x", .display_name = "Ada", .mail = "b@x"}), "b@x");
  EXPECT_EQ(name_of({.descriptor = "aadsp.x", .display_name = "App", .principal_name = "2f6a0c1e"}), "App");
  EXPECT_EQ(name_of({.descriptor = "svc.x", .principal_name = "2f6a0c1e"}), "svc.x");
}

TEST(PrincipalOf, GoesByTheIdentityDescriptorWhereThereIsNoOther) {
  Identity identity;
  identity.descriptor = "Microsoft.IdentityModel.Claims.ClaimsIdentity;x\\a@x";
  EXPECT_EQ(principal_of(identity).descriptor, identity.descriptor);
  identity.subject_descriptor = "aad.x";
  EXPECT_EQ(principal_of(identity).descriptor, "aad.x");
}

TEST(MayOwnTokens, IsAboutPeopleAlone) {
  for (const char* descriptor : {"aad.x", "msa.x", "unknown.x"})
    EXPECT_TRUE(may_own_tokens(descriptor)) << descriptor;
  for (const char* descriptor : {"aadsp.x", "svc.x", "acs.x", "s2s.x", "imp.x", "bnd.x",
                                 "Microsoft.IdentityModel.Claims.ClaimsIdentity;x\\a@x"}) {
    EXPECT_FALSE(may_own_tokens(descriptor)) << descriptor;
  }
}

}  // namespace
}  // namespace patrol

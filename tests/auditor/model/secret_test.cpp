#include "auditor/model/secret.h"

#include <gtest/gtest.h>

#include <concepts>
#include <ostream>

namespace patrol {
namespace {

template <class T>
concept Printable = requires(std::ostream& out, const T& value) {
  out << value;
};
static_assert(!Printable<Secret>, "a secret can not be printed by accident");
static_assert(!std::equality_comparable<Secret>);

TEST(Secret, MovesWithoutLeavingACopy) {
  Secret first(std::string("not-a-real-token"));
  const Secret second(std::move(first));
  EXPECT_EQ(second.reveal(), "not-a-real-token");
  EXPECT_TRUE(first.empty());  // NOLINT(bugprone-use-after-move): that is what is tested
}

TEST(Redact, HidesTokensOfBothForms) {
  const std::string fresh = std::string(76, 'a') + "AZDO" + std::string(4, 'Z');
  const std::string old = std::string(26, 'q') + std::string(26, '7');
  EXPECT_EQ(redact("new " + fresh + ", old " + old + "."), "new ***, old ***.");
  EXPECT_EQ(redact("https://x:" + old + "@dev.azure.com"), "https://x:***@dev.azure.com");
}

TEST(Redact, HidesAuthorizationValues) {
  EXPECT_EQ(redact("Authorization: Basic OnNlY3JldC1zZWNyZXQ="), "Authorization: Basic ***");
  EXPECT_EQ(redact("authorization=bearer abcdefghijklmnop.qrs"), "authorization=bearer ***");
  EXPECT_EQ(redact("got eyJhbGciOi.eyJzdWIi.c2ln back"), "got *** back");
}

TEST(Redact, HidesTheBase64OfAToken) {
  EXPECT_EQ(redact("sent OmFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYQ=="),
            "sent ***");
}

TEST(IsTokenVariable, TakesOnlyNamesThatSayThatATokenIsMeant) {
  for (const char* name : {"FLOW_PAT", "A_PAT", "FLOW_2_PAT"}) EXPECT_TRUE(is_token_variable(name)) << name;
  for (const char* name : {"", "PAT", "_PAT", "flow_pat", "FLOW_PATH", "FLOW-A_PAT", "1_PAT",
                           "PATROL_TOKEN_A_PAT", "AZURE_DEVOPS_EXT_PAT", "AWS_SECRET_ACCESS_KEY"}) {
    EXPECT_FALSE(is_token_variable(name)) << name;
  }
}

TEST(Redact, LeavesOrdinaryTextAlone) {
  const std::string text =
      "basic access is missing for S-1-9-1551374245-1725938060 at https://dev.azure.com/contoso/_apis/x?a=b; "
      "vssgp.Uy0xLTktMTU1MTM3NDI0NS0xMjA0NDAwOTY5LTI0MDI5ODY0MTMtMjE3OTQwODYxNi0wLTAtMC0wLTE";
  EXPECT_EQ(redact(text), text);
}

}  // namespace
}  // namespace patrol

#include "auditor/azdo/sign_in.h"

#include <gtest/gtest.h>

namespace patrol::azdo {
namespace {

TEST(FixedSignIn, GivesTheSameCredentialAlways) {
  FixedSignIn sign_in(Credential{.kind = Credential::Kind::pat, .secret = Secret("abc")});
  for (int i = 0; i < 2; ++i) {
    const auto signature = sign_in.signature(std::chrono::seconds{1}, {});
    ASSERT_TRUE(signature);
    EXPECT_EQ(signature.value().credential.secret.reveal(), "abc");
    EXPECT_FALSE(sign_in.after_refusal(signature.value().turn, std::chrono::seconds{1}, {}));
  }
}

TEST(FixedSignIn, TellsWhyThereIsNone) {
  const TransportFailure none{TransportFailure::Kind::sign_in, "no credential", false};
  FixedSignIn sign_in(none);
  const auto signature = sign_in.signature(std::chrono::seconds{1}, {});
  ASSERT_FALSE(signature);
  EXPECT_EQ(signature.error(), none);
}

}  // namespace
}  // namespace patrol::azdo

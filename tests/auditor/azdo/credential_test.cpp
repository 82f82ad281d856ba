#include "auditor/azdo/credential.h"

#include <gtest/gtest.h>

namespace patrol::azdo {
namespace {

Credential pat(const std::string& secret) {
  return {.kind = Credential::Kind::pat, .secret = Secret(secret)};
}

TEST(Authorization, IsBasicWithAnEmptyUserOrBearer) {
  EXPECT_EQ(authorization(pat("secret")).reveal(), "Basic OnNlY3JldA==");
  EXPECT_EQ(authorization(pat("secre")).reveal(), "Basic OnNlY3Jl");
  EXPECT_EQ(authorization({.kind = Credential::Kind::bearer, .secret = Secret("eyJ.x")}).reveal(),
            "Bearer eyJ.x");
}

TEST(Scrub, TakesTheVeryCredentialOutOfAText) {
  std::string text = "a my-odd-token b OnNteS1vZGQ Om15LW9kZC10b2tlbg== my-odd-token";
  scrub(text, pat("my-odd-token"));
  EXPECT_EQ(text, "a *** b OnNteS1vZGQ ***== ***");
}

TEST(Scrub, LeavesWordsAloneThatAShortSecretWouldHit) {
  std::string text = "a project";
  scrub(text, pat("project"));
  scrub(text, pat(""));
  EXPECT_EQ(text, "a project");
}

}  // namespace
}  // namespace patrol::azdo

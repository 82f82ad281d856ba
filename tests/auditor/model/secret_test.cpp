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

TEST(IsTokenVariable, TakesOnlyNamesThatSayThatATokenIsMeant) {
  for (const char* name : {"FLOW_PAT", "A_PAT", "FLOW_2_PAT"}) EXPECT_TRUE(is_token_variable(name)) << name;
  for (const char* name : {"", "PAT", "_PAT", "flow_pat", "FLOW_PATH", "FLOW-A_PAT", "1_PAT",
                           "PATROL_TOKEN_A_PAT", "AZURE_DEVOPS_EXT_PAT", "AWS_SECRET_ACCESS_KEY"}) {
    EXPECT_FALSE(is_token_variable(name)) << name;
  }
}

}  // namespace
}  // namespace patrol

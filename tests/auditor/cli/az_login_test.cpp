#include "auditor/cli/az_login.h"

#include "tests/auditor/store/scratch_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <gmock/gmock.h>

namespace patrol::cli {
namespace {

using testing::HasSubstr;

const Time now{std::chrono::seconds{1'800'000'000}};

TEST(AzAnswer, HoldsATokenAndItsEnd) {
  const auto bearer = parse_az_answer(
      R"({"accessToken":"eyJ.a.b","expiresOn":"2027-01-15 09:00:00.000000","expires_on":1800003600,"tokenType":"Bearer"})",
      now);
  ASSERT_TRUE(bearer);
  EXPECT_EQ(bearer.value().secret.reveal(), "eyJ.a.b");
  EXPECT_EQ(bearer.value().lives, std::chrono::seconds{3600});
}

TEST(AzAnswer, OfAnOldVersionIsTakenToEndSoon) {
  const auto bearer =
      parse_az_answer(R"({"accessToken":"eyJ.a.b","expiresOn":"2027-01-15 09:00:00.000000"})", now);
  ASSERT_TRUE(bearer);
  EXPECT_EQ(bearer.value().lives, std::chrono::seconds{300});
}

TEST(AzAnswer, ThatIsNoneSaysWhatToDo) {
  for (const std::string text :
       {"", "[]", "null", "{}", R"({"accessToken":7})", R"({"accessToken":""})", R"({"accessToken":"a b"})",
        R"({"accessToken":"eyJ.a.b","expires_on":1799999999})"}) {
    const auto bearer = parse_az_answer(text, now);
    ASSERT_FALSE(bearer) << text;
    EXPECT_EQ(to_string(bearer.error()), "az: gave no token for Azure DevOps: sign in with `az login`");
  }
}

/// An `az` that does these lines.
struct Az {
  ScratchFolder folder;
  std::string program;
  explicit Az(const std::string& lines) : program(folder.file("az", "#!/bin/sh\n" + lines)) {
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  }
};

TEST(Az, IsAskedForAzureDevOps) {
  const Az az("echo \"$*\" > \"$0.log\"; echo '{\"accessToken\":\"eyJ.a.b\"}'");
  ASSERT_TRUE(ask_az({az.program, "contoso.com"})(std::chrono::seconds{60}, {}));
  EXPECT_EQ(bytes_of(az.folder / "az.log"),
            "account get-access-token --resource 499b84ac-1321-427f-aa17-267ca6975798 --output json --tenant "
            "contoso.com\n");
}

TEST(Az, ThatIsNotSignedInIsNotAskedAgainAndAgain) {
  const Az az("echo 'secret words' >&2; exit 1");
  const auto bearer = ask_az({az.program, ""})(std::chrono::seconds{60}, {});
  ASSERT_FALSE(bearer);
  EXPECT_EQ(bearer.error().kind, azdo::TransportFailure::Kind::sign_in);
  EXPECT_THAT(bearer.error().what, HasSubstr("ended with code 1; is it signed in? `az login` does it"));
}

}  // namespace
}  // namespace patrol::cli

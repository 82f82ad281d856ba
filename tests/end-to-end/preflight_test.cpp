#include "tests/auditor/store/scratch_folder.h"
#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

/// `patrol preflight`, which tells what a credential can decide.
namespace patrol::end_to_end {
namespace {

using testing::HasSubstr;
using testing::Not;

Ended preflight(const Emulator& server, const std::string& token) {
  std::vector<std::string> environment = plain_environment();
  environment.push_back("PATROL_TOKEN=" + token);
  return run_patrol(
      {"preflight", "--integrations", integrations(), "--server", server.url(), "--now", reference_time},
      environment);
}

TEST(Preflight, NeedsAHandfulOfRequestsAndSeesWhatTheCredentialHoldsTooMuch) {
  Emulator contoso;
  const Ended ended = preflight(contoso, auditor_secret);
  EXPECT_EQ(ended.code, 0) << ended.out;
  EXPECT_THAT(ended.out, HasSubstr("contoso, read as Compliance Auditor <auditor@contoso.com>"));
  EXPECT_THAT(ended.out, HasSubstr("Ready: "));
  EXPECT_THAT(ended.out, HasSubstr("holds more than is needed: Work Items: Read (vso.work)"));
  const Statistics statistics = contoso.stop();
  EXPECT_LE(statistics.requests, 18U);
  EXPECT_EQ(statistics.writes, 0U);
}

TEST(Preflight, SaysWhatANarrowCredentialIsMissing) {
  Emulator contoso;
  const Ended ended = preflight(contoso, "contoso-flow-demo-token");
  EXPECT_EQ(ended.code, 2) << ended.out;
  EXPECT_THAT(ended.out, HasSubstr("Can not be decided with this credential\n  pluralsight-flow: "));
  EXPECT_THAT(ended.out, HasSubstr("Token Administration: Read & manage (vso.tokenadministration)"));
  EXPECT_THAT(ended.out, HasSubstr("Not ready: "));
  EXPECT_THAT(ended.out, Not(HasSubstr("contoso-flow-demo-token")));
}

TEST(Preflight, SaysThatADeadCredentialDecidesNothingOfTheService) {
  Emulator contoso;
  const Ended ended = preflight(contoso, "no-token-of-anybody");
  EXPECT_EQ(ended.code, 2) << ended.out;
  EXPECT_THAT(ended.out, HasSubstr("read as nobody knows whom"));
  EXPECT_THAT(ended.out, HasSubstr("Can be decided\n  pluralsight-flow: connection.base-url\n"));
}

}  // namespace
}  // namespace patrol::end_to_end

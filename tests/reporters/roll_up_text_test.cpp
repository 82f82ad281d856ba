#include "reporters/roll_up_text.h"

#include "tests/reporters/sample_audit.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(RollUpText, TellsHowManyOrganizationsStandWhere) {
  EXPECT_EQ(organizations_text(roll_up(organizations_audit(50))),
            "50 organizations: 1 fail, 2 inconclusive, 47 pass");
  EXPECT_EQ(organizations_text(roll_up(empty_audit())), "0 organizations");
}

TEST(RollUpText, BeginsWithWhatIsWorst) {
  EXPECT_EQ(worst_first(roll_up(organizations_audit(5))), (std::vector<std::size_t>{2, 1, 3, 0, 4}));
  RollUp rolled;
  rolled.organizations.resize(3);
  for (OrganizationResult& result : rolled.organizations) result.standing = Standing::fail;
  rolled.organizations[0].tally.failures = {9, 9, 9, 0, 0};
  rolled.organizations[1].tally.failures = {0, 0, 0, 0, 1};
  rolled.organizations[2].tally.failures = {0, 0, 0, 2, 1};
  EXPECT_EQ(worst_first(rolled), (std::vector<std::size_t>{2, 1, 0}));
}

TEST(RollUpText, TellsFailuresBySeverity) {
  Tally tally;
  EXPECT_EQ(failures_text(tally), "");
  tally.failures = {1, 0, 0, 3, 2};
  EXPECT_EQ(failures_text(tally), "2 critical, 3 high, 1 info");
}

TEST(RollUpText, SaysWhatWasNotReadAndWhy) {
  const RollUp rolled = roll_up(organizations_audit(2));
  EXPECT_EQ(unread_text(rolled.organizations[0]), "");
  EXPECT_EQ(unread_text(rolled.organizations[1]),
            "the tokens of svc-gap@contoso.com: HTTP 401: the scope of the credential does not cover this");
}

TEST(RollUpText, NamesIntegrationsByTheirPolicyAndWhatTheyHaveInCommon) {
  const Audit audit = organizations_audit(4);
  const RollUp rolled = roll_up(audit);
  ASSERT_EQ(rolled.side_by_side.size(), 2U);
  EXPECT_EQ(name_of(audit, rolled.side_by_side[0]), "Jira");
  EXPECT_EQ(name_of(audit, rolled.side_by_side[1]), "Pluralsight Flow: flow");
  EXPECT_EQ(name_of(empty_audit(), rolled.side_by_side[1]), "pluralsight-flow: flow");
}

TEST(RollUpText, FindsTheWorstOfSeveral) {
  RollUp rolled;
  rolled.integrations = {Standing::pass, Standing::fail, Standing::inconclusive, Standing::fail};
  const std::vector<std::uint32_t> all{0, 1, 2, 3};
  const WorstStanding worst = worst_of(rolled, all);
  EXPECT_EQ(worst.standing, Standing::fail);
  EXPECT_EQ(worst.count, 2U);
  EXPECT_EQ(worst.first, 1U);
}

}  // namespace
}  // namespace patrol

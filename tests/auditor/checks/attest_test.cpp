#include "tests/support/ask.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

const Rule consent = rule_of({Attested{"Third-party application access via OAuth is on"}});

Finding ask_with(const char* statement, const char* on, const char* until) {
  Integration integration = flow_integration();
  integration.attestations = {{statement, "grace@contoso.com", *parse_time(on), *parse_time(until)}};
  return ask(consent, World().snapshot(), integration);
}

TEST(Attest, PassesOnASignedStatementHoweverItIsSpaced) {
  const Finding finding =
      ask_with("third-party  application access\nvia OAuth is on.", "2026-11-01", "2027-05-01");
  EXPECT_EQ(finding.verdict, Verdict::pass);
  EXPECT_EQ(finding.observed, "attested by grace@contoso.com on 2026-11-01, until 2027-05-01");
}

TEST(Attest, IsInconclusiveWhereNobodySigned) {
  const Finding finding = ask(consent, World().snapshot());
  EXPECT_EQ(finding.verdict, Verdict::inconclusive);
  EXPECT_EQ(
      finding.message,
      "not known: what no API tells: Third-party application access via OAuth is on (the integration file "
      "holds no attestation of it)");
  EXPECT_NE(finding.remediation->advice.text(), "");
  EXPECT_EQ(ask_with("Something else", "2026-11-01", "2027-05-01").verdict, Verdict::inconclusive);
}

TEST(Attest, IsGoodForItsLastDayAndNotForTheNext) {
  constexpr const char* statement = "Third-party application access via OAuth is on";
  EXPECT_EQ(ask_with(statement, "2026-11-01", "2026-11-23").verdict, Verdict::pass);
  EXPECT_EQ(ask_with(statement, "2026-11-01", "2026-11-22").verdict, Verdict::inconclusive);
}

TEST(Attest, IsNotGoodBeforeItsDay) {
  constexpr const char* statement = "Third-party application access via OAuth is on";
  EXPECT_EQ(ask_with(statement, "2026-11-23", "2027-01-01").verdict, Verdict::pass);
  EXPECT_EQ(ask_with(statement, "2026-11-24", "2027-01-01").verdict, Verdict::inconclusive);
}

}  // namespace
}  // namespace patrol

#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol::end_to_end {
namespace {

/// What Contoso's auditor sees of two good integrations and one bad one when nothing goes wrong.
struct Seen {
  Ended ended;
  std::string report;
  Verdicts verdicts;
};

Seen audit(const std::vector<std::string>& emulator_flags, const std::vector<std::string>& more = {}) {
  Emulator contoso(emulator_flags);
  const ScratchFolder folder;
  std::vector<std::string> line{"audit",
                                "--integrations",
                                integrations(),
                                "--only",
                                "flow-production",
                                "flow-webhooks",
                                "flow-nested-admin",
                                "--server",
                                contoso.url(),
                                "--now",
                                reference_time,
                                "--report",
                                "json=" + (folder / "a")};
  line.insert(line.end(), more.begin(), more.end());
  Ended ended = run_patrol(line);
  const std::string report = bytes_of(folder / "a");
  return {std::move(ended), report, verdicts_of(report)};
}

std::string fault(const std::string& path, const std::string& answer) {
  return "path: " + path + ", answer: " + answer;
}

/// Every part of the service that patrol reads.
const std::vector<std::string> endpoints{"connectiondata",     "_apis/projects",     "_apis/identities",
                                         "accesscontrollists", "securitynamespaces", "tokenadmin",
                                         "graph/groups",       "userentitlements"};

/// The one thing that a fault may do: make what was known unknown.
void expect_no_verdict_but_unknown(const Seen& disturbed, const Verdicts& calm, const std::string& what) {
  EXPECT_EQ(disturbed.verdicts.size(), calm.size()) << what << disturbed.ended.err;
  for (const auto& [finding, verdict] : disturbed.verdicts) {
    if (verdict == "inconclusive") continue;
    const auto found = calm.find(finding);
    ASSERT_NE(found, calm.end()) << what << ": " << finding;
    EXPECT_EQ(verdict, found->second) << what << ": " << finding;
  }
  EXPECT_TRUE(says_what_to_do(disturbed.report)) << what;
}

std::string name_of(const testing::TestParamInfo<std::string>& test) {
  std::string name = test.param;
  std::ranges::replace(name, '-', '_');
  return name;
}

/// An answer that is no evidence, from each part of the service in turn.
class Fault : public testing::TestWithParam<std::string> {};

TEST_P(Fault, NeverMakesAPassOrAFail) {
  const Verdicts calm = audit({}).verdicts;
  for (const std::string& endpoint : endpoints) {
    const Seen disturbed = audit({"--fault", fault(endpoint, GetParam())});
    expect_no_verdict_but_unknown(disturbed, calm, GetParam() + " from " + endpoint);
    // So that this test can not pass because the fault never struck; a single answer has no pages.
    const bool must_matter =
        endpoint == "tokenadmin" || (endpoint == "_apis/identities" && GetParam() != "paging-loop");
    EXPECT_TRUE(!must_matter || disturbed.verdicts != calm) << GetParam() << " from " << endpoint;
  }
}

/// Those that are final: asking again would give the same.
INSTANTIATE_TEST_SUITE_P(Final, Fault,
                         testing::Values("sign-in", "redirect", "html", "unauthorized", "forbidden",
                                         "wrong-shape", "nulls", "paging-loop", "empty"),
                         name_of);

/// An answer that may be better the next time; it is asked for again, which takes its time.
class PassingFault : public testing::TestWithParam<std::string> {};

TEST_P(PassingFault, IsSurvivedWhereItPasses) {
  const Seen calm = audit({});
  const Seen disturbed = audit({"--fault", fault("tokenadmin", GetParam()) + ", first: 1"});
  EXPECT_EQ(disturbed.verdicts, calm.verdicts);
  EXPECT_EQ(disturbed.ended.code, calm.ended.code) << disturbed.ended.err;
}

TEST_P(PassingFault, NeverMakesAPassOrAFailWhereItStays) {
  const Verdicts calm = audit({}).verdicts;
  expect_no_verdict_but_unknown(audit({"--fault", fault("tokenadmin", GetParam())}), calm, GetParam());
}

INSTANTIATE_TEST_SUITE_P(Passing, PassingFault, testing::Values("truncated", "cut-off", "drop", "throttled"),
                         name_of);

TEST(Throttling, SlowsAnAuditDownAndChangesNothing) {
  const Seen calm = audit({});
  const Seen disturbed = audit({"--throttle", "after: 10, refuse: 2, retry_after: 1"});
  EXPECT_EQ(disturbed.verdicts, calm.verdicts) << disturbed.ended.err;
}

TEST(Paging, OfOneEntryAPageChangesNothing) {
  EXPECT_EQ(audit({"--page-size", "1"}).verdicts, audit({}).verdicts);
}

}  // namespace
}  // namespace patrol::end_to_end

#include "reporters/selection.h"

#include "tests/reporters/sample_audit.h"

#include <gtest/gtest.h>

#include <string>

namespace patrol {
namespace {

std::vector<std::string> rules_of(const Audit& audit, const Findings& findings) {
  std::vector<std::string> ids;
  for (const Finding* finding : findings) ids.push_back(audit.rule_of(*finding).id);
  return ids;
}

TEST(Selection, HasTheMostSevereFailureFirstAndNoWaivedOne) {
  const Audit audit = sample_audit();
  EXPECT_EQ(rules_of(audit, failures(audit)),
            (std::vector<std::string>{"org.no-admin", "pat.scopes", "project.readers", "pat.no-excess",
                                      "pat.note"}));
  EXPECT_EQ(rules_of(audit, waived(audit)), std::vector<std::string>{"org.no-admin"});
}

TEST(Selection, HoldsEachFindingOnce) {
  const Audit audit = hostile_audit();
  EXPECT_EQ(failures(audit).size(), audit.totals.fail);
  EXPECT_EQ(waived(audit).size(), audit.totals.waived);
  EXPECT_EQ(inconclusive(audit).size(), audit.totals.inconclusive);
  EXPECT_EQ(with_verdict(audit, Verdict::pass).size(), audit.totals.pass);
  EXPECT_EQ(with_verdict(audit, Verdict::not_applicable).size(), audit.totals.not_applicable);
}

TEST(Selection, CountsTogetherWhatFailsInManyProjects) {
  Audit audit = sample_audit();
  const Finding one = audit.findings[11];
  audit.findings.insert(audit.findings.end(), 3, one);
  const auto counts = [&] {
    std::vector<std::size_t> all;
    for (const Alike& few : alike(audit, failures(audit))) all.push_back(few.count);
    return all;
  };
  EXPECT_EQ(counts(), (std::vector<std::size_t>{1, 1, 4, 1, 1}));
  audit.findings.back().since = SinceBaseline{.change = Change::worse};
  EXPECT_EQ(counts(), (std::vector<std::size_t>{1, 1, 3, 1, 1, 1}));
  for (Finding& finding : audit.findings) finding.project.reset();
  EXPECT_EQ(counts().size(), failures(audit).size()) << "nothing tells one from the other";
}

}  // namespace
}  // namespace patrol

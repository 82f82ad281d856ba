#include "auditor/evaluate/live_catalogue.h"

#include "tests/support/ask.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol {
namespace {

using Texts = std::vector<std::string>;

class LiveDifferences : public ::testing::Test {
 protected:
  LiveDifferences() {
    policy.rules = {rule_of({AllOf{{{Permissions{{read_code}}}, {AnyOf{{{Permissions{{read_code}}}}}}}}})};
  }
  Texts differences() const {
    return live_differences(policy, small_catalogue(), snapshot.organizations.at("contoso"));
  }
  std::vector<SecurityNamespace>& live() {
    return snapshot.organizations.at("contoso").namespaces->known.items;
  }
  SecurityNamespace& git() {
    return *std::ranges::find(live(), std::string(git_namespace), &SecurityNamespace::id);
  }

  const Permission read_code{.level = Permission::Level::project,
                             .place = {.kind = Place::Kind::each_project},
                             .namespace_id = git_namespace,
                             .namespace_name = "Git Repositories",
                             .action = "GenericRead",
                             .words = "Read"};
  Policy policy;
  Snapshot snapshot = World().account("svc@contoso.com").snapshot();
};

TEST_F(LiveDifferences, AreNoneWhereTheServiceAgrees) {
  EXPECT_EQ(differences(), Texts{});
}

TEST_F(LiveDifferences, TellOfAnotherBitOnce) {
  git().actions.at(1).bit = 8;
  EXPECT_EQ(differences(),
            Texts{"the service has the action Git Repositories/GenericRead at bit 8, the catalogue of "
                  "this patrol at bit 2; the service's own bit was taken"});
}

TEST_F(LiveDifferences, TellOfWhatIsNotThereAnyMore) {
  std::erase_if(git().actions, [](const auto& action) { return action.name == "GenericRead"; });
  EXPECT_EQ(differences(),
            Texts{"the service has no action Git Repositories/GenericRead, which the catalogue of this "
                  "patrol knows; what asks for it is inconclusive"});
  std::erase_if(live(), [](const auto& space) { return space.id == git_namespace; });
  EXPECT_EQ(
      differences(),
      Texts{
          "the service has no security namespace Git Repositories, which the catalogue of this patrol knows; "
          "what asks for Git Repositories/GenericRead is inconclusive"});
}

TEST_F(LiveDifferences, OfWhatNoPolicyNamesDoNotMatter) {
  git().actions.at(0).bit = 1 << 20;
  EXPECT_EQ(differences(), Texts{});
}

TEST_F(LiveDifferences, OfANamespaceThatARuleBoundsAreToldOnceWithAllOfIt) {
  policy.rules = {rule_of({Permissions{{read_code}}}, Rule::Mode::at_most)};
  EXPECT_EQ(differences(), Texts{});
  git().actions.at(0).bit = 1 << 20;
  git().actions.push_back({1 << 21, "Rewrite", "Rewrite all"});
  std::erase_if(git().actions, [](const auto& action) { return action.name == "ForcePush"; });
  EXPECT_EQ(
      differences(),
      Texts{"the security namespace Git Repositories is not as the catalogue of this patrol knows it: it "
            "has Administer at bit 1048576 in place of 1, has the action Rewrite too and has no action "
            "ForcePush; see whether the rules still say what they are meant to"});
}

TEST_F(LiveDifferences, TellWhatTheServiceKeepsForItselfAndHowTokensInherit) {
  git().system_bits = 2;
  git().separator = ":";
  EXPECT_EQ(
      differences(),
      Texts{"the security namespace Git Repositories is not as the catalogue of this patrol knows it: it "
            "keeps the bits 2 for the service in place of 0 and parts its tokens by `:`; see whether the "
            "rules still say what they are meant to"});
  git().system_bits = 0;
  git().separator = "";
  git().hierarchical = false;
  EXPECT_EQ(
      differences(),
      Texts{"the security namespace Git Repositories is not as the catalogue of this patrol knows it: it "
            "has tokens that do not inherit from each other; see whether the rules still say what they "
            "are meant to"});
}

TEST_F(LiveDifferences, AreNotKnownWhereTheListWasNotRead) {
  hide(snapshot, FactKey::Kind::namespaces);
  EXPECT_EQ(differences(), Texts{});
}

TEST_F(LiveDifferences, AreNoticesOfTheOrganizationInTheAudit) {
  git().actions.at(1).bit = 8;
  policy.id = "test";
  Integration second = flow_integration();
  second.name = "another";
  const Audit audit = evaluate({{policy.id, policy}}, {flow_integration(), second}, small_catalogue(),
                               snapshot, {.now = test_now()});
  ASSERT_EQ(audit.notices.size(), 1U);
  EXPECT_EQ(audit.notices[0].organization, "contoso");
  EXPECT_EQ(audit.notices[0].integration, "");
}

}  // namespace
}  // namespace patrol

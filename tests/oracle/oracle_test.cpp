#include "tests/oracle/comparison.h"
#include "tests/oracle/generator.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace patrol::oracle {
namespace {

/// How much is compared depends on what the build can do in some seconds; CMakeLists.txt says.
constexpr std::size_t organizations = PATROL_ORACLE_ORGANIZATIONS;
constexpr std::size_t questions = PATROL_ORACLE_QUESTIONS;
constexpr std::size_t slices = 8;
constexpr std::size_t most_shown = 3;

class Oracle : public testing::TestWithParam<std::size_t> {};

TEST_P(Oracle, AgreesWithPatrolOnOrganizationsMadeByChance) {
  std::size_t compared = 0, more_careful = 0, left_out = 0, shown = 0;
  for (std::size_t seed = GetParam(); seed < organizations && shown < most_shown; seed += slices) {
    const auto organization = random_organization(seed);
    const Comparison comparison = compare(organization, random_questions(seed, questions));
    compared += comparison.compared;
    more_careful += comparison.more_careful;
    left_out += comparison.left_out ? 1 : 0;
    if (comparison.disagreements.empty()) continue;
    ++shown;
    ADD_FAILURE() << "organization " << seed << " has " << comparison.disagreements.size()
                  << " disagreements; the first, made small:\n"
                  << smallest_case(organization, comparison.disagreements.front());
  }
  EXPECT_LT(left_out, organizations / slices / 10 + 1);
  EXPECT_LT(more_careful * 200, compared + 200) << "more than one in 200 is inconclusive without need";
  RecordProperty("more_careful", std::to_string(more_careful));
  RecordProperty("compared", std::to_string(compared));
}
INSTANTIATE_TEST_SUITE_P(Slices, Oracle, testing::Range<std::size_t>(0, slices));

/// What is made by chance must be worth asking: all verdicts come up, for each kind of requirement.
TEST(RandomOrganizations, GiveEveryVerdictForEveryKindOfRequirement) {
  std::map<std::pair<std::size_t, Verdict>, std::size_t> met;
  for (std::size_t seed = 0; seed < 120; ++seed) {
    const auto rules = random_questions(seed, 100);
    for (const auto& [key, finding] : patrols_findings(rules, snapshot_of(random_organization(seed)))) {
      const auto rule = std::ranges::find(rules, key.first, &Rule::id);
      ++met[{rule->requirement.kind.index(), finding.verdict}];
    }
  }
  for (const Requirement& kind :
       {Requirement{PatScopes{}}, Requirement{Groups{}}, Requirement{Roles{}}, Requirement{Permissions{}},
        Requirement{AccessAtLeast{}}, Requirement{AccountState{}}, Requirement{PatState{}},
        Requirement{AnyOf{}}, Requirement{AllOf{}}}) {
    for (const Verdict verdict : {Verdict::pass, Verdict::fail, Verdict::inconclusive}) {
      const std::size_t count = met[{kind.kind.index(), verdict}];
      EXPECT_GT(count, 5U) << "kind " << kind.kind.index() << ", " << to_word(verdict);
    }
  }
}

/// And for permissions at every level, both where they are required and where they are forbidden.
TEST(RandomOrganizations, GiveEveryVerdictForPermissionsAtEveryLevel) {
  std::map<std::tuple<Permission::Level, Rule::Mode, Verdict>, std::size_t> met;
  for (std::size_t seed = 0; seed < 100; ++seed) {
    const auto rules = random_questions(seed, 150);
    for (const auto& [key, finding] : patrols_findings(rules, snapshot_of(random_organization(seed)))) {
      const auto rule = std::ranges::find(rules, key.first, &Rule::id);
      const auto* const asked = std::get_if<Permissions>(&rule->requirement.kind);
      if (asked != nullptr) ++met[{asked->permissions.front().level, rule->mode, finding.verdict}];
    }
  }
  for (const Permission::Level level : permission_levels) {
    for (const Rule::Mode mode : {Rule::Mode::require, Rule::Mode::forbid}) {
      for (const Verdict verdict : {Verdict::pass, Verdict::fail, Verdict::inconclusive}) {
        const std::size_t count = met[{level, mode, verdict}];
        EXPECT_GT(count, 5U) << to_word(mode) << " " << to_word(level) << ", " << to_word(verdict);
      }
    }
  }
}

TEST(SmallestCase, KeepsOnlyTheLinesThatTheDisagreementNeeds) {
  const auto organization = random_organization(3);
  // A question on which the two can not agree, as one of them knows nothing of it: what was typed.
  Rule rule;
  rule.id = "q";
  rule.mode = Rule::Mode::require;
  rule.requirement = {ConnectionState{"https://dev.azure.com/{organization}"}};
  const auto disagreements = compare(organization, {rule}).disagreements;
  ASSERT_EQ(disagreements.size(), 1U);
  EXPECT_EQ(
      smallest_case(organization, disagreements.front()),
      "rule:\n  require: {?}\norganization:\npatrol: pass  # the base URL is https://dev.azure.com/contoso\n"
      "oracle: inconclusive\n");
}

}  // namespace
}  // namespace patrol::oracle

#include "tests/oracle/excess.h"

#include "tests/oracle/generator.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace patrol::oracle {
namespace {

/// An organization takes some dozens of answers of the second opinion; a part of those that questions are
/// asked of is enough to meet each kind of need many times.
constexpr std::size_t organizations = PATROL_ORACLE_ORGANIZATIONS / 4;
constexpr std::size_t slices = 8;
constexpr std::size_t most_shown = 3;
constexpr std::size_t most_rules = 6;

class Excess : public testing::TestWithParam<std::size_t> {};

/// Half of a list is another half where a line less is in it, which is no matter of what is needed; and what
/// is told is found by the names that the lines give it.
std::vector<Statement> organization_of(std::uint64_t seed) {
  std::vector<Statement> lines = random_organization(seed);
  std::erase_if(lines, [](const Statement& line) {
    return line.what == Statement::What::half || line.what == Statement::What::renamed;
  });
  return lines;
}

TEST_P(Excess, IsWhatCanBeTakenAwayAndNothingElseCan) {
  std::size_t told = 0, compared = 0, left_out = 0, shown = 0, let_off = 0;
  std::string first_let_off;
  for (std::size_t seed = GetParam(); seed < organizations && shown < most_shown; seed += slices) {
    const auto organization = organization_of(seed);
    const auto rules = random_needs(seed, 1 + seed % most_rules);
    const ExcessComparison comparison = compare_excess(organization, rules);
    told += comparison.told;
    compared += comparison.compared;
    left_out += comparison.left_out ? 1 : 0;
    let_off += comparison.let_off.size();
    if (first_let_off.empty() && !comparison.let_off.empty()) {
      first_let_off = smallest_excess_case(organization, rules, comparison.let_off.front());
    }
    if (comparison.disputes.empty()) continue;
    ++shown;
    ADD_FAILURE() << "organization " << seed << ", made small:\n"
                  << smallest_excess_case(organization, rules, comparison.disputes.front());
  }
  // Of the few that are tried under the sanitizers a slice may have none with anything to tell.
  constexpr std::size_t many = 20;
  if (organizations / slices >= many) {
    EXPECT_GE(told * 4, organizations / slices);
  }
  EXPECT_GT(compared, organizations / slices);
  EXPECT_LT(left_out, organizations / slices / 10 + 1);
  EXPECT_LT(let_off * 100, compared + 200) << "more than one in 100 is let off, such as:\n" << first_let_off;
  RecordProperty("let_off", std::to_string(let_off));
  RecordProperty("compared", std::to_string(compared));
}

TEST_P(Excess, LeavesTheFewestGroupsWithWhichAllIsAsItWas) {
  std::size_t shown = 0;
  for (std::size_t seed = GetParam(); seed < organizations && shown < most_shown; seed += slices) {
    std::vector<Rule> rules = nesting_needs();
    std::rotate(rules.begin(), rules.begin() + static_cast<std::ptrdiff_t>(seed % rules.size()), rules.end());
    const std::string why = why_not_the_fewest(random_nesting(seed), rules, nested_groups());
    if (why.empty()) continue;
    ++shown;
    ADD_FAILURE() << "organization " << seed << ": " << why;
  }
}
INSTANTIATE_TEST_SUITE_P(Slices, Excess, testing::Range<std::size_t>(0, slices));

}  // namespace
}  // namespace patrol::oracle

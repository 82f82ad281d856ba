#include "auditor/evaluate/least_union.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <random>
#include <set>
#include <vector>

namespace patrol {
namespace {

using Things = std::vector<std::size_t>;
constexpr std::size_t enough = 1'000'000;

std::optional<Things> least(const std::vector<Ways>& choices, const std::vector<Price>& prices,
                            std::size_t most_looks = enough) {
  std::vector<const Ways*> pointers;
  for (const Ways& ways : choices) pointers.push_back(&ways);
  return least_union(pointers, prices, most_looks);
}

Price price_of(const std::set<std::size_t>& things, const std::vector<Price>& prices) {
  Price price = 0;
  for (const std::size_t thing : things) price += prices[thing];
  return price;
}

/// By trying all combinations of ways.
Price least_price(const std::vector<Ways>& choices, const std::vector<Price>& prices, std::size_t next = 0,
                  const std::set<std::size_t>& taken = {}) {
  if (next == choices.size()) return price_of(taken, prices);
  Price least = ~Price{0};
  for (const Things& way : choices[next]) {
    std::set<std::size_t> more = taken;
    more.insert(way.begin(), way.end());
    least = std::min(least, least_price(choices, prices, next + 1, more));
  }
  return least;
}

/// Each two of so many things, of which one is enough: all things but one are needed.
std::vector<Ways> each_pair_of(std::size_t things) {
  std::vector<Ways> choices;
  for (std::size_t one = 0; one < things; ++one) {
    for (std::size_t other = 0; other < one; ++other) choices.push_back({{one}, {other}});
  }
  return choices;
}

TEST(LeastUnion, IsNothingWhereNothingIsToChoose) {
  EXPECT_EQ(least({}, {}), Things{});
}

TEST(LeastUnion, TakesTheCheapestWay) {
  EXPECT_EQ(least({{{0, 1}, {2}}}, {1, 1, 1}), Things{2});
  EXPECT_EQ(least({{{0, 1}, {2}}}, {1, 1, 3}), (Things{0, 1}));
}

TEST(LeastUnion, TakesWhatServesTwoChoices) {
  EXPECT_EQ(least({{{0}, {1}}, {{1}, {2}}}, {1, 1, 1}), Things{1});
  EXPECT_EQ(least({{{0}, {1}}, {{1}, {2}}}, {1, 3, 1}), (Things{0, 2}));
}

TEST(LeastUnion, TakesADearThingThatManyShare) {
  std::vector<Ways> choices;
  for (std::size_t i = 0; i < 300; ++i) choices.push_back({{1 + 3 * i, 2 + 3 * i}, {0, 3 + 3 * i}});
  const auto taken = least(choices, std::vector<Price>(901, 1));
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->size(), 301U);
  EXPECT_EQ(taken->front(), 0U);
}

TEST(LeastUnion, OfEqualOnesIsAlwaysTheSame) {
  EXPECT_EQ(least({{{0}, {1}}}, {1, 1}), Things{0});
  EXPECT_EQ(least(each_pair_of(3), {1, 1, 1}), least(each_pair_of(3), {1, 1, 1}));
}

TEST(LeastUnion, IsNotGuessedWhereItTakesTooLong) {
  const auto taken = least(each_pair_of(10), std::vector<Price>(10, 1));
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->size(), 9U);
  EXPECT_EQ(least(each_pair_of(10), std::vector<Price>(10, 1), 100), std::nullopt);
  EXPECT_EQ(least(each_pair_of(40), std::vector<Price>(40, 1)), std::nullopt);
}

TEST(LeastUnion, IsThatOfAllCombinations) {
  std::mt19937_64 chance(20261123);
  const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(chance() % bound); };
  for (int i = 0; i < 400; ++i) {
    const std::size_t things = 2 + below(8);
    std::vector<Price> prices;
    for (std::size_t thing = 0; thing < things; ++thing) {
      prices.push_back(Price{1} << (12 * below(4)));
    }
    std::vector<Ways> choices(1 + below(6));
    for (Ways& ways : choices) {
      ways.resize(1 + below(4));
      for (Things& way : ways) {
        std::set<std::size_t> some;
        while (some.size() < std::min<std::size_t>(things, 3) && (some.empty() || below(2) == 0)) {
          some.insert(below(things));
        }
        way.assign(some.begin(), some.end());
      }
    }
    const auto taken = least(choices, prices);
    ASSERT_TRUE(taken);
    EXPECT_TRUE(std::ranges::is_sorted(*taken));
    for (const Ways& ways : choices) {
      EXPECT_TRUE(
          std::ranges::any_of(ways, [&](const Things& way) { return std::ranges::includes(*taken, way); }));
    }
    EXPECT_EQ(price_of({taken->begin(), taken->end()}, prices), least_price(choices, prices));
  }
}

}  // namespace
}  // namespace patrol

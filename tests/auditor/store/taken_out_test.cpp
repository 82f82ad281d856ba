#include "auditor/store/taken_out.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

using Rows = std::vector<std::int64_t>;

TEST(TakenOut, IsWhatTheSamePlaceHoldsNoMore) {
  TakenOut taken_out;
  EXPECT_EQ(taken_out.look("folder", {1, 2, 3}), Rows{});
  EXPECT_EQ(taken_out.look("folder", {1, 3}), Rows{2});
  EXPECT_EQ(taken_out.look("folder", {1, 3}), Rows{}) << "it is told once";
  EXPECT_EQ(taken_out.look("folder", {1, 2, 3}), Rows{});
  EXPECT_EQ(taken_out.look("folder", {1}), (Rows{2, 3}));
}

TEST(TakenOut, IsNothingByAnAuditOfSome) {
  TakenOut taken_out;
  taken_out.look("folder", {1, 2});
  EXPECT_EQ(taken_out.look("", {1}), Rows{});
  EXPECT_EQ(taken_out.look("", {2}), Rows{});
  EXPECT_EQ(taken_out.look("folder", {1}), Rows{2});
}

TEST(TakenOut, IsNothingByAnAuditFromElsewhere) {
  TakenOut taken_out;
  taken_out.look("all", {1, 2, 3});
  EXPECT_EQ(taken_out.look("critical", {1}), Rows{});
  EXPECT_EQ(taken_out.look("all", {1, 2, 3}), Rows{});
}

TEST(TakenOut, IsNothingWhereNothingIsSharedWithTheAuditBefore) {
  TakenOut taken_out;
  taken_out.look("integrations", {1, 2});
  EXPECT_EQ(taken_out.look("integrations", {7, 8}), Rows{}) << "of another repository";
  EXPECT_EQ(taken_out.look("integrations", {1, 2}), Rows{});
}

TEST(TakenOut, IsNothingThatMovedToAnotherPlace) {
  TakenOut taken_out;
  taken_out.look("a", {1, 2});
  taken_out.look("b", {2, 3});
  EXPECT_EQ(taken_out.look("a", {1}), Rows{});
  const std::map<std::int64_t, std::string> wanted{{1, "a"}, {2, "b"}, {3, "b"}};
  EXPECT_EQ(taken_out.present(), wanted);
}

TEST(TakenOut, RemembersWhatWasBefore) {
  TakenOut earlier;
  earlier.look("folder", {1, 2, 3});
  earlier.look("folder", {1, 2});
  TakenOut taken_out;
  for (const auto& [integration, place] : earlier.present()) taken_out.remember(integration, place);
  taken_out.remember(9, "");
  EXPECT_EQ(taken_out.look("folder", {1}), Rows{2});
}

}  // namespace
}  // namespace patrol

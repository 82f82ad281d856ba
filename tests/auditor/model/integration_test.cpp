#include "auditor/model/integration.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(NumberFor, IsTheIntegrationsOwnWhereItSetsTheParameter) {
  Integration integration;
  EXPECT_EQ(number_for({14, "days_left"}, integration), 14);
  integration.parameters = {{"days_left", 30}};
  EXPECT_EQ(number_for({14, "days_left"}, integration), 30);
  EXPECT_EQ(number_for({14, "another"}, integration), 14);
}

TEST(SameStatement, LooksAtTheWordsAlone) {
  EXPECT_TRUE(same_statement("Consent  was\ngiven.", " consent was given "));
  EXPECT_FALSE(same_statement("Consent was given", "Consent was not given"));
  EXPECT_FALSE(same_statement("Consent was given", ""));
}

}  // namespace
}  // namespace patrol

#include "auditor/model/words.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(Words, EverySeverityReadsBack) {
  for (const Severity severity : severities) EXPECT_EQ(severity_from(to_word(severity)), severity);
  EXPECT_EQ(severity_from("High"), std::nullopt);
}

TEST(Words, EveryVerdictReadsBack) {
  for (const Verdict verdict :
       {Verdict::pass, Verdict::fail, Verdict::inconclusive, Verdict::not_applicable}) {
    EXPECT_EQ(verdict_from(to_word(verdict)), verdict);
  }
}

TEST(Words, SeverityIsOrdinal) {
  EXPECT_LT(Severity::info, Severity::low);
  EXPECT_LT(Severity::high, Severity::critical);
}

}  // namespace
}  // namespace patrol

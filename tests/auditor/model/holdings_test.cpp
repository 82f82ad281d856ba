#include "auditor/model/holdings.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(Excess, KindsAreTheWordsOfTheReports) {
  EXPECT_EQ(to_word(Excess::Kind::scope), "scope");
  EXPECT_EQ(to_word(Excess::Kind::token), "token");
  EXPECT_EQ(to_word(Excess::Kind::access_level), "access_level");
}

TEST(AuditedToken, EndsWithItsDates) {
  EXPECT_EQ(AuditedToken{.valid_to = parse_time("2027-05-01")}.end(), parse_time("2027-05-01"));
  EXPECT_EQ(AuditedToken{}.end(), std::nullopt);
}

TEST(AuditedToken, OfAllOrganizationsEndsWithThemAll) {
  const AuditedToken late{.valid_to = parse_time("2027-05-01"), .all_organizations = true};
  EXPECT_EQ(late.end(), parse_time("2026-12-01"));
  const AuditedToken early{.valid_to = parse_time("2026-11-30"), .all_organizations = true};
  EXPECT_EQ(early.end(), parse_time("2026-11-30"));
  EXPECT_EQ((AuditedToken{.all_organizations = true}.end()), parse_time("2026-12-01"));
}

}  // namespace
}  // namespace patrol

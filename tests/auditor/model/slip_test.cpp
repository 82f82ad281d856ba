#include "auditor/model/slip.h"

#include <gtest/gtest.h>

#include <vector>

namespace patrol {
namespace {

std::string meant(const std::string& name, const std::vector<std::string>& there) {
  return likely_meant(name, there);
}

TEST(LikelyMeant, IsTheNearestName) {
  EXPECT_EQ(meant("Project Collection Administrator", {"Owners", "Project Collection Administrators"}),
            "Project Collection Administrators");
  EXPECT_EQ(meant("contributor", {"Contributers", "Contributors"}), "Contributors");
  EXPECT_EQ(meant("ProjectAdministrators", {"Project Administrators"}), "Project Administrators");
}

TEST(LikelyMeant, IsNothingWhereAWordIsAnotherOne) {
  EXPECT_EQ(meant("Release Administrators", {"Build Administrators"}), "");
  EXPECT_EQ(meant("Endpoint Administrators", {"Project Administrators"}), "");
  EXPECT_EQ(meant("Project Collection Auditors", {"Project Collection Administrators"}), "");
}

TEST(LikelyMeant, IsNothingWhereANumberOrAShortWordTellsThemApart) {
  EXPECT_EQ(meant("linux-1", {"linux-2"}), "");
  EXPECT_EQ(meant("Builders2", {"Builders3"}), "");
  EXPECT_EQ(meant("Team A", {"Team B"}), "");
  EXPECT_EQ(meant("service-prod", {"service-test"}), "");
  EXPECT_EQ(meant("Release Managers", {"Release Managers EU"}), "");
}

TEST(LikelyMeant, IsNothingWhereTheNameIsThere) {
  EXPECT_EQ(meant("OWNERS", {"Owner", "Owners"}), "");
  EXPECT_EQ(meant("Owners", {}), "");
}

}  // namespace
}  // namespace patrol

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

/// That neither is taken for a slip of the other.
void expect_apart(const std::string& a, const std::string& b) {
  EXPECT_EQ(meant(a, {b}), "");
  EXPECT_EQ(meant(b, {a}), "");
}

/// That each is taken for a slip of the other.
void expect_slip(const std::string& a, const std::string& b) {
  EXPECT_EQ(meant(a, {b}), b);
  EXPECT_EQ(meant(b, {a}), a);
}

TEST(LikelyMeant, TellsNamesApartThatPeopleGiveToDifferentThings) {
  expect_apart("azure-eastus", "azure-westus");
  expect_apart("azure-stage-read", "azure-stage-lead");
  expect_apart("External Users", "Internal Users");
  expect_apart("Auditors", "Editors");
  expect_apart("Leaders", "Readers");
  expect_apart("SG-Prod-Internal", "SG-Prod-External");
  expect_apart("Internal", "External");
  expect_apart("SG-App-PRD", "SG-App-PRE");
  expect_apart("Build", "Builders");
  expect_apart("Report Users", "Reporting Users");
  expect_apart("TeamA", "Team B");
  expect_apart("Team", "Team A");
  expect_apart("Команда", "Каманды");
}

TEST(LikelyMeant, FindsShortenedSwappedDoubledAndRunTogetherWords) {
  expect_slip("Project Collection Admins", "Project Collection Administrators");
  expect_slip("Build Admins", "Build Administrators");
  expect_slip("BuildAdministrator", "Build Administrators");
  expect_slip("BuildAdmins", "Build Administrators");
  expect_slip("Pord Admins", "Prod Admins");
  expect_slip("Ops", "Opps");
  expect_slip("Dev", "Devs");
  expect_slip("Contributers", "Contributors");
  expect_slip("Contribtuosr", "Contributors");
  expect_slip("Командa", "Команда");
}

TEST(LikelyMeant, IsABuiltInNameAlsoWhereWordsAreMissing) {
  const std::vector<std::string> built_in{"Project Collection Build Administrators",
                                          "Project Collection Administrators",
                                          "Project Collection Valid Users"};
  const auto meant_of = [&](const std::string& name) { return likely_meant(name, {}, built_in); };
  EXPECT_EQ(meant_of("Project Administrators"), "Project Collection Administrators");
  EXPECT_EQ(meant_of("Collection Administrators"), "Project Collection Administrators");
  EXPECT_EQ(meant_of("Project Collection Admins"), "Project Collection Administrators");
  EXPECT_EQ(meant_of("Admins"), "Project Collection Administrators");
  EXPECT_EQ(meant_of("Build Admins"), "Project Collection Build Administrators");
  EXPECT_EQ(meant_of("Project Collection"), "");
  EXPECT_EQ(meant_of("Release Administrators"), "");
  EXPECT_EQ(meant_of("Administrators Project"), "");
  EXPECT_EQ(meant("Collection Administrators", {"Project Collection Administrators"}), "");
  EXPECT_EQ(likely_meant("Admins", std::vector<std::string>{"admins"}, built_in), "");
}

TEST(LikelyMeant, IsNothingWhereTheNameIsThere) {
  EXPECT_EQ(meant("OWNERS", {"Owner", "Owners"}), "");
  EXPECT_EQ(meant("Owners", {}), "");
}

}  // namespace
}  // namespace patrol

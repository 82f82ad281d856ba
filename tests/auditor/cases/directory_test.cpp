#include "auditor/cases/directory.h"

#include "auditor/model/descriptor.h"
#include "tests/auditor/cases/support.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol::cases {
namespace {

Directory directory_of(const Description& description) {
  Problems problems("d");
  Directory directory = make_directory(description, built_in_catalogue(), Time{}, problems);
  EXPECT_TRUE(problems.empty());
  return directory;
}

Description small() {
  Description told;
  told.projects = {{.name = {"Website", {}}}};
  told.users = {{.account = {"svc@contoso.com", {}}}};
  return told;
}

bool is_in(const Directory& directory, std::string_view member, std::string_view group) {
  const auto above =
      directory.groups_above(static_cast<std::size_t>(directory.find(member) - directory.subjects.data()));
  return std::ranges::any_of(above, [&](std::size_t each) { return directory.subjects[each].word == group; });
}

TEST(CaseDirectory, HasTheGroupsThatEveryOrganizationIsBornWith) {
  const Directory directory = directory_of(small());
  EXPECT_TRUE(is_in(directory, "Website\\Readers", "Project Collection Valid Users"));
  EXPECT_TRUE(is_in(directory, "Website\\Website Team", "Website\\Contributors"));
  EXPECT_EQ(directory.find("Project Collection Administrators")->identity.descriptor,
            well_known_group_descriptor(directory.id, "-0-0-0-0-1"));
}

TEST(CaseDirectory, KeepsEverybodyAmongTheValidUsers) {
  EXPECT_TRUE(is_in(directory_of(small()), "svc@contoso.com", "Project Collection Valid Users"));
}

TEST(CaseDirectory, HasAnAuditorWhoAdministersItUnlessItIsToldOtherwise) {
  Description told = small();
  const Directory directory = directory_of(told);
  EXPECT_TRUE(is_in(directory, "auditor@contoso.com", "Project Collection Administrators"));
  EXPECT_EQ(directory.subjects[directory.auditor].word, "auditor@contoso.com");
  told.auditor.standing = DescribedAuditor::Standing::no_administrator;
  EXPECT_FALSE(is_in(directory_of(told), "auditor@contoso.com", "Project Collection Administrators"));
}

TEST(CaseDirectory, DoesNotConfuseAUserWithTheAuditor) {
  Description told = small();
  told.users.push_back({.account = {"auditor@contoso.com", {}}});
  const Directory directory = directory_of(told);
  EXPECT_EQ(directory.subjects[directory.auditor].word, "the-auditor@contoso.com");
}

TEST(CaseDirectory, FollowsGroupsInACircleToItsEnd) {
  Description told = small();
  told.groups = {{.name = {"A", {}}, .members = {{"B", {}}, {"svc@contoso.com", {}}}},
                 {.name = {"B", {}}, .members = {{"A", {}}}}};
  EXPECT_TRUE(is_in(directory_of(told), "svc@contoso.com", "B"));
}

TEST(CaseDirectory, ShowsNobodyWhoIsHidden) {
  Description told = small();
  told.entra_groups = {{.name = {"Staff", {}}, .hidden = {{"svc@contoso.com", {}}}}};
  EXPECT_FALSE(is_in(directory_of(told), "svc@contoso.com", "Staff"));
}

TEST(CaseDirectory, PutsIdsIntoSecurityTokens) {
  const Directory directory = directory_of(small());
  std::vector<std::string> unknown;
  const ProjectSite& site = directory.projects.at(0);
  EXPECT_EQ(security_token(directory, "repoV2/{website}/{Website/Website}/x", unknown),
            "repoV2/" + site.project.id + "/" + site.repositories.at("website") + "/x");
  EXPECT_EQ(security_token(directory, "{Website:area}{Website:iteration}", unknown),
            site.area_id + site.iteration_id);
  EXPECT_TRUE(unknown.empty());
  security_token(directory, "{Mobile} {Website/x} {Website:x}", unknown);
  EXPECT_EQ(unknown, (std::vector<std::string>{"Mobile", "Website/x", "Website:x"}));
}

TEST(CaseDirectory, SaysTheSameTwice) {
  const Directory one = directory_of(small());
  const Directory two = directory_of(small());
  ASSERT_EQ(one.subjects.size(), two.subjects.size());
  for (std::size_t i = 0; i < one.subjects.size(); ++i)
    EXPECT_EQ(one.subjects[i].identity, two.subjects[i].identity);
}

}  // namespace
}  // namespace patrol::cases

#include "auditor/facts/groups.h"

#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"
#include "tests/support/world.h"

#include <gtest/gtest.h>

#include <utility>

namespace patrol {
namespace {

/// A group of another name, and the same SID, in the list of groups and by its own answer.
void rename_group(Organization& contoso, const std::string& from, const std::string& to) {
  for (GroupName& group : contoso.group_names->known.items) {
    if (group.principal_name == from) group.principal_name = to;
  }
  for (auto& [descriptor, fact] : contoso.groups) {
    if (!fact.known || fact.known.value().display_name != from) continue;
    Identity group = fact.known.value();
    group.display_name = to;
    group.account = to.substr(to.find('\\') + 1);
    fact.known = std::move(group);
  }
}

class GroupsTest : public ::testing::Test {
 protected:
  template <class Ask>
  GroupAnswer with_index(Ask ask) {
    if (!snapshot) snapshot = world.snapshot();
    const View view(&snapshot->organizations.at("contoso"), "contoso", nullptr);
    return ask(GroupIndex(view, catalogue, [this] {
      MembershipAnswer answer;
      answer.is_member = auditor_administers;
      return answer;
    }));
  }
  GroupAnswer in_organization(const std::string& name) {
    return with_index([&](const GroupIndex& index) { return index.in_organization(name); });
  }
  GroupAnswer in_shop(const std::string& name) {
    return with_index([&](const GroupIndex& index) {
      return index.in_project(snapshot->organizations.at("contoso").projects->known.items.at(0), name);
    });
  }

  /// Of a group of Shop that both who tell groups have lost.
  Gap gap_without(const std::string& name) {
    snapshot = world.snapshot();
    Organization& contoso = snapshot->organizations.at("contoso");
    const std::string group = "[Shop]\\" + name;
    std::erase_if(contoso.group_names->known.items,
                  [&](const GroupName& each) { return each.principal_name == group; });
    contoso.groups.erase(fold_case(world.group_descriptor(group)));
    const GroupAnswer answer = in_shop(name);
    EXPECT_FALSE(answer.absent);
    EXPECT_EQ(answer.descriptor, "");
    EXPECT_EQ(answer.support.gaps.size(), 1U);
    return answer.support.gaps.empty() ? Gap{} : answer.support.gaps.front();
  }

  const Catalogue catalogue = small_catalogue();
  World world;
  std::optional<Snapshot> snapshot;
  Truth auditor_administers = Truth::yes;
};

TEST_F(GroupsTest, FindsAdministratorsByTheOrganizationsId) {
  EXPECT_EQ(in_organization("project collection administrators").descriptor,
            *well_known_group_descriptor(World::instance_id, "-0-0-0-0-1"));
}

TEST_F(GroupsTest, FindsAdministratorsInTheListWhereTheIdIsNotKnown) {
  snapshot = world.snapshot();
  hide(*snapshot, FactKey::Kind::connection);
  EXPECT_TRUE(same_name(in_organization("Project Collection Administrators").descriptor,
                        *well_known_group_descriptor(World::instance_id, "-0-0-0-0-1")));
}

TEST_F(GroupsTest, IsNotMisledByAGroupNamedLikeASid) {
  world.put("[contoso]\\-0-0-0-0-1", "[contoso]\\Project Collection Valid Users");
  snapshot = world.snapshot();
  hide(*snapshot, FactKey::Kind::connection);
  EXPECT_TRUE(same_name(in_organization("Project Collection Administrators").descriptor,
                        *well_known_group_descriptor(World::instance_id, "-0-0-0-0-1")));
}

TEST_F(GroupsTest, FindsReadersOfThatProjectByNameWithoutRegardToLetterCase) {
  const auto answer = in_shop("readers");
  EXPECT_TRUE(same_name(answer.descriptor, world.group_descriptor("[Shop]\\Readers")));
  EXPECT_EQ(answer.label, "[Shop]\\readers");
}

TEST_F(GroupsTest, DoesNotKnowWhichIsMeantOfTwoThatDifferInLetterCaseAlone) {
  world.put("[Shop]\\Readers", "[Shop]\\Crew").put("[Shop]\\Readers", "[Shop]\\Drew");
  snapshot = world.snapshot();
  for (GroupName& group : snapshot->organizations.at("contoso").group_names->known.items) {
    if (group.principal_name == "[Shop]\\Drew") group.principal_name = "[Shop]\\CREW";
  }
  const GroupAnswer answer = in_shop("crew");
  EXPECT_EQ(answer.descriptor, "");
  EXPECT_FALSE(answer.absent);
  ASSERT_EQ(answer.support.gaps.size(), 1U);
  EXPECT_EQ(answer.support.gaps[0].what, "which group is [Shop]\\crew");
}

TEST_F(GroupsTest, IsAbsentOnlyWhereTheListWasReadToItsEnd) {
  EXPECT_TRUE(in_shop("Nobody").absent);
  hide(*snapshot, FactKey::Kind::group_names);
  snapshot->organizations.at("contoso").groups.clear();
  const auto answer = in_shop("Nobody");
  EXPECT_FALSE(answer.absent);
  EXPECT_EQ(answer.support.gaps.size(), 1U);
}

TEST_F(GroupsTest, AProjectWithoutTheGroupOfARoleHasItUnderAnotherName) {
  snapshot = world.snapshot();
  for (GroupName& group : snapshot->organizations.at("contoso").group_names->known.items) {
    if (group.principal_name == "[Shop]\\Contributors") group.principal_name = "[Shop]\\Developers";
  }
  snapshot->organizations.at("contoso").groups.clear();
  const auto answer = in_shop("Contributors");
  EXPECT_FALSE(answer.absent);
  EXPECT_EQ(answer.descriptor, "");
  ASSERT_EQ(answer.support.gaps.size(), 1U);
  EXPECT_EQ(
      answer.support.gaps.front().reason,
      "every project is made with one, and none that is listed is called so: it was renamed or removed; "
      "its SID, which is random, does not tell which it is");
  EXPECT_EQ(answer.support.gaps.front().grant,
            "Project settings › Permissions: where it was renamed, call it Contributors again; where it is "
            "gone, take it out of the policy");
}

TEST_F(GroupsTest, AGroupThatItsSidTellsIsNotMissedForItsName) {
  const Gap gap = gap_without("Project Administrators");
  EXPECT_EQ(gap.reason,
            "every project is made with one, and none that is listed has its SID, which it keeps when it is "
            "renamed: it was removed");
  EXPECT_EQ(
      gap.grant,
      "Project settings › Permissions: see whether the project has it; where it is gone, take it out of "
      "the policy");
}

TEST_F(GroupsTest, BuildAdministratorsThatAreNotFoundAreGoneOrOldAndRenamed) {
  const Gap gap = gap_without("Build Administrators");
  EXPECT_EQ(
      gap.reason,
      "every project is made with one, and none that is listed has its SID or its name: it was removed, "
      "or is an older one, whose SID is random, and was renamed");
  EXPECT_NE(gap.grant.find("call it Build Administrators again"), std::string::npos) << gap.grant;
}

TEST_F(GroupsTest, AGroupThatIsNotFoundMayBeHiddenFromWhoAdministersNothing) {
  const auto expect_hidden = [&](const std::string& name, const std::string& grant) {
    const Gap gap = gap_without(name);
    EXPECT_NE(gap.reason.find("none that the auditor is shown"), std::string::npos) << gap.reason;
    EXPECT_NE(gap.reason.find(": it may be hidden from the auditor, or was re"), std::string::npos)
        << gap.reason;
    EXPECT_EQ(gap.grant, "audit as a Project Collection Administrator, who is shown all groups" + grant);
  };
  for (const Truth truth : {Truth::no, Truth::unknown}) {
    auditor_administers = truth;
    expect_hidden("Readers",
                  "; where it was renamed, call it Readers again in Project settings › Permissions");
    expect_hidden("Build Administrators",
                  "; where it was renamed, call it Build Administrators again in Project settings › "
                  "Permissions");
    expect_hidden("Project Administrators", "");
  }
}

TEST_F(GroupsTest, KnowsRenamedBuildAdministratorsByTheirSid) {
  world.put(World::auditor_email, "[Shop]\\Build Administrators");
  snapshot = world.snapshot();
  rename_group(snapshot->organizations.at("contoso"), "[Shop]\\Build Administrators", "[Shop]\\CI Admins");
  const auto answer = in_shop("build administrators");
  EXPECT_TRUE(same_name(answer.descriptor, world.group_descriptor("[Shop]\\Build Administrators")));
  EXPECT_EQ(answer.label, "[Shop]\\build administrators");
  EXPECT_TRUE(answer.support.gaps.empty());
}

/// API.md 4.4: in recordings of 2018 their SID is random.
TEST_F(GroupsTest, KnowsBuildAdministratorsOfAnOlderProjectByTheirName) {
  world.put(World::auditor_email, "[Shop]\\Builders");
  snapshot = world.snapshot();
  rename_group(snapshot->organizations.at("contoso"), "[Shop]\\Builders", "[Shop]\\Build Administrators");
  EXPECT_TRUE(
      same_name(in_shop("Build Administrators").descriptor, world.group_descriptor("[Shop]\\Builders")));
}

TEST_F(GroupsTest, TheSidCountsBeforeTheName) {
  world.put(World::auditor_email, "[Shop]\\Builders");
  world.put(World::auditor_email, "[Shop]\\Build Administrators");
  snapshot = world.snapshot();
  Organization& contoso = snapshot->organizations.at("contoso");
  rename_group(contoso, "[Shop]\\Build Administrators", "[Shop]\\CI Admins");
  rename_group(contoso, "[Shop]\\Builders", "[Shop]\\Build Administrators");
  EXPECT_TRUE(same_name(in_shop("Build Administrators").descriptor,
                        world.group_descriptor("[Shop]\\Build Administrators")));
}

TEST_F(GroupsTest, DoesNotTakeTheBuildAdministratorsOfAnotherPlaceForThoseOfAProject) {
  world.put(World::auditor_email, "[contoso]\\Project Collection Build Administrators");
  world.put(World::auditor_email, "[Web]\\Build Administrators");
  const auto answer = in_shop("Build Administrators");
  EXPECT_EQ(answer.descriptor, "");
  EXPECT_FALSE(answer.absent) << "every project is made with them";
  EXPECT_EQ(answer.support.gaps.size(), 1U);
}

TEST_F(GroupsTest, TakesNoGroupForBuildAdministratorsByItsNameWhereOneWithTheSidMayBeUnread) {
  world.put(World::auditor_email, "[Shop]\\Builders");
  snapshot = world.snapshot();
  Organization& contoso = snapshot->organizations.at("contoso");
  rename_group(contoso, "[Shop]\\Builders", "[Shop]\\Build Administrators");
  contoso.group_names->known.rest = Gap{Gap::Kind::unauthorized, "a read", "HTTP 401", "grant the scope"};
  const auto answer = in_shop("Build Administrators");
  EXPECT_EQ(answer.descriptor, "");
  EXPECT_FALSE(answer.absent);
  EXPECT_EQ(answer.support.gaps.size(), 1U);
}

TEST_F(GroupsTest, KnowsAGroupByItsIdentityWhereGraphWasRefused) {
  snapshot = world.snapshot();
  hide(*snapshot, FactKey::Kind::group_names);
  EXPECT_TRUE(same_name(in_shop("Readers").descriptor, world.group_descriptor("[Shop]\\Readers")));
}

TEST_F(GroupsTest, FindsAGroupOfEntraWhereTheOrganizationHasNoneOfItsOwn) {
  world.put(World::auditor_email, "[TEAM FOUNDATION]\\Staff").put(World::auditor_email, "[contoso]\\Crew");
  world.put(World::auditor_email, "[TEAM FOUNDATION]\\Crew");
  const auto staff = in_organization("staff");
  EXPECT_EQ(staff.descriptor, world.group_descriptor("[TEAM FOUNDATION]\\Staff"));
  EXPECT_EQ(staff.label, "[TEAM FOUNDATION]\\Staff");
  EXPECT_TRUE(staff.is_of_entra);
  EXPECT_EQ(in_organization("Crew").descriptor, world.group_descriptor("[contoso]\\Crew"));
  EXPECT_EQ(in_shop("Staff").descriptor, "");
}

TEST_F(GroupsTest, DoesNotKnowWhichIsMeantWhereAProjectHasNoneAndEntraHas) {
  world.put("[TEAM FOUNDATION]\\Staff", "[Shop]\\Readers");
  const GroupAnswer staff = in_shop("staff");
  EXPECT_FALSE(staff.absent);
  EXPECT_EQ(staff.descriptor, "");
  ASSERT_EQ(staff.support.gaps.size(), 1U);
  EXPECT_EQ(staff.support.gaps[0].reason,
            "the project has none that is called so, and staff is a group of Entra");
  EXPECT_EQ(staff.support.gaps[0].grant, "write `{organization: staff}` for that one");

  world.put(World::auditor_email, "[Shop]\\Staff");
  snapshot.reset();
  EXPECT_EQ(in_shop("staff").descriptor, world.group_descriptor("[Shop]\\Staff"));
}

TEST_F(GroupsTest, TakesNoGroupOfEntraWhereOneOfTheOrganizationMayBeUnread) {
  world.put(World::auditor_email, "[TEAM FOUNDATION]\\Staff");
  snapshot = world.snapshot();
  hide(*snapshot, FactKey::Kind::group_names);
  const auto staff = in_organization("Staff");
  EXPECT_TRUE(staff.descriptor.empty());
  EXPECT_EQ(staff.support.gaps.size(), 1U);
}

}  // namespace
}  // namespace patrol

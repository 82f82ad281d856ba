#include "auditor/evaluate/draft_groups.h"

#include "auditor/evaluate/draft_choice.h"
#include "auditor/policy/catalogue.h"
#include "tests/support/world.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";
using Names = std::vector<std::string>;

World world_with(const Names& groups) {
  World world;
  world.account(svc);
  for (const std::string& group : groups) world.put(svc, group);
  return world;
}

DraftGroups drafted(World& world, Snapshot& snapshot) {
  const Facts facts(View(&snapshot.organizations.at("contoso"), "contoso", nullptr), built_in_catalogue(),
                    false);
  return draft_groups(facts, world.identity(svc));
}

DraftGroups drafted(World world) {
  Snapshot snapshot = world.snapshot();
  return drafted(world, snapshot);
}

/// The tightest rule of this id; none of its topic: null.
const Rule* tightest(const DraftGroups& drafted, const std::string& id) {
  for (const DraftTopic& topic : drafted.part.topics) {
    if (topic.ways.front().front().id == id) return &topic.ways.front().front();
  }
  return nullptr;
}

TEST(DraftGroups, WithoutAGroupOfTheOrganizationAllowNoneButWhatIsRequired) {
  const DraftGroups groups = drafted(world_with({"[Shop]\\Readers"}));
  const Rule* rule = tightest(groups, "org.groups");
  ASSERT_NE(rule, nullptr);
  EXPECT_EQ(rule->mode, Rule::Mode::at_most);
  EXPECT_TRUE(std::get<Groups>(rule->requirement.kind).required_only);
  EXPECT_EQ(groups.projects, Names{"Shop"});
}

TEST(DraftGroups, OfProjectsThatAreAlikeAreSaidOnceForEach) {
  const Rule alike = *tightest(drafted(world_with({"[Shop]\\Readers", "[Web]\\Readers"})), "project.groups");
  EXPECT_EQ(alike.for_each, Rule::ForEach::project);
  EXPECT_EQ(std::get<Groups>(alike.requirement.kind).groups,
            (std::vector{GroupMembership{{Place::Kind::each_project, ""}, "Readers"}}));
  const Rule unlike =
      *tightest(drafted(world_with({"[Shop]\\Readers", "[Web]\\Contributors"})), "project.groups");
  EXPECT_EQ(unlike.for_each, Rule::ForEach::nothing);
  EXPECT_EQ(std::get<Groups>(unlike.requirement.kind).groups,
            (std::vector{GroupMembership{{Place::Kind::named_project, "Shop"}, "Readers"},
                         GroupMembership{{Place::Kind::named_project, "Web"}, "Contributors"}}));
}

TEST(DraftGroups, OfProjectsThatItIsNotInEachIsForbiddenByItself) {
  const DraftGroups groups = drafted(world_with({"[Shop]\\Readers"}));
  Names others;
  for (const DraftTopic& topic : groups.part.topics) {
    if (topic.ways.front().front().id == other_projects_id) others.push_back(topic.what);
  }
  EXPECT_EQ(others,
            (Names{"that it has no role in the project Mobile", "that it has no role in the project Web"}));
}

TEST(DraftGroups, OfVeryManyOtherProjectsNoRuleIsMade) {
  World world = world_with({"[Shop]\\Readers"});
  for (int i = 0; i < 30; ++i) world.project("P" + std::to_string(i));
  const DraftGroups groups = drafted(world);
  const auto topic = std::ranges::find_if(groups.part.topics, &DraftTopic::is_only_asked);
  ASSERT_NE(topic, groups.part.topics.end());
  EXPECT_EQ(std::get<Roles>(topic->ways.front().front().requirement.kind).roles.size(), 32U);
  EXPECT_EQ(groups.part.notes,
            Names{"Of the 32 other projects, in none of which it was seen, no rule speaks: "
                  "they are too many"});
}

TEST(DraftGroups, OneOfWhichNobodyToldWhereItBelongsIsLeftOut) {
  World world = world_with({"[contoso]\\Tools"});
  Snapshot snapshot = world.snapshot();
  snapshot.organizations.at("contoso").group_names->known.items.clear();
  const DraftGroups groups = drafted(world, snapshot);
  EXPECT_EQ(std::get<Groups>(tightest(groups, "org.groups")->requirement.kind).groups.size(), 0U);
  ASSERT_EQ(groups.part.left_out.size(), 1U);
  EXPECT_EQ(groups.part.left_out.front().what, "its membership of [contoso]\\Tools");
}

TEST(DraftGroups, WithoutTheListOfProjectsSayThatOthersAreNotKnown) {
  World world = world_with({"[Shop]\\Readers"});
  Snapshot snapshot = world.snapshot();
  hide(snapshot, FactKey::Kind::projects);
  const DraftGroups groups = drafted(world, snapshot);
  EXPECT_TRUE(std::ranges::any_of(groups.part.left_out, [](const LeftOut& each) {
    return each.what == "that it has no role in other projects";
  }));
}

}  // namespace
}  // namespace patrol

#include "auditor/evaluate/subject_order.h"

#include "tests/support/ask.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

namespace patrol {
namespace {

using Lines = std::vector<std::string>;

/// `Shop/main`, in order.
Lines ordered_names(const std::vector<Subject>& subjects) {
  Lines names;
  for (const Subject& subject : in_order(subjects))
    names.push_back(subject.project_name + "/" + subject.resource);
  return names;
}

class SubjectOrder : public ::testing::Test {
 protected:
  static Subject of(const Project& project) {
    return {.project_name = project.name, .project = &project, .instead = std::nullopt};
  }
  static Subject of(const Project& project, const Repository& repository) {
    Subject subject = of(project);
    subject.resource = repository.name;
    subject.repository = &repository;
    return subject;
  }
  static Subject of(const Project& project, const Pipeline& pipeline) {
    Subject subject = of(project);
    subject.resource = pipeline.name;
    subject.pipeline = &pipeline;
    return subject;
  }
  static Subject not_asked(const std::string& name, const std::string& message) {
    Subject subject{.project_name = name, .instead = Outcome{}};
    subject.instead->message = message;
    return subject;
  }

  const Project shop{.id = "1a", .name = "Shop"};
  const Project shop_again{.id = "1A", .name = "Shop"};
  const Project other_shop{.id = "2b", .name = "Shop"};
  const Project web{.id = "3c", .name = "Web"};
};

TEST_F(SubjectOrder, IsThatOfTheNames) {
  const Project small{.id = "4d", .name = "shop"};
  EXPECT_EQ(ordered_names({of(web), of(small), of(shop)}), (Lines{"Shop/", "shop/", "Web/"}));
}

TEST_F(SubjectOrder, HasEachOnceByItsId) {
  EXPECT_EQ(ordered_names({of(shop), of(web), of(shop_again), of(web)}), (Lines{"Shop/", "Web/"}));
  const Repository main{.id = "5e", .name = "main", .project_id = "1a"};
  const Repository again = main;
  EXPECT_EQ(ordered_names({of(shop, main), of(shop_again, again)}), (Lines{"Shop/main"}));
}

TEST_F(SubjectOrder, TellsNamesakesApartByTheirIds) {
  EXPECT_EQ(ordered_names({of(shop), of(other_shop), of(shop_again), of(web)}),
            (Lines{"Shop (1a)/", "Shop (2b)/", "Web/"}));
  const Pipeline one{.id = "7", .name = "deploy"};
  const Pipeline two{.id = "12", .name = "deploy"};
  EXPECT_EQ(ordered_names({of(shop, one), of(shop, two), of(web, one)}),
            (Lines{"Shop/deploy (12)", "Shop/deploy (7)", "Web/deploy"}));
  EXPECT_EQ(ordered_names({of(shop, one), of(other_shop, one)}),
            (Lines{"Shop (1a)/deploy (7)", "Shop (2b)/deploy (7)"}));
}

TEST_F(SubjectOrder, TellsThemApartWhateverOthersAreCalled) {
  const Project sly{.id = "6f", .name = "Shop (1a)"};
  EXPECT_EQ(ordered_names({of(shop), of(other_shop), of(sly)}),
            (Lines{"Shop (1a) (1a)/", "Shop (1a) (6f)/", "Shop (2b)/"}));
}

TEST_F(SubjectOrder, KeepsTheFirstReasonWhyNothingOfANameCanBeAskedFor) {
  const auto sorted = in_order({not_asked("Shop", "first"), of(shop), not_asked("Shop", "second")});
  ASSERT_EQ(sorted.size(), 2U);
  EXPECT_EQ(sorted[0].project_name, "Shop");
  ASSERT_TRUE(sorted[0].instead);
  EXPECT_EQ(sorted[0].instead->message, "first");
  EXPECT_EQ(sorted[1].project_name, "Shop (1a)");
}

Rule readers_of_each_project() {
  Rule rule = rule_of({Roles{{{{.kind = Place::Kind::each_project}, RoleHeld::Role::reader, false}}}});
  rule.for_each = Rule::ForEach::project;
  return rule;
}

Rule reads_each(Rule::ForEach for_each, bool of_others) {
  Rule rule = rule_of({Permissions{{{.level = Permission::Level::repository,
                                     .place = {.kind = Place::Kind::each_project},
                                     .namespace_id = git_namespace,
                                     .namespace_name = "Git Repositories",
                                     .action = "GenericRead",
                                     .words = "Read"}}}});
  rule.for_each = for_each;
  rule.of_others = of_others;
  if (of_others) rule.mode = Rule::Mode::forbid;
  return rule;
}

template <class T>
void tell_twice(std::vector<T>& things) {
  const std::vector<T> once = things;
  things.insert(things.end(), once.begin(), once.end());
}

/// What the audit names a finding by, without the rule.
std::vector<std::pair<std::string, std::string>> places_of(const std::vector<Finding>& findings) {
  std::vector<std::pair<std::string, std::string>> places;
  for (const Finding& finding : findings) {
    places.emplace_back(finding.project.value_or(""), finding.resource.value_or(""));
  }
  return places;
}

TEST(FindingNames, AreUniqueWhateverASnapshotHolds) {
  World world;
  world.account("svc@contoso.com").put("svc@contoso.com", "[Shop]\\Readers");
  world.repository("Shop", "main").repository("Web", "main").pipeline("Shop", "deploy", "\\Nightly");
  const Snapshot whole = world.snapshot();
  Integration integration = flow_integration();
  integration.projects = {"Shop", "S*"};
  const std::vector<Rule> rules{readers_of_each_project(), reads_each(Rule::ForEach::repository, false),
                                reads_each(Rule::ForEach::repository, true)};
  for (const Rule& rule : rules) {
    const auto wanted = findings_of({rule}, whole, integration);

    Snapshot doubled = whole;
    Organization& contoso = doubled.organizations.at("contoso");
    tell_twice(contoso.projects->known.items);
    tell_twice(contoso.repositories->known.items);
    tell_twice(contoso.every_repository->known.items);
    EXPECT_EQ(findings_of({rule}, doubled, integration), wanted);

    Snapshot namesakes = doubled;
    for (std::size_t i = 0; i < 2; ++i) {
      Organization& organization = namesakes.organizations.at("contoso");
      organization.projects->known.items.at(i).id += "x";
      organization.repositories->known.items.at(i).id += "x";
      organization.every_repository->known.items.at(i).id += "x";
    }
    auto places = places_of(findings_of({rule}, namesakes, integration));
    std::ranges::sort(places);
    EXPECT_EQ(std::ranges::adjacent_find(places), places.end());
  }
}

TEST(FindingNames, AreUniqueWhereOneThingIsMissedByTwoNames) {
  World world;
  world.account("svc@contoso.com").repository("Shop", "main");
  Integration integration = flow_integration();
  integration.repositories = {"gone", "Shop/gone"};
  EXPECT_EQ(by_thing(reads_each(Rule::ForEach::repository, false), world.snapshot(), integration),
            (Lines{"Shop/gone: fail"}));
}

}  // namespace
}  // namespace patrol

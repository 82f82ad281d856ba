#include "auditor/consistency/meeting.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace patrol {
namespace {

using ForEach = Rule::ForEach;
using Names = std::vector<std::string>;

Rule for_each(ForEach kind) {
  Rule rule;
  rule.for_each = kind;
  return rule;
}

Rule for_each_other_project() {
  Rule rule = for_each(ForEach::project);
  rule.of_others = true;
  return rule;
}

/// An installation for these projects, and of the repositories and pipelines in them for those named.
Integration in(Names projects, const Names& things = {}) {
  Integration integration;
  integration.projects = std::move(projects);
  integration.repositories = things;
  integration.pipelines = things;
  return integration;
}

Integration in_all_projects() {
  Integration integration;
  integration.all_projects = true;
  return integration;
}

/// Whether rules for each of these, asked by two installations, are about one thing; the order says nothing.
bool meet(ForEach kind_a, const Integration& a, ForEach kind_b, const Integration& b) {
  const Rule rule_a = for_each(kind_a);
  const Rule rule_b = for_each(kind_b);
  const bool is_one = subjects_meet({&rule_a, &a}, {&rule_b, &b});
  EXPECT_EQ(subjects_meet({&rule_b, &b}, {&rule_a, &a}), is_one);
  return is_one;
}

TEST(Meeting, ProjectsMeetWhereBothInstallationsSurelySelectOne) {
  const auto projects_meet = [](const Integration& a, const Integration& b) {
    return meet(ForEach::project, a, ForEach::project, b);
  };
  EXPECT_FALSE(projects_meet(in({"Website"}), in({"Mobile"})));
  EXPECT_TRUE(projects_meet(in({"Website"}), in({"website"})));
  EXPECT_TRUE(projects_meet(in({"Website"}), in_all_projects()));
  EXPECT_TRUE(projects_meet(in({"Website"}), in({"Web*"})));
  EXPECT_FALSE(projects_meet(in({"*site"}), in({"Web*"}))) << "each may fit another one";
}

TEST(Meeting, RepositoriesAndPipelinesMeetInAProjectOfBoth) {
  for (const ForEach kind : {ForEach::repository, ForEach::pipeline}) {
    const auto things_meet = [&](const Integration& a, const Integration& b) {
      return meet(kind, a, kind, b);
    };
    EXPECT_FALSE(things_meet(in({"P1", "P2"}, {"x"}), in({"P2", "P3"}, {"x"})))
        << "it may be in P1 and P3 alone";
    EXPECT_FALSE(things_meet(in({"P1", "P2"}, {"x"}), in({"P2", "P3"})));
    EXPECT_TRUE(things_meet(in({"P2"}, {"x"}), in({"P2", "P3"}, {"x"})));
    EXPECT_FALSE(things_meet(in({"P2"}, {"x"}), in({"P2", "P3"}, {"y"})));
    EXPECT_TRUE(things_meet(in({"P2"}, {"x"}), in({"P2", "P3"})));
    EXPECT_TRUE(things_meet(in({"P2"}, {"x"}), in_all_projects()));
    EXPECT_TRUE(things_meet(in({"P1", "P2"}), in({"P2", "P3"}))) << "all of both are meant";
    EXPECT_FALSE(things_meet(in({"P1"}), in({"P3"})));
  }
}

TEST(Meeting, ANameWithItsProjectFitsAPatternPartByPart) {
  const auto meet_in_website = [](const char* one, const char* other) {
    return meet(ForEach::repository, in({"Website"}, {one}), ForEach::repository, in({"Website"}, {other}));
  };
  EXPECT_TRUE(meet_in_website("Website/api", "website/API"));
  EXPECT_TRUE(meet_in_website("Website/api", "*/api"));
  EXPECT_TRUE(meet_in_website("Website/api", "Web*/*"));
  EXPECT_TRUE(meet_in_website("api", "a*"));
  EXPECT_FALSE(meet_in_website("Website/api", "web*")) << "the repository is not called so";
  EXPECT_FALSE(meet_in_website("Website/api", "*/b*"));
  EXPECT_FALSE(meet_in_website("Website/api", "w*i"));
}

TEST(Meeting, ARepositoryMeetsTheProjectInWhichItSurelyIs) {
  const auto lies_in = [](const Integration& things, const Integration& projects) {
    return meet(ForEach::repository, things, ForEach::project, projects);
  };
  EXPECT_TRUE(lies_in(in({"P1"}), in({"P1", "P2"})));
  EXPECT_TRUE(lies_in(in({"P1", "P2"}), in({"P2"})));
  EXPECT_FALSE(lies_in(in({"P1"}), in({"P2"})));
  EXPECT_TRUE(lies_in(in({"P1"}, {"x"}), in({"P1", "P2"})));
  EXPECT_FALSE(lies_in(in({"P1", "P2"}, {"x"}), in({"P2"}))) << "the repository may be in P1 alone";
  EXPECT_TRUE(lies_in(in({"P1", "P2"}, {"x"}), in_all_projects()));
}

TEST(Meeting, RulesOfOneInstallationMeetButForRepositoriesAndPipelines) {
  const Rule project = for_each(ForEach::project);
  const Rule repository = for_each(ForEach::repository);
  const Rule pipeline = for_each(ForEach::pipeline);
  const Integration website = in({"Website"}, {"x"});
  const Integration* const any = nullptr;
  for (const Integration* one : {&website, any}) {
    EXPECT_TRUE(subjects_meet({&repository, one}, {&repository, one}));
    EXPECT_TRUE(subjects_meet({&repository, one}, {&project, one}));
    EXPECT_TRUE(subjects_meet({&project, one}, {&pipeline, one}));
    EXPECT_FALSE(subjects_meet({&repository, one}, {&pipeline, one}))
        << "they may be in different projects of it";
  }
  EXPECT_FALSE(meet(ForEach::repository, in({"P1"}), ForEach::pipeline, in({"P1"})));
  EXPECT_FALSE(subjects_meet({&project, &website}, {&project, nullptr})) << "any may be another one";
}

TEST(Meeting, OneInstallationIsItselfOrAnyOfThePolicy) {
  const Rule rule = for_each(ForEach::project);
  const Integration website = in({"Website"});
  const Integration its_like = website;
  EXPECT_TRUE(is_one_installation({&rule, &website}, {&rule, &website}));
  EXPECT_TRUE(is_one_installation({&rule, nullptr}, {&rule, nullptr}));
  EXPECT_FALSE(is_one_installation({&rule, &website}, {&rule, &its_like}));
  EXPECT_FALSE(is_one_installation({&rule, &website}, {&rule, nullptr}));
}

TEST(Meeting, WhatOneNamesIsAnotherProjectToTheOther) {
  const Rule here = for_each(ForEach::project);
  const Rule away = for_each_other_project();
  const auto others_meet = [&](const Integration& selecting, const Integration& leaving_out) {
    const AskedRule one{&here, &selecting};
    const AskedRule other{&away, &leaving_out};
    const bool is_one = subjects_meet(one, other);
    EXPECT_EQ(subjects_meet(other, one), is_one);
    EXPECT_EQ(may_never_meet(one, other), !is_one);
    EXPECT_EQ(may_never_meet(other, one), !is_one);
    return is_one;
  };
  EXPECT_TRUE(others_meet(in({"Website"}), in({"Mobile"})));
  EXPECT_FALSE(others_meet(in({"Website"}), in({"website", "Mobile"})));
  EXPECT_FALSE(others_meet(in({"Website"}), in({"Web*"})));
  EXPECT_FALSE(others_meet(in({"Web*"}), in({"Mobile"}))) << "the pattern may fit none";
  EXPECT_FALSE(others_meet(in_all_projects(), in({"Mobile"}))) << "Mobile may be all";
  EXPECT_FALSE(others_meet(in({"Website"}), in_all_projects()));
}

TEST(Meeting, ARuleForOthersMayBeForNothing) {
  const Integration website = in({"Website"});
  const Integration mobile = in({"Mobile"});
  const Rule here = for_each(ForEach::project);
  const Rule organization = for_each(ForEach::nothing);
  const Rule away = for_each_other_project();
  EXPECT_TRUE(may_never_meet({&away, &website}, {&away, &mobile})) << "there may be no third project";
  EXPECT_TRUE(may_never_meet({&away, &website}, {&organization, &mobile}));
  EXPECT_TRUE(may_never_meet({&away, nullptr}, {&here, nullptr}));
  EXPECT_FALSE(may_never_meet({&here, &website}, {&here, &mobile})) << "that is for subjects_meet to say";
}

TEST(Meeting, APlaceIsTheOrganizationOrAProject) {
  const Rule here = for_each(ForEach::project);
  const Rule organization = for_each(ForEach::nothing);
  const Rule repositories = for_each(ForEach::repository);
  const Rule away = for_each_other_project();
  const Integration website = in({"Website"});
  const Place top{};
  const Place each{Place::Kind::each_project, ""};
  const auto named = [](const char* project) { return Place{Place::Kind::named_project, project}; };
  const AskedRule by{&organization, &website};
  EXPECT_TRUE(is_one_place(top, by, top, by));
  EXPECT_FALSE(is_one_place(top, by, named("Website"), by));
  EXPECT_FALSE(is_one_place(each, {&here, &website}, top, by));
  EXPECT_TRUE(is_one_place(named("Billing"), by, named("billing"), by));
  EXPECT_FALSE(is_one_place(named("Billing"), by, named("Website"), by));
  EXPECT_TRUE(is_one_place(named("website"), by, each, {&here, &website}));
  EXPECT_TRUE(is_one_place(each, {&here, &website}, named("website"), by));
  EXPECT_FALSE(is_one_place(named("Billing"), by, each, {&here, &website}));
  EXPECT_TRUE(is_one_place(named("Billing"), by, each, {&away, &website}));
  EXPECT_FALSE(is_one_place(named("Website"), by, each, {&here, nullptr})) << "it may select another one";
  EXPECT_FALSE(is_one_place(named("Website"), by, each, {&repositories, &website}))
      << "the project may have no repository";
  EXPECT_TRUE(is_one_place(each, {&here, &website}, each, {&here, &website}));
  const Integration mobile = in({"Mobile"});
  EXPECT_FALSE(is_one_place(each, {&here, &website}, each, {&here, &mobile}));
}

}  // namespace
}  // namespace patrol

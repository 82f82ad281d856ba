#include "auditor/consistency/permission_clash.h"

#include "auditor/policy/catalogue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace patrol {
namespace {

using ForEach = Rule::ForEach;
using Level = Permission::Level;

/// Of a namespace of the catalogue: of the organization, or of the project that the rule is at.
Permission permission(Level level, const std::string& space, const std::string& action) {
  const auto& known = built_in_catalogue().namespaces;
  const auto found = std::ranges::find(known, space, &Catalogue::SecurityNamespace::name);
  Permission permission;
  permission.level = level;
  permission.place.kind =
      level == Level::organization ? Place::Kind::organization : Place::Kind::each_project;
  permission.namespace_name = space;
  permission.action = action;
  if (found == known.end() || found->find_action(action) == nullptr) {
    ADD_FAILURE() << "the catalogue has no " << space << "/" << action;
  } else {
    permission.namespace_id = found->id;
  }
  return permission;
}

Rule rule(Rule::Mode mode, ForEach for_each, std::vector<Permission> permissions) {
  Rule rule;
  rule.mode = mode;
  rule.for_each = for_each;
  rule.requirement = {Permissions{.permissions = std::move(permissions)}};
  return rule;
}

Rule required(ForEach for_each, const Permission& permission) {
  return rule(Rule::Mode::require, for_each, {permission});
}
Rule forbidden(ForEach for_each, const Permission& permission) {
  return rule(Rule::Mode::forbid, for_each, {permission});
}
Rule at_most(ForEach for_each, std::vector<Permission> permissions) {
  return rule(Rule::Mode::at_most, for_each, std::move(permissions));
}

/// What all the functions say of two claims, in words: `none`, `clash`, `clash, above at project`, `clash,
/// without Project/GENERIC_READ`.
std::string told_of(const Made& a, const Made& b) {
  const Catalogue& catalogue = built_in_catalogue();
  std::string text = permissions_clash(a, b, catalogue) ? "clash" : "none";
  if (const auto level = level_above(a, b, catalogue)) text += ", above at " + std::string(to_word(*level));
  const std::string gate(gate_left_out(a, b, catalogue));
  return gate.empty() ? text : text + ", without " + gate;
}

/// The like of two rules that make one claim each; the order says nothing.
std::string told(const Rule& one, const Rule& other, const Integration* of_one = nullptr,
                 const Integration* of_other = nullptr) {
  const AskedRule by_one{&one, of_one};
  const AskedRule by_other{&other, of_other};
  const Demand demand_of_one = demand_of(by_one);
  const Demand demand_of_other = demand_of(by_other);
  const Made a{by_one, &demand_of_one.parts.at(0).claim};
  const Made b{by_other, &demand_of_other.parts.at(0).claim};
  EXPECT_EQ(told_of(b, a), told_of(a, b));
  return told_of(a, b);
}

const Rule& pushes() {
  static const Rule rule =
      required(ForEach::repository, permission(Level::repository, "Git Repositories", "GenericContribute"));
  return rule;
}
const Rule& reads() {
  static const Rule rule =
      required(ForEach::repository, permission(Level::repository, "Git Repositories", "GenericRead"));
  return rule;
}
const Rule& edits_hooks() {
  static const Rule rule =
      required(ForEach::project, permission(Level::service_hooks, "ServiceHooks", "EditSubscriptions"));
  return rule;
}
const Rule& views_builds() {
  static const Rule rule = required(ForEach::project, permission(Level::project, "Build", "ViewBuilds"));
  return rule;
}
const Rule& never_pushes() {
  static const Rule rule =
      forbidden(ForEach::project, permission(Level::project, "Git Repositories", "GenericContribute"));
  return rule;
}

TEST(PermissionClash, TwoWordsForOneLevelAreOnePlace) {
  const auto hooks = [](const char* action) { return permission(Level::project, "ServiceHooks", action); };
  EXPECT_EQ(told(edits_hooks(), forbidden(ForEach::project, hooks("EditSubscriptions"))), "clash");
  EXPECT_EQ(told(edits_hooks(), forbidden(ForEach::project, hooks("DeleteSubscriptions"))), "none");
  EXPECT_EQ(told(edits_hooks(), at_most(ForEach::project, {hooks("ViewSubscriptions")})), "clash");
  EXPECT_EQ(told(edits_hooks(), at_most(ForEach::project, {hooks("EditSubscriptions")})), "none");
}

/// policies/README.md: what must not be held at a place must not be held further down either.
TEST(PermissionClash, WhatIsForbiddenAtALevelIsForbiddenFurtherDown) {
  EXPECT_EQ(told(pushes(), never_pushes()), "clash, above at project");
  EXPECT_EQ(told(edits_hooks(), forbidden(ForEach::nothing, permission(Level::organization, "ServiceHooks",
                                                                       "EditSubscriptions"))),
            "clash, above at organization");
  EXPECT_EQ(told(reads(), never_pushes()), "none") << "that is another permission";
}

TEST(PermissionClash, ACeilingHoldsForWhatIsFurtherDown) {
  const Permission reads_all = permission(Level::project, "Git Repositories", "GenericRead");
  const Permission pushes_all = permission(Level::project, "Git Repositories", "GenericContribute");
  EXPECT_EQ(told(pushes(), at_most(ForEach::project, {reads_all})), "clash, above at project");
  EXPECT_EQ(told(pushes(), at_most(ForEach::repository, {reads_all})), "clash, above at project")
      << "the ceiling of the project holds for its repositories";
  EXPECT_EQ(told(pushes(), at_most(ForEach::project, {reads_all, pushes_all})), "none");
  EXPECT_EQ(
      told(edits_hooks(),
           at_most(ForEach::nothing, {permission(Level::organization, "ServiceHooks", "ViewSubscriptions")})),
      "clash, above at organization");
  EXPECT_EQ(told(pushes(), at_most(ForEach::project, {permission(Level::project, "Build", "ViewBuilds")})),
            "none")
      << "it does not bound code";
}

/// policies/README.md: what is named further up may be held further down, what is named further down there
/// alone.
TEST(PermissionClash, ACeilingOfTwoLevelsAllowsWhatItNames) {
  const Rule most =
      at_most(ForEach::repository, {permission(Level::project, "Git Repositories", "GenericRead"),
                                    permission(Level::repository, "Git Repositories", "GenericContribute")});
  EXPECT_EQ(told(pushes(), most), "none");
  EXPECT_EQ(told(reads(), most), "none");
  const Permission force_pushes = permission(Level::repository, "Git Repositories", "ForcePush");
  EXPECT_EQ(told(required(ForEach::repository, force_pushes), most), "clash, above at project");
  const Permission pushes_all = permission(Level::project, "Git Repositories", "GenericContribute");
  EXPECT_EQ(told(required(ForEach::project, pushes_all), most), "clash") << "in the whole project";
  EXPECT_EQ(told(edits_hooks(), at_most(ForEach::project,
                                        {permission(Level::organization, "ServiceHooks", "ViewSubscriptions"),
                                         permission(Level::project, "ServiceHooks", "EditSubscriptions")})),
            "none");
}

TEST(PermissionClash, NothingIsInTheWayFurtherDownOrElsewhere) {
  const Permission reads_all = permission(Level::project, "Git Repositories", "GenericRead");
  const Permission reads_each = permission(Level::repository, "Git Repositories", "GenericRead");
  EXPECT_EQ(told(required(ForEach::project, reads_all), forbidden(ForEach::repository, reads_each)), "none")
      << "a repository may deny what its project gives";
  EXPECT_EQ(told(reads(), forbidden(ForEach::pipeline, reads_all)), "none")
      << "pipelines may be in other projects than repositories";
  Rule elsewhere = never_pushes();
  elsewhere.of_others = true;
  EXPECT_EQ(told(pushes(), elsewhere), "none");
}

TEST(PermissionClash, OfTwoInstallationsIsInAProjectOfBoth) {
  Integration website;
  website.projects = {"Website"};
  Integration mobile;
  mobile.projects = {"Mobile"};
  Integration both;
  both.projects = {"Website", "Mobile"};
  EXPECT_EQ(told(pushes(), never_pushes(), &website, &both), "clash, above at project");
  EXPECT_EQ(told(pushes(), never_pushes(), &website, &mobile), "none");
  Rule elsewhere = never_pushes();
  elsewhere.of_others = true;
  const Rule pushes_all =
      required(ForEach::project, permission(Level::project, "Git Repositories", "GenericContribute"));
  EXPECT_EQ(told(pushes_all, elsewhere, &website, &mobile), "clash") << "Website is another one to it";
  EXPECT_EQ(told(pushes_all, elsewhere, &website, &both), "none");
}

/// API.md 5, rule 11.
TEST(PermissionClash, WithoutItsGateNothingIsOfUse) {
  const Rule blind =
      forbidden(ForEach::nothing, permission(Level::organization, "Collection", "GENERIC_READ"));
  EXPECT_EQ(told(reads(), blind), "clash");
  EXPECT_EQ(told(views_builds(), blind), "clash");
  const Rule shut = forbidden(ForEach::project, permission(Level::project, "Project", "GENERIC_READ"));
  EXPECT_EQ(told(reads(), shut), "clash");
  EXPECT_EQ(told(views_builds(), shut), "none") << "that gate is for code alone";
  EXPECT_EQ(told(reads(), forbidden(ForEach::project, permission(Level::project, "Project", "RENAME"))),
            "none");
}

TEST(PermissionClash, ACeilingThatLeavesOutTheGateNamesIt) {
  const Permission makes = permission(Level::organization, "Collection", "CREATE_PROJECTS");
  const Permission looks = permission(Level::organization, "Collection", "GENERIC_READ");
  const Rule needs_to_make = required(ForEach::nothing, makes);
  EXPECT_EQ(told(needs_to_make, at_most(ForEach::nothing, {makes})),
            "clash, without Collection/GENERIC_READ");
  EXPECT_EQ(told(needs_to_make, at_most(ForEach::nothing, {makes, looks})), "none");
  EXPECT_EQ(
      told(needs_to_make, at_most(ForEach::nothing, {permission(Level::organization, "Process", "Create")})),
      "none")
      << "it does not bound the gate";

  const Rule renames = at_most(ForEach::project, {permission(Level::project, "Project", "RENAME")});
  EXPECT_EQ(told(reads(), renames), "clash, without Project/GENERIC_READ");
  EXPECT_EQ(told(views_builds(), renames), "none") << "that gate is for code alone";
  const Permission enters = permission(Level::project, "Project", "GENERIC_READ");
  EXPECT_EQ(told(reads(), at_most(ForEach::project, {enters})), "none");
  EXPECT_EQ(told(required(ForEach::project, enters), renames), "clash") << "it is no gate to itself";
}

TEST(PermissionClash, WhatTheServiceKeepsIsWithinEveryCeiling) {
  const Permission kept = permission(Level::project, "Project", "AGILETOOLS_BACKLOG");
  const Permission enters = permission(Level::project, "Project", "GENERIC_READ");
  EXPECT_EQ(told(required(ForEach::project, kept), at_most(ForEach::project, {enters})), "none");
  EXPECT_EQ(told(required(ForEach::project, kept), forbidden(ForEach::project, kept)), "clash");
}

TEST(PermissionClash, IsAboutOneThatIsRequired) {
  EXPECT_EQ(told(pushes(), pushes()), "none");
  EXPECT_EQ(told(never_pushes(), never_pushes()), "none");
  Rule groups;
  groups.requirement = {Groups{.groups = {GroupMembership{Place{}, "Builders"}}}};
  EXPECT_EQ(told(pushes(), groups), "none");
}

}  // namespace
}  // namespace patrol

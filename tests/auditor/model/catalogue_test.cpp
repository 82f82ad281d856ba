#include "auditor/model/catalogue.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

Catalogue catalogue() {
  Catalogue result;
  result.scopes["vso.code"] = {.id = "vso.code", .area = "Code", .level = "Read"};
  result.scopes["vso.code_write"] = {
      .id = "vso.code_write", .area = "Code", .level = "Read & write", .implies_all = {"vso.code"}};
  return result;
}

TEST(Catalogue, HoldsByImplicationAndByFullAccess) {
  EXPECT_TRUE(catalogue().holds("vso.code_write", "vso.code"));
  EXPECT_FALSE(catalogue().holds("vso.code", "vso.code_write"));
  EXPECT_TRUE(catalogue().holds("app_token", "vso.code"));
  EXPECT_FALSE(catalogue().holds("vso.new", "vso.code"));
  EXPECT_TRUE(catalogue().holds("vso.new", "vso.new"));
}

TEST(Catalogue, DescribesAScopeInTheWordsOfTheTokenPage) {
  EXPECT_EQ(catalogue().describe_scope("vso.code_write"), "Code: Read & write (vso.code_write)");
  EXPECT_EQ(catalogue().describe_scope("vso.new"), "vso.new");
}

TEST(Catalogue, SaysWhatAnActionLetsSomebodyDoByItsName) {
  using Effect = Catalogue::Effect;
  const Catalogue::SecurityNamespace code{
      .id = "code", .reading_actions = {"Read"}, .administering_actions = {"ManagePermissions"}};
  EXPECT_EQ(code.effect_of("READ"), Effect::reading);
  EXPECT_EQ(code.effect_of("managepermissions"), Effect::administering);
  EXPECT_EQ(code.effect_of("Contribute"), Effect::changing);
}

TEST(Catalogue, TwoWordsForALevelAreOneTokenWhereTheNamespaceHasOneForBoth) {
  using Level = Permission::Level;
  Catalogue hooks;
  hooks.namespaces = {
      {.id = "hooks",
       .tokens = {{.token = "All", .levels = {Level::organization}, .has_more_below = true},
                  {.token = "All/{project}", .levels = {Level::project, Level::service_hooks}}}}};
  const auto at = [](const char* space, Level level) {
    return Permission{.level = level, .namespace_id = space};
  };
  EXPECT_TRUE(hooks.is_one_token(at("hooks", Level::project), at("hooks", Level::service_hooks)));
  EXPECT_FALSE(hooks.is_one_token(at("hooks", Level::project), at("hooks", Level::organization)));
  EXPECT_FALSE(hooks.is_one_token(at("hooks", Level::project), at("builds", Level::project)));
  EXPECT_TRUE(hooks.is_one_token(at("builds", Level::project), at("builds", Level::project)));
  EXPECT_FALSE(hooks.is_one_token(at("builds", Level::project), at("builds", Level::release)))
      << "of what it does not know it knows no two words";
}

TEST(Catalogue, WhatIsFurtherDownIsBelowWhereTheServiceHasMoreThere) {
  using Level = Permission::Level;
  Catalogue code;
  code.namespaces = {
      {.id = "code",
       .tokens = {{.token = "All", .levels = {Level::organization}},
                  {.token = "All/{project}", .levels = {Level::project}, .has_more_below = true},
                  {.token = "All/{project}/{repository}", .levels = {Level::repository}}}}};
  const auto at = [](const char* space, Level level) {
    return Permission{.level = level, .namespace_id = space};
  };
  EXPECT_TRUE(code.is_below(at("code", Level::repository), at("code", Level::project)));
  EXPECT_FALSE(code.is_below(at("code", Level::project), at("code", Level::repository)));
  EXPECT_FALSE(code.is_below(at("code", Level::project), at("code", Level::project)));
  EXPECT_FALSE(code.is_below(at("code", Level::repository), at("code", Level::organization)))
      << "nobody looks below that";
  EXPECT_FALSE(code.is_below(at("builds", Level::repository), at("code", Level::project)));
  EXPECT_FALSE(code.is_below(at("code", Level::area), at("code", Level::project)));
}

}  // namespace
}  // namespace patrol

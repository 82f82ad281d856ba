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

}  // namespace
}  // namespace patrol

#include "examples/emulator/generate.h"

#include "examples/emulator/build.h"
#include "tests/examples/emulator/sample.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol::emulator {
namespace {

Organization generated(const std::string& sizes) {
  Description description{.name = {.text = "big", .where = "test"}};
  generate_into(description, read_generate(sizes).value());
  auto organization = build_organization(description);
  if (!organization) ADD_FAILURE() << to_string(organization.error().front());
  return organization ? std::move(organization).value() : Organization{};
}

TEST(Generator, MakesWhatItIsAskedFor) {
  const Organization big = generated("users=250,projects=20,accounts=3");
  EXPECT_EQ(big.projects.size(), 20U);
  EXPECT_EQ(big.tokens.size(), 3U);
  EXPECT_EQ(std::ranges::count_if(big.subjects, [](const Subject& each) { return each.has_entitlement; }),
            253);
}

TEST(Generator, PutsEachAccountInTheReadersOfNineProjectsOfTen) {
  const Organization big = generated("projects=20,accounts=2");
  const Subject& account = big.subject(id_of(big, "svc-001@big.com"));
  EXPECT_EQ(account.groups.size(), 18U);
  // Account 1 and project 9 add up to ten.
  EXPECT_EQ(std::ranges::find(account.groups, big.find_project("Project 009")->readers),
            account.groups.end());
}

TEST(Generator, RefusesSizesThatItDoesNotKnow) {
  EXPECT_FALSE(read_generate("people=5"));
  EXPECT_FALSE(read_generate("users"));
  EXPECT_FALSE(read_generate("users=-5"));
}

}  // namespace
}  // namespace patrol::emulator

#include "auditor/collect/resume.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

using Kind = FactKey::Kind;

Read read_of(const std::string& url) {
  return {.method = "GET", .url = url, .status = 200, .count = std::nullopt};
}

Listing<Project> projects_with(std::optional<Gap> rest) {
  return {.items = {{.id = "p", .name = "Shop", .state = "wellFormed", .visibility = "private"}},
          .rest = std::move(rest)};
}

/// An organization whose projects were read by the second of two requests.
Organization earlier(std::optional<Gap> rest = std::nullopt) {
  Organization organization;
  organization.reads = {read_of("https://dev.azure.com/a"), read_of("https://dev.azure.com/b")};
  organization.projects = {.known = projects_with(std::move(rest)), .reads = {1}};
  return organization;
}

bool is_known(const std::optional<Gap>& rest) {
  return known_before(earlier(rest), {Kind::projects, "", ""}).has_value();
}

TEST(KnownBefore, IsKeptWithItsReads) {
  const auto store = known_before(earlier(), {Kind::projects, "", ""});
  ASSERT_TRUE(store);
  Organization now;
  now.reads = {read_of("https://dev.azure.com/first")};
  (*store)(now);
  EXPECT_EQ(now.projects->known, projects_with(std::nullopt));
  ASSERT_EQ(now.projects->reads, std::vector<ReadId>{1});
  EXPECT_EQ(now.reads.at(1), read_of("https://dev.azure.com/b"));
}

TEST(KnownBefore, IsWhatTheServiceAnsweredAndNotWhatItRefused) {
  const auto gap = [](Gap::Kind kind) { return Gap{kind, "", "", ""}; };
  for (const auto kind : {Gap::Kind::cut_short, Gap::Kind::unreachable, Gap::Kind::throttled,
                          Gap::Kind::unauthorized, Gap::Kind::forbidden, Gap::Kind::not_collected}) {
    EXPECT_FALSE(is_known(gap(kind))) << to_word(kind);
  }
  for (const auto kind :
       {Gap::Kind::not_found, Gap::Kind::bad_answer, Gap::Kind::not_expandable, Gap::Kind::not_decidable}) {
    EXPECT_TRUE(is_known(gap(kind))) << to_word(kind);
  }
}

TEST(KnownBefore, IsNothingThatWasNotAsked) {
  for (const auto kind :
       {Kind::namespaces, Kind::group_names, Kind::account, Kind::group, Kind::memberships, Kind::tokens,
        Kind::entitlement, Kind::access_control, Kind::lists_below, Kind::repositories, Kind::pipelines,
        Kind::root_node, Kind::resources, Kind::role_assignments, Kind::identity}) {
    EXPECT_FALSE(known_before(earlier(), {kind, "k", "d"})) << to_word(kind);
  }
}

TEST(KnownBefore, IsFoundAsItWasNamed) {
  Organization organization = earlier();
  organization.access_control.try_emplace({"git", "repov2/p"},
                                          Fact<Evidence<std::optional<AccessControlList>>>{
                                              .known = std::optional<AccessControlList>{}, .reads = {0}});
  organization.lists_below.try_emplace(fact_name("git", "repov2/p"),
                                       Fact<Listing<AccessControlList>>{{}, {0}});
  organization.root_nodes.try_emplace(fact_name("area", "p"),
                                      Fact<Evidence<std::string>>{std::string("id"), {0}});
  EXPECT_TRUE(known_before(organization, {Kind::access_control, "git", "repoV2/P/"}));
  EXPECT_TRUE(known_before(organization, {Kind::lists_below, "git", "repoV2/P/"}));
  EXPECT_TRUE(known_before(organization, {Kind::root_node, "p", "area"}));
  EXPECT_FALSE(known_before(organization, {Kind::root_node, "p", "iteration"}));
}

TEST(KnownBefore, IsNeitherTheAuditorNorWhatMicrosoftGraphSaid) {
  Organization organization = earlier();
  organization.connection = {Connection{.instance_id = "i", .identity_descriptor = "d"}, {0}};
  organization.entra_groups.try_emplace("g", Fact<Evidence<EntraGroup>>{EntraGroup{}, {0}});
  organization.entra_memberships.try_emplace(entra_membership_key("a", "g"), Fact<Evidence<bool>>{true, {0}});
  EXPECT_FALSE(known_before(organization, {Kind::connection, "", ""}));
  EXPECT_FALSE(known_before(organization, {Kind::entra_group, "g", ""}));
  EXPECT_FALSE(known_before(organization, {Kind::entra_membership, "a", "g"}));
}

TEST(KnownBefore, IsNothingWhoseReadsAreNotThere) {
  Organization organization = earlier();
  organization.projects->reads = {7};
  EXPECT_FALSE(known_before(organization, {Kind::projects, "", ""}));
}

TEST(KeepRest, AddsWhatWasNotAskedForWithItsReadsAndGaps) {
  const Gap late{Gap::Kind::cut_short, "the tokens", "no time", ""};
  Organization before = earlier();
  before.accounts.try_emplace("email:a", Fact<Listing<Identity>>{.known = {}, .reads = {0}});
  before.tokens.try_emplace("aad.a", Fact<Listing<Token>>{.known = {.items = {}, .rest = late}, .reads = {}});
  Organization now;
  now.reads = {read_of("https://dev.azure.com/first")};
  now.accounts.try_emplace("email:b", Fact<Listing<Identity>>{.known = {}, .reads = {0}});
  keep_rest(before, now);
  EXPECT_EQ(now.projects->known, projects_with(std::nullopt));
  EXPECT_EQ(now.reads.at(now.projects->reads.at(0)), read_of("https://dev.azure.com/b"));
  ASSERT_EQ(now.accounts.size(), 2U);
  EXPECT_EQ(now.reads.at(now.accounts.at("email:a").reads.at(0)), read_of("https://dev.azure.com/a"));
  EXPECT_EQ(now.accounts.at("email:b").reads, std::vector<ReadId>{0});
  EXPECT_EQ(now.tokens.at("aad.a").known.rest, late);
}

TEST(KeepRest, LeavesWhatWasReadNowAsItIs) {
  Organization now;
  now.projects = {.known = projects_with(Gap{Gap::Kind::throttled, "", "", ""}), .reads = {}};
  const Organization as_it_was = now;
  keep_rest(earlier(), now);
  EXPECT_EQ(now.projects, as_it_was.projects);
  EXPECT_TRUE(now.reads.empty());
}

TEST(KeepRest, TakesNothingWhoseReadsAreNotThere) {
  Organization before = earlier();
  before.projects->reads = {7};
  Organization now;
  keep_rest(before, now);
  EXPECT_FALSE(now.projects);
}

TEST(SameAuditor, HasTheSameIdentityInTheSameOrganization) {
  const auto auditor = [](const std::string& instance, const std::string& descriptor) {
    return Evidence<Connection>(
        Connection{.instance_id = instance, .identity_descriptor = descriptor, .display_name = "Ada"});
  };
  const Evidence<Connection> unknown = Gap{Gap::Kind::unauthorized, "", "", ""};
  EXPECT_TRUE(is_same_auditor(auditor("i", "ada"), auditor("i", "ada")));
  EXPECT_FALSE(is_same_auditor(auditor("i", "ada"), auditor("i", "bob")));
  EXPECT_FALSE(is_same_auditor(auditor("i", "ada"), auditor("j", "ada")));
  EXPECT_FALSE(is_same_auditor(auditor("i", ""), auditor("i", "")));
  EXPECT_FALSE(is_same_auditor(unknown, auditor("i", "ada")));
  EXPECT_FALSE(is_same_auditor(auditor("i", "ada"), unknown));
}

}  // namespace
}  // namespace patrol

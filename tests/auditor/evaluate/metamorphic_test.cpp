#include "tests/support/ask.h"

#include <gtest/gtest.h>

#include <array>
#include <random>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";
constexpr std::array all_kinds{
    FactKey::Kind::connection,     FactKey::Kind::projects,         FactKey::Kind::namespaces,
    FactKey::Kind::group_names,    FactKey::Kind::account,          FactKey::Kind::group,
    FactKey::Kind::memberships,    FactKey::Kind::tokens,           FactKey::Kind::entitlement,
    FactKey::Kind::access_control, FactKey::Kind::entra_membership, FactKey::Kind::entra_group};

/// Every kind of requirement in every mode that it has.
std::vector<Rule> all_rules() {
  using Role = RoleHeld::Role;
  const Place each{.kind = Place::Kind::each_project};
  const Permission view{.level = Permission::Level::organization,
                        .namespace_id = collection_namespace,
                        .namespace_name = "Collection",
                        .action = "GENERIC_READ",
                        .words = "View"};
  std::vector<Rule> rules;
  for (const auto mode :
       {Rule::Mode::require, Rule::Mode::at_most, Rule::Mode::exactly, Rule::Mode::forbid}) {
    rules.push_back(rule_of({PatScopes{{"vso.code"}}}, mode));
    rules.push_back(rule_of({Roles{{{{}, Role::admin, false}}}}, mode));
    rules.push_back(rule_of({Roles{{{each, Role::reader, true}}}}, mode));
    rules.back().for_each = Rule::ForEach::project;
    rules.push_back(rule_of({Groups{{{{}, "Tools"}}}}, mode));
    rules.push_back(rule_of({Permissions{{view}}}, mode));
    rules.push_back(rule_of({AccessAtLeast{AccessLevel::basic}}, mode));
  }
  rules.push_back(rule_of({PatState{.valid = true,
                                    .min_days_left = Amount{14},
                                    .max_lifetime_days = Amount{400},
                                    .one_organization = true,
                                    .unique = true}}));
  rules.push_back(rule_of({AccountState{true, true, true, AccountState::Kind::user}}));
  rules.push_back(rule_of({AnyOf{{rules[0].requirement, rules[1].requirement}}}));
  return rules;
}

/// An organization thrown together by chance: nested groups, Entra groups, denies, odd tokens.
World random_world(std::mt19937& chance) {
  const auto yes = [&](int percent) { return std::uniform_int_distribution{0, 99}(chance) < percent; };
  const std::vector<std::string> groups{"[contoso]\\Tools",
                                        "[contoso]\\Ops",
                                        "[TEAM FOUNDATION]\\Platform",
                                        "[Shop]\\Readers",
                                        "[Shop]\\Contributors",
                                        "[Web]\\Readers",
                                        "[contoso]\\Project Collection Administrators",
                                        "[contoso]\\Project Collection Valid Users"};
  World world;
  if (yes(30)) world.humble_auditor();
  world.account(svc);
  if (yes(10)) world.identity(svc).is_active = false;
  if (yes(10)) world.identity(svc).subject_descriptor = "msa.svc";
  for (const std::string& group : groups) {
    if (yes(25)) world.put(svc, group);
    for (const std::string& other : groups) {
      if (group < other && yes(12)) world.put(group, other);
    }
    if (yes(10)) world.crowd(group, 120);
    if (yes(15)) world.entry(collection_namespace, "NAMESPACE:", group, yes(50) ? 1 : 0, yes(40) ? 1 : 0);
  }
  for (int i = 0; i < 2; ++i) {
    if (yes(40)) continue;
    Token token = living_token({yes(50) ? "vso.code" : "vso.work"}, yes(70) ? "flow" : "other");
    token.authorization_id += std::to_string(i);
    token.is_valid = yes(80);
    if (yes(15)) token.target_accounts.reset();
    world.token(svc, token);
  }
  world.entitlement(svc, {.account_license_type = yes(50) ? "express" : "stakeholder", .status = "active"});
  return world;
}

std::string describe(const Rule& rule, const Finding& finding) {
  return std::string(to_word(rule.mode)) + " kind " + std::to_string(rule.requirement.kind.index()) + ": " +
         finding.message;
}

TEST(Metamorphic, HidingAnyReadNeverTurnsFailOrInconclusiveIntoPassNorPassIntoFail) {
  std::mt19937 chance(20261123);
  const std::vector<Rule> rules = all_rules();
  for (int round = 0; round < 60; ++round) {
    const Snapshot whole = random_world(chance).snapshot();
    const auto before = findings_of(rules, whole);
    ASSERT_EQ(before.size(), rules.size());
    for (const auto kind : all_kinds) {
      Snapshot less = whole;
      hide(less, kind);
      const auto after = findings_of(rules, less);
      ASSERT_EQ(after.size(), rules.size());
      for (std::size_t i = 0; i < rules.size(); ++i) {
        const bool kept = after[i].verdict == before[i].verdict || after[i].verdict == Verdict::inconclusive;
        EXPECT_TRUE(kept) << "round " << round << ", without " << to_word(kind) << "\nbefore "
                          << to_word(before[i].verdict) << " " << describe(rules[i], before[i]) << "\nafter "
                          << to_word(after[i].verdict) << " " << describe(rules[i], after[i]);
      }
    }
  }
}

TEST(Metamorphic, EveryFindingHasWhatItsVerdictOwes) {
  std::mt19937 chance(7);
  const std::vector<Rule> rules = all_rules();
  for (int round = 0; round < 60; ++round) {
    const auto findings = findings_of(rules, random_world(chance).snapshot());
    ASSERT_EQ(findings.size(), rules.size());
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const Finding& finding = findings[i];
      EXPECT_FALSE(finding.message.empty()) << describe(rules[i], finding);
      const bool is_decided = finding.verdict == Verdict::pass || finding.verdict == Verdict::fail;
      EXPECT_EQ(finding.verdict != Verdict::pass, !remediation_of(finding).text().empty())
          << describe(rules[i], finding);
      EXPECT_TRUE(!is_decided || !finding.reads.empty()) << describe(rules[i], finding);
    }
  }
}

}  // namespace
}  // namespace patrol

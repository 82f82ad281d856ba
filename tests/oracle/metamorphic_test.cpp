#include "tests/oracle/collected.h"
#include "tests/oracle/comparison.h"
#include "tests/oracle/facts.h"
#include "tests/oracle/generator.h"
#include "tests/support/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ranges>
#include <set>

namespace patrol::oracle {
namespace {

using What = Statement::What;
using Findings = std::map<std::pair<std::string, Spot>, Finding>;

constexpr std::size_t organizations = PATROL_ORACLE_ORGANIZATIONS / 20;
constexpr std::size_t questions = 60;

std::string case_of(const std::vector<Statement>& organization, const std::vector<Rule>& rules,
                    const std::pair<std::string, Spot>& question) {
  const auto rule = std::ranges::find(rules, question.first, &Rule::id);
  std::string text = to_text(*rule) + " at " + question.second.project + "\n";
  for (const Statement& line : organization) text += "  " + to_text(line) + "\n";
  return text;
}

/// What more evidence may do: settle what was inconclusive, and nothing else.
void expect_settled_at_most(const Findings& less, const Findings& more, const std::vector<Rule>& rules,
                            const std::vector<Statement>& organization) {
  for (const auto& [question, before] : less) {
    const auto after = more.find(question);
    if (after == more.end() || before.verdict == Verdict::inconclusive) continue;
    EXPECT_EQ(to_word(after->second.verdict), to_word(before.verdict))
        << "with less: " << before.message << "\nwith more: " << after->second.message << "\n"
        << case_of(organization, rules, question);
  }
}

/// A place of which nothing is said any more is one of those that are not known.
void expect_none_forgotten(const Findings& less, const Findings& more, const std::vector<Rule>& rules,
                           const std::vector<Statement>& organization) {
  std::set<std::string> open;
  for (const auto& [question, finding] : less) {
    if (finding.verdict == Verdict::inconclusive) open.insert(question.first);
  }
  for (const auto& [question, finding] : more) {
    if (less.contains(question)) continue;
    EXPECT_TRUE(open.contains(question.first))
        << "nothing is said any more of " << question.second.project << "/" << question.second.resource
        << ": " << finding.message << "\n"
        << case_of(organization, rules, question);
  }
}

// The longest of all, in slices for those who run tests side by side.
constexpr std::size_t slices = 4;

class ALostRead : public testing::TestWithParam<std::size_t> {};

TEST_P(ALostRead, OnlyTakesCertaintyAway) {
  // Less than half of them: each is asked for each fact that there is, and again for each way to lose it.
  for (std::size_t seed = GetParam(); seed < organizations * 9 / 20; seed += slices) {
    Chance chance(seed);
    const auto rules = every_kind_of_question(seed, questions);
    const auto lines = random_organization(seed);
    const Integration integration = integration_of(seed);
    const Snapshot whole = with_every_kind_of_fact(lines);
    const Snapshot collected = what_is_asked_for(rules, integration, whole);
    const Findings more = patrols_findings(rules, collected, integration);
    expect_settled_at_most(more, patrols_findings(rules, whole, integration), rules, lines);
    for (const Loss& loss : some_losses(only_organization(collected), chance)) {
      SCOPED_TRACE("seed " + std::to_string(seed) + ", " + to_text(loss));
      Snapshot smaller = collected;
      lose(only_organization(smaller), loss);
      const Findings less = patrols_findings(rules, smaller, integration);
      expect_settled_at_most(less, more, rules, lines);
      expect_none_forgotten(less, more, rules, lines);
      if (HasFailure()) return;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Slices, ALostRead, testing::Range<std::size_t>(0, slices));

TEST(Losses, AreThoseOfEveryKindOfFact) {
  std::set<FactKey::Kind> lost;
  for (std::size_t seed = 0; seed < 20; ++seed) {
    const Snapshot whole = with_every_kind_of_fact(random_organization_all_read(seed));
    const Organization& organization = whole.organizations.begin()->second;
    for (const Loss& loss : losses_of(organization)) {
      lost.insert(loss.kind);
      if (seed > 0) continue;
      Organization smaller = organization;
      lose(smaller, loss);
      EXPECT_NE(smaller, organization) << to_text(loss);
    }
  }
  for (const FactKey::Kind kind : all_kinds()) EXPECT_TRUE(lost.contains(kind)) << to_word(kind);
}

/// Only who looks for accounts asks for these, and who drafts an integration: `patrol discover` and `draft`.
const std::set<FactKey::Kind> asked_by_no_rule{FactKey::Kind::users, FactKey::Kind::service_principals};

/// Whether the rules ask for anything of that kind, and a verdict rests on it.
bool settles_something(FactKey::Kind kind, const Snapshot& collected, const std::vector<Rule>& rules,
                       const Integration& integration) {
  Snapshot smaller = collected;
  bool is_there = false;
  for (const Loss& loss : losses_of(collected.organizations.begin()->second)) {
    if (loss.kind != kind || loss.how != Loss::How::refused) continue;
    is_there = true;
    lose(only_organization(smaller), loss);
  }
  if (!is_there) return false;
  const Findings less = patrols_findings(rules, smaller, integration);
  for (const auto& [question, finding] : patrols_findings(rules, collected, integration)) {
    const auto same = less.find(question);
    const bool is_open = same == less.end() || same->second.verdict == Verdict::inconclusive;
    if (finding.verdict != Verdict::inconclusive && is_open) return true;
  }
  return false;
}

TEST(Losses, TakeAVerdictAwayWhateverTheKindOfFact) {
  std::set<FactKey::Kind> left;
  for (const FactKey::Kind kind : all_kinds()) left.insert(kind);
  for (std::size_t seed = 0; seed < 120 && left != asked_by_no_rule; ++seed) {
    const auto rules = every_kind_of_question(seed, questions);
    const Integration integration = integration_of(seed);
    const Snapshot collected =
        what_is_asked_for(rules, integration, with_every_kind_of_fact(random_organization_all_read(seed)));
    std::erase_if(left,
                  [&](FactKey::Kind kind) { return settles_something(kind, collected, rules, integration); });
  }
  for (const FactKey::Kind kind : left) {
    EXPECT_TRUE(asked_by_no_rule.contains(kind)) << "no verdict rests on " << to_word(kind);
  }
  EXPECT_EQ(left.size(), asked_by_no_rule.size()) << "a kind is asked for now by rules too";
}

TEST(Metamorphic, WhatMicrosoftGraphTellsOnlyAddsCertainty) {
  for (std::size_t seed = 0; seed < organizations; ++seed) {
    const auto rules = random_questions(seed, questions);
    auto organization = random_organization(seed);
    std::erase_if(organization, [](const Statement& line) {
      return line.what == What::graph_says || line.what == What::microsoft_account;
    });
    Findings less = patrols_findings(rules, snapshot_of(organization));
    for (const std::string& group : all_groups()) {
      if (!group.starts_with("[TEAM FOUNDATION]")) continue;
      organization.push_back({What::hidden_members, group, "", "", 0, 0});
      organization.push_back({What::graph_says, group, "", "", static_cast<std::int64_t>(seed % 2), 0});
      Findings more = patrols_findings(rules, snapshot_of(organization));
      // That the account is in the group may be said of one that was seen in it; the opposite may not.
      const bool was_seen = std::ranges::any_of(organization, [&](const Statement& line) {
        return line.what == What::put && line.subject == svc && line.of == group;
      });
      if (seed % 2 == 0 && was_seen) continue;
      expect_settled_at_most(less, more, rules, organization);
      if (HasFailure()) return;
      less = std::move(more);
    }
  }
}

/// Whether the question is about memberships alone.
bool asks_for_memberships(const Requirement& requirement) {
  if (const auto* any = std::get_if<AnyOf>(&requirement.kind)) {
    return std::ranges::all_of(any->branches, asks_for_memberships);
  }
  if (const auto* all = std::get_if<AllOf>(&requirement.kind)) {
    return std::ranges::all_of(all->branches, asks_for_memberships);
  }
  return std::holds_alternative<Groups>(requirement.kind) || std::holds_alternative<Roles>(requirement.kind);
}

TEST(Metamorphic, AMembershipMoreTakesNoneAway) {
  for (std::size_t seed = 0; seed < organizations; ++seed) {
    auto rules = random_questions(seed, questions);
    std::erase_if(rules, [](const Rule& rule) {
      return !asks_for_memberships(rule.requirement) || rule.mode == Rule::Mode::at_most ||
             rule.mode == Rule::Mode::exactly;
    });
    const auto organization = random_organization(seed);
    const Findings before = patrols_findings(rules, snapshot_of(organization));
    for (const std::string& group : all_groups()) {
      auto larger = organization;
      larger.push_back({What::put, svc, group, "", 0, 0});
      for (const auto& [question, after] : patrols_findings(rules, snapshot_of(larger))) {
        const auto rule = std::ranges::find(rules, question.first, &Rule::id);
        const Verdict held = rule->mode == Rule::Mode::require ? Verdict::pass : Verdict::fail;
        if (before.at(question).verdict != held) continue;
        EXPECT_EQ(to_word(after.verdict), to_word(held)) << after.message << case_of(larger, rules, question);
      }
      if (HasFailure()) return;
    }
  }
}

/// The organization without a group's members, so that nothing comes from it. The account is in the
/// organization still, and so among its valid users (API.md 4.5).
std::vector<Statement> without_members(std::vector<Statement> organization, const std::string& group) {
  std::erase_if(organization, [&](const Statement& line) {
    return (line.what == What::put && line.of == group) ||
           (line.what == What::graph_says && line.subject == group && line.allow != 0);
  });
  organization.push_back({What::put, svc, "[contoso]\\Project Collection Valid Users", "", 0, 0});
  return organization;
}

TEST(Metamorphic, WithoutWhatIsTooMuchNothingIsMissing) {
  std::size_t tried = 0;
  for (std::size_t seed = 0; seed < organizations * 4; ++seed) {
    auto rules = random_questions(seed, 6);
    std::erase_if(rules, [](const Rule& rule) { return rule.mode != Rule::Mode::require; });
    const auto organization = random_organization(seed);
    const Audit audit = patrols_audit(rules, snapshot_of(organization));
    const Findings before = findings_of(audit);
    for (const Excess& excess : audit.excess) {
      if (!excess.what.starts_with('[')) continue;
      ++tried;
      const auto smaller = without_members(organization, excess.what);
      for (const auto& [question, after] : patrols_findings(rules, snapshot_of(smaller))) {
        if (before.at(question).verdict != Verdict::pass) continue;
        EXPECT_NE(to_word(after.verdict), to_word(Verdict::fail))
            << "without " << excess.what << ": " << after.message << "\n"
            << case_of(organization, rules, question);
      }
      if (HasFailure()) return;
    }
  }
  EXPECT_GT(tried, organizations / 2);
}

template <class List>
void reverse(List& list) {
  std::ranges::reverse(list);
}

/// The same snapshot with every list in it the other way round.
Snapshot turned_round(Snapshot snapshot) {
  Organization& organization = snapshot.organizations.begin()->second;
  if (organization.projects) reverse(organization.projects->known.items);
  if (organization.namespaces) reverse(organization.namespaces->known.items);
  if (organization.group_names) reverse(organization.group_names->known.items);
  if (organization.repositories) reverse(organization.repositories->known.items);
  for (auto& [key, fact] : organization.accounts) {
    for (Identity& identity : fact.known.items) reverse(identity.member_of);
  }
  for (auto& [key, fact] : organization.groups) {
    if (!fact.known) continue;
    reverse(fact.known.value().member_of);
    reverse(fact.known.value().members);
  }
  for (auto& [key, fact] : organization.memberships) reverse(fact.known.items);
  for (auto& [key, fact] : organization.tokens) reverse(fact.known.items);
  for (auto& [key, fact] : organization.resources) reverse(fact.known.items);
  for (auto& [key, fact] : organization.role_assignments) reverse(fact.known.items);
  for (auto& [key, fact] : organization.access_control) {
    if (fact.known && fact.known.value()) reverse(fact.known.value()->entries);
  }
  return snapshot;
}

void expect_same_verdicts(const Findings& before, const Findings& after, const std::vector<Rule>& rules,
                          const std::vector<Statement>& organization) {
  ASSERT_EQ(before.size(), after.size());
  for (const auto& [question, finding] : before) {
    EXPECT_EQ(to_word(after.at(question).verdict), to_word(finding.verdict))
        << finding.message << "\n"
        << after.at(question).message << "\n"
        << case_of(organization, rules, question);
  }
}

TEST(Metamorphic, TheOrderOfThingsChangesNothing) {
  for (std::size_t seed = 0; seed < organizations; ++seed) {
    auto rules = random_questions(seed, questions);
    auto organization = random_organization(seed);
    const Snapshot snapshot = snapshot_of(organization);
    const Findings before = patrols_findings(rules, snapshot);
    std::ranges::reverse(rules);
    expect_same_verdicts(before, patrols_findings(rules, turned_round(snapshot)), rules, organization);
    if (HasFailure()) return;
  }
}

/// Another name for each group of the organization's own making.
std::string renamed(std::string text) {
  const std::vector<std::pair<std::string, std::string>> names{
      {"Tools", "Zimmer"}, {"Tool", "Zimme"},  {"Ops", "Able"},    {"ops", "aBLE"},  {"Crew", "Middle"},
      {"Builders", "Aaa"}, {"Platform", "Zz"}, {"platform", "zZ"}, {"Vendors", "Bb"}};
  for (const auto& [from, to] : names) {
    if (const auto at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
  }
  return text;
}

void rename(Requirement& requirement) {
  if (auto* groups = std::get_if<Groups>(&requirement.kind)) {
    for (GroupMembership& group : groups->groups) group.group = renamed(group.group);
  }
  if (auto* any = std::get_if<AnyOf>(&requirement.kind)) std::ranges::for_each(any->branches, rename);
  if (auto* all = std::get_if<AllOf>(&requirement.kind)) std::ranges::for_each(all->branches, rename);
}

TEST(Metamorphic, TheNamesOfGroupsChangeNothing) {
  for (std::size_t seed = 0; seed < organizations; ++seed) {
    auto rules = random_questions(seed, questions);
    auto organization = random_organization(seed);
    // Half of a list is another half where the names sort in another way.
    std::erase_if(organization, [](const Statement& line) { return line.what == What::half; });
    const Findings before = patrols_findings(rules, snapshot_of(organization));
    for (Statement& line : organization) {
      line.subject = renamed(line.subject);
      if (line.what == What::put) line.of = renamed(line.of);
    }
    for (Rule& rule : rules) rename(rule.requirement);
    expect_same_verdicts(before, patrols_findings(rules, snapshot_of(organization)), rules, organization);
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace patrol::oracle

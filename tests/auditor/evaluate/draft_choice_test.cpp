#include "auditor/evaluate/draft_choice.h"

#include <gtest/gtest.h>

#include <map>

namespace patrol {
namespace {

Rule rule(const std::string& id) {
  return draft_rule(id, "Title of " + id, Severity::medium, Rule::Mode::require,
                    {AccountState{.active = true}});
}

Rule absent_from(const std::string& project) {
  Roles roles;
  roles.roles.push_back({.place = {Place::Kind::named_project, project}, .role = RoleHeld::Role::reader});
  return draft_rule(std::string(other_projects_id), "In no other", Severity::medium, Rule::Mode::forbid,
                    {roles});
}

/// An audit that decides the rules of the trial, in their order.
Audit audit_of(const std::vector<DraftTopic>& topics, const std::vector<Verdict>& verdicts) {
  Audit audit;
  const Policy trial = trial_of(topics);
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    audit.rules.push_back({.id = trial.rules.at(i).id});
    Finding finding;
    finding.rule = static_cast<decltype(finding.rule)>(i);
    finding.verdict = verdicts[i];
    finding.message = "because of " + std::to_string(i);
    audit.findings.push_back(std::move(finding));
  }
  return audit;
}

std::vector<std::string> chosen(const std::vector<DraftTopic>& topics, const std::vector<Verdict>& verdicts) {
  std::vector<std::string> ids;
  for (const Rule& each : choose(topics, audit_of(topics, verdicts)).rules) ids.push_back(each.id);
  return ids;
}

const DraftTopic two_ways{.what = "a topic", .ways = {{rule("tight")}, {rule("loose")}}};

TEST(DraftChoice, TakesTheTightestWayThatPasses) {
  EXPECT_EQ(chosen({two_ways}, {Verdict::pass, Verdict::pass}), std::vector<std::string>{"tight"});
  EXPECT_EQ(chosen({two_ways}, {Verdict::fail, Verdict::pass}), std::vector<std::string>{"loose"});
  EXPECT_TRUE(chosen({two_ways}, {Verdict::fail, Verdict::inconclusive}).empty());
  EXPECT_TRUE(chosen({two_ways}, {}).empty()) << "what no audit decides is not taken";
}

TEST(DraftChoice, TellsWhyTheTightestWasNotTaken) {
  const DraftChoice choice = choose({two_ways}, audit_of({two_ways}, {Verdict::inconclusive, Verdict::pass}));
  ASSERT_EQ(choice.left_out.size(), 1U);
  EXPECT_EQ(choice.left_out[0].why, LeftOut::Why::unread);
  EXPECT_EQ(choice.left_out[0].reason, "because of 0");
}

TEST(DraftChoice, SaysNothingBesideARuleThatIsTheTightest) {
  EXPECT_TRUE(choose({two_ways}, audit_of({two_ways}, {Verdict::pass, Verdict::fail})).left_out.empty());
}

TEST(DraftChoice, WantsEveryRuleOfAWayToPass) {
  const DraftTopic pair{.what = "a topic", .ways = {{rule("one"), rule("two")}, {rule("three")}}};
  EXPECT_EQ(chosen({pair}, {Verdict::pass, Verdict::pass, Verdict::pass}),
            (std::vector<std::string>{"one", "two"}));
  EXPECT_EQ(chosen({pair}, {Verdict::pass, Verdict::fail, Verdict::pass}), std::vector<std::string>{"three"});
  EXPECT_EQ(
      choose({pair}, audit_of({pair}, {Verdict::pass, Verdict::fail, Verdict::pass})).left_out.at(0).reason,
      "because of 1");
}

/// A rule for each project has a finding for each.
TEST(DraftChoice, TakesTheWorstThatIsSaidOfARule) {
  const auto reason = [](const std::vector<Verdict>& verdicts) {
    const DraftTopic one{.what = "a topic", .ways = {{rule("one")}}};
    Audit audit;
    audit.rules.push_back({.id = trial_of({one}).rules.at(0).id});
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      Finding finding;
      finding.verdict = verdicts[i];
      finding.message = std::to_string(i);
      audit.findings.push_back(std::move(finding));
    }
    const DraftChoice choice = choose({one}, audit);
    return choice.left_out.empty()
               ? "taken"
               : std::string(choice.left_out[0].why == LeftOut::Why::not_so ? "not so: " : "unread: ") +
                     choice.left_out[0].reason;
  };
  EXPECT_EQ(reason({Verdict::pass, Verdict::pass}), "taken");
  EXPECT_EQ(reason({Verdict::pass, Verdict::inconclusive, Verdict::pass}), "unread: 1");
  EXPECT_EQ(reason({Verdict::inconclusive, Verdict::fail, Verdict::fail}), "not so: 1");
  EXPECT_EQ(reason({Verdict::fail, Verdict::inconclusive}), "not so: 0");
}

TEST(DraftChoice, TellsWhatToDoAboutWhatIsNotKnownAlone) {
  const auto left_out = [](Verdict verdict, bool is_quiet) {
    const std::vector<DraftTopic> topics{{.what = "a topic", .ways = {{rule("one")}}, .is_quiet = is_quiet}};
    Audit audit = audit_of(topics, {verdict});
    audit.findings[0].remediation = Remediation{Steps::lines_of("do this\nand that"), "", ""};
    return choose(topics, audit).left_out;
  };
  EXPECT_EQ(left_out(Verdict::inconclusive, true),
            (std::vector<LeftOut>{{LeftOut::Why::unread, "a topic", "because of 0", "do this; and that"}}));
  EXPECT_EQ(left_out(Verdict::fail, false),
            (std::vector<LeftOut>{{LeftOut::Why::not_so, "a topic", "because of 0", ""}}));
  EXPECT_TRUE(left_out(Verdict::fail, true).empty());
}

TEST(DraftChoice, OfWhatIsOnlyAskedTellsThatItIsNotKnown) {
  DraftTopic asked = two_ways;
  asked.ways.resize(1);
  asked.is_quiet = asked.is_only_asked = true;
  EXPECT_TRUE(chosen({asked}, {Verdict::pass}).empty());
  EXPECT_TRUE(choose({asked}, audit_of({asked}, {Verdict::fail})).left_out.empty());
  EXPECT_EQ(choose({asked}, audit_of({asked}, {Verdict::inconclusive})).left_out.size(), 1U);
}

TEST(DraftChoice, SaysOfAllProjectsThatPassedInOneRule) {
  const std::vector<DraftTopic> topics{{.what = "one", .ways = {{absent_from("One")}}, .is_quiet = true},
                                       {.what = "two", .ways = {{absent_from("Two")}}, .is_quiet = true},
                                       {.what = "three", .ways = {{absent_from("Three")}}, .is_quiet = true}};
  const auto rules = choose(topics, audit_of(topics, {Verdict::pass, Verdict::fail, Verdict::pass})).rules;
  ASSERT_EQ(rules.size(), 1U);
  const auto& roles = std::get<Roles>(rules[0].requirement.kind).roles;
  ASSERT_EQ(roles.size(), 2U);
  EXPECT_EQ(roles[1].place.project, "Three");
}

TEST(DraftChoice, SaysOfAllThingsWithOneRoleInOneRule) {
  const auto used = [](const std::string& thing) {
    Roles roles;
    roles.assigned.push_back({.resource = "agent_pool", .name = {.text = thing}, .role = "User"});
    return draft_rule("agent_pool.user", "User of these", Severity::medium, Rule::Mode::exactly, {roles});
  };
  const std::vector<DraftTopic> topics{{.what = "one", .ways = {{used("One")}}},
                                       {.what = "two", .ways = {{used("Two")}}}};
  const auto rules = choose(topics, audit_of(topics, {Verdict::pass, Verdict::pass})).rules;
  ASSERT_EQ(rules.size(), 1U);
  EXPECT_EQ(std::get<Roles>(rules[0].requirement.kind).assigned.at(1).name.text, "Two");
}

}  // namespace
}  // namespace patrol

#include "auditor/evaluate/waivers.h"

#include "tests/support/ask.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <gmock/gmock.h>

namespace patrol {
namespace {

using std::chrono::days;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* svc = "svc@contoso.com";

Rule no_admin() {
  Rule rule = rule_of({Roles{{{{}, RoleHeld::Role::admin, false}}}}, Rule::Mode::forbid);
  rule.id = "org.no-admin";
  rule.severity = Severity::high;
  return rule;
}

Rule narrow_token() {
  Rule rule = rule_of({PatScopes{{"vso.code"}}}, Rule::Mode::at_most);
  rule.id = "pat.narrow";
  return rule;
}

/// The account administers the organization, and its token may more than it should.
World excessive_world() {
  World world;
  world.account(svc);
  world.put(svc, "[contoso]\\Tools").put("[contoso]\\Tools", "[contoso]\\Project Collection Administrators");
  world.token(svc, living_token({"vso.code", "vso.code_write"}));
  return world;
}

Audit audit_of(std::vector<Rule> rules, const Snapshot& snapshot, std::vector<WrittenWaiver> waivers,
               Time now = test_now()) {
  Policy policy;
  policy.id = "test";
  policy.rules = std::move(rules);
  Integration integration = flow_integration();
  integration.policy = "test";
  return evaluate({{"test", policy}}, {integration}, small_catalogue(), snapshot,
                  {.now = now, .tool = "patrol test", .waivers = std::move(waivers)});
}

/// A waiver of all that the first finding tells, for that many days from now.
WrittenWaiver waiver_of(const Audit& audit, days life) {
  WrittenWaiver written;
  written.integration = "flow";
  written.rule = audit.rule_of(audit.findings.front()).id;
  written.facts = audit.findings.front().facts;
  written.waiver = {
      .reason = "until the move",
      .owner = "devex",
      .approved_by = "security",
      .expires = std::chrono::floor<days>(test_now()) + life + days{1} - std::chrono::seconds{1}};
  written.position = {"waivers.yaml", 3, 5};
  return written;
}

std::vector<std::string> notices_of(const Audit& audit) {
  std::vector<std::string> texts;
  for (const Notice& notice : audit.notices) texts.push_back(notice.text);
  return texts;
}

TEST(Waivers, ExcuseAFailureAndNothingElse) {
  const Snapshot snapshot = excessive_world().snapshot();
  const Audit before = audit_of({no_admin(), narrow_token()}, snapshot, {});
  ASSERT_EQ(before.totals.counting_failures, 2U);
  const WrittenWaiver written = waiver_of(before, days{60});
  const Audit after = audit_of({no_admin(), narrow_token()}, snapshot, {written});
  EXPECT_EQ(after.findings[0].verdict, Verdict::fail);
  EXPECT_EQ(after.findings[0].waiver, written.waiver);
  EXPECT_EQ(after.findings[1].waiver, std::nullopt);
  EXPECT_EQ(after.totals.waived, 1U);
  EXPECT_EQ(after.totals.counting_failures, 1U);
  EXPECT_THAT(after.notices, IsEmpty());
}

TEST(Waivers, LapseWhenMoreIsHeld) {
  World world = excessive_world();
  const Audit before = audit_of({narrow_token()}, world.snapshot(), {});
  const WrittenWaiver written = waiver_of(before, days{60});
  World wider;
  wider.account(svc).token(svc, living_token({"vso.code", "vso.code_write", "vso.code_full"}));
  const Audit after = audit_of({narrow_token()}, wider.snapshot(), {written});
  EXPECT_EQ(after.findings[0].waiver, std::nullopt);
  EXPECT_EQ(exit_code(after), 1);
  ASSERT_EQ(after.findings[0].facts.size(), 2U);
  EXPECT_THAT(
      notices_of(after),
      ElementsAre(testing::HasSubstr("does not know: vso.code_full"),
                  "the waiver of pat.narrow (waivers.yaml:3) has lapsed: not everything that is wrong now is "
                  "what was waived; mend what was added, or approve all of it by `facts: [" +
                      after.findings[0].facts[0] + ", " + after.findings[0].facts[1] + "]`"));
}

TEST(Waivers, HoldWhenLessIsHeldAndSaySo) {
  World world;
  world.account(svc).token(svc, living_token({"vso.code", "vso.code_write", "vso.code_full"}));
  const WrittenWaiver written = waiver_of(audit_of({narrow_token()}, world.snapshot(), {}), days{60});
  const Audit after = audit_of({narrow_token()}, excessive_world().snapshot(), {written});
  EXPECT_EQ(after.findings[0].waiver, written.waiver);
  EXPECT_THAT(notices_of(after), ElementsAre(HasSubstr("excuses more than is wrong now; write `facts: [" +
                                                       after.findings[0].facts[0] + "]`")));
}

TEST(Waivers, DoNotCareWhichWayTheAccountGotThereOrWhatTheTokenIsCalled) {
  const WrittenWaiver admin = waiver_of(audit_of({no_admin()}, excessive_world().snapshot(), {}), days{60});
  World direct;
  direct.account(svc).put(svc, "[contoso]\\Project Collection Administrators");
  EXPECT_TRUE(audit_of({no_admin()}, direct.snapshot(), {admin}).findings[0].waiver);

  const WrittenWaiver token =
      waiver_of(audit_of({narrow_token()}, excessive_world().snapshot(), {}), days{60});
  World renewed;
  Token next = living_token({"vso.code", "vso.code_write"});
  next.authorization_id = "99999999-7d3b-4c58-9a61-0b2c3d4e5f60";
  renewed.account(svc).token(svc, next);
  EXPECT_TRUE(audit_of({narrow_token()}, renewed.snapshot(), {token}).findings[0].waiver);
}

Rule no_force_push() {
  return rule_about_git("ForcePush", "Force push", Rule::Mode::forbid);
}

/// The account may force push at these places of the project Shop, which are given by what stands behind it.
Snapshot pusher_at(const std::vector<std::string>& places) {
  World world;
  world.account(svc).entitlement(svc, {.account_license_type = "express", .status = "active"});
  const std::string shop = world.token(git_namespace, Permission::Level::project, world.ids("Shop"));
  for (const std::string& place : places) world.entry(git_namespace, shop + place, svc, 8, 0);
  return world.snapshot();
}

TEST(Waivers, OfAPermissionAreForThePlacesWhereItIsHeld) {
  const std::string branch = "/0a/refs/heads/6d00/";
  const auto is_excused = [](const WrittenWaiver& written, const std::vector<std::string>& places) {
    const Finding finding = audit_of({no_force_push()}, pusher_at(places), {written}).findings.at(0);
    EXPECT_EQ(finding.verdict, Verdict::fail) << finding.message;
    return finding.waiver.has_value();
  };
  const WrittenWaiver one = waiver_of(audit_of({no_force_push()}, pusher_at({branch}), {}), days{60});
  EXPECT_TRUE(is_excused(one, {branch}));
  EXPECT_FALSE(is_excused(one, {branch, "/0b"})) << "another repository";
  EXPECT_FALSE(is_excused(one, {branch, ""})) << "the whole project";
  EXPECT_FALSE(is_excused(one, {""})) << "the whole project, and no more by a list of the branch";
  const WrittenWaiver all =
      waiver_of(audit_of({no_force_push()}, pusher_at({"", "/0b", branch}), {}), days{60});
  EXPECT_TRUE(is_excused(all, {"", branch}));
  EXPECT_TRUE(is_excused(all, {branch, "/0b"}));
  EXPECT_TRUE(is_excused(all, {branch}));
}

TEST(Waivers, OfATokenAreNotForOneMore) {
  World world = excessive_world();
  const WrittenWaiver one = waiver_of(audit_of({narrow_token()}, world.snapshot(), {}), days{60});
  Token second = living_token({"vso.code", "vso.code_write"});
  second.authorization_id = "99999999-7d3b-4c58-9a61-0b2c3d4e5f60";
  world.token(svc, second);
  const Audit two = audit_of({narrow_token()}, world.snapshot(), {one});
  EXPECT_FALSE(two.findings[0].waiver);
  EXPECT_THAT(notices_of(two), ElementsAre(HasSubstr("has lapsed")));
  const WrittenWaiver both = waiver_of(two, days{60});
  EXPECT_TRUE(audit_of({narrow_token()}, world.snapshot(), {both}).findings[0].waiver);
  EXPECT_TRUE(audit_of({narrow_token()}, excessive_world().snapshot(), {both}).findings[0].waiver);
}

TEST(Waivers, DaysThatPassLapseNothingButAnEndDoes) {
  Rule rule = rule_of({PatState{.min_days_left = Amount{400, {}}}});
  World world;
  world.account(svc).token(svc, living_token({"vso.code"}));
  const Snapshot snapshot = world.snapshot();
  const Audit before = audit_of({rule}, snapshot, {});
  ASSERT_EQ(before.findings[0].verdict, Verdict::fail);
  const WrittenWaiver written = waiver_of(before, days{170});
  const Audit later = audit_of({rule}, snapshot, {written}, test_now() + days{3});
  EXPECT_TRUE(later.findings[0].waiver);
  EXPECT_NE(later.findings[0].observed, before.findings[0].observed);
  const Time dead = *living_token({}).valid_to + days{1};
  WrittenWaiver long_one = written;
  long_one.waiver.expires = dead + days{30};
  EXPECT_FALSE(audit_of({rule}, snapshot, {long_one}, dead).findings[0].waiver);
}

TEST(Waivers, LapseWhenAPartCanNotBeSeenAnyMore) {
  // The rule fails for the one part; that the other is not known any more must not hide behind the waiver.
  Rule rule = no_admin();
  rule.requirement = {AnyOf{{rule.requirement, {PatScopes{{"vso.code"}}}}}};
  World world = excessive_world();
  world = World();
  world.account(svc).put(svc, "[contoso]\\Project Collection Administrators").token(svc, living_token({}));
  Snapshot snapshot = world.snapshot();
  const Audit before = audit_of({rule}, snapshot, {});
  ASSERT_EQ(before.findings[0].verdict, Verdict::fail);
  const WrittenWaiver written = waiver_of(before, days{60});
  EXPECT_TRUE(audit_of({rule}, snapshot, {written}).findings[0].waiver);
  hide(snapshot, FactKey::Kind::tokens);
  const Audit after = audit_of({rule}, snapshot, {written});
  EXPECT_EQ(after.findings[0].verdict, Verdict::fail);
  EXPECT_FALSE(after.findings[0].waiver);
  EXPECT_THAT(notices_of(after), ElementsAre(HasSubstr("has lapsed")));
}

TEST(Waivers, NeverExcuseWhatCouldNotBeDecided) {
  Snapshot snapshot = excessive_world().snapshot();
  const WrittenWaiver written = waiver_of(audit_of({narrow_token()}, snapshot, {}), days{60});
  hide(snapshot, FactKey::Kind::tokens);
  const Audit after = audit_of({narrow_token()}, snapshot, {written});
  EXPECT_EQ(after.findings[0].verdict, Verdict::inconclusive);
  EXPECT_FALSE(after.findings[0].waiver);
  EXPECT_THAT(after.findings[0].facts, IsEmpty());
  EXPECT_EQ(exit_code(after), 2);
  EXPECT_THAT(notices_of(after), ElementsAre(HasSubstr("is unused: the rule could not be decided")));
}

TEST(Waivers, ExcuseToTheEndOfTheirLastDay) {
  const Snapshot snapshot = excessive_world().snapshot();
  const WrittenWaiver written = waiver_of(audit_of({no_admin()}, snapshot, {}), days{0});
  const Time midnight = std::chrono::floor<days>(test_now()) + days{1};
  const Audit last = audit_of({no_admin()}, snapshot, {written}, midnight - std::chrono::seconds{1});
  EXPECT_TRUE(last.findings[0].waiver);
  EXPECT_THAT(notices_of(last), ElementsAre(HasSubstr("expires on 2026-11-23, today")));
  const Audit next = audit_of({no_admin()}, snapshot, {written}, midnight);
  EXPECT_FALSE(next.findings[0].waiver);
  EXPECT_EQ(exit_code(next), 1);
  EXPECT_THAT(notices_of(next), ElementsAre(HasSubstr("expired on 2026-11-23 and excuses no longer")));
}

TEST(Waivers, AreToldTwoWeeksBeforeTheyEnd) {
  const Snapshot snapshot = excessive_world().snapshot();
  const Audit before = audit_of({no_admin()}, snapshot, {});
  EXPECT_THAT(notices_of(audit_of({no_admin()}, snapshot, {waiver_of(before, days{14})})),
              ElementsAre(HasSubstr("expires on 2026-12-07, in 14 days")));
  EXPECT_THAT(notices_of(audit_of({no_admin()}, snapshot, {waiver_of(before, days{1})})),
              ElementsAre(HasSubstr("in 1 day")));
  EXPECT_THAT(audit_of({no_admin()}, snapshot, {waiver_of(before, days{15})}).notices, IsEmpty());
}

TEST(Waivers, LiveNoLongerThanTheSeverityAllows) {
  const Snapshot snapshot = excessive_world().snapshot();
  const Audit before = audit_of({no_admin()}, snapshot, {});
  EXPECT_TRUE(audit_of({no_admin()}, snapshot, {waiver_of(before, days{90})}).findings[0].waiver);
  WrittenWaiver written = waiver_of(before, days{91});
  const Audit after = audit_of({no_admin()}, snapshot, {written});
  EXPECT_FALSE(after.findings[0].waiver);
  EXPECT_THAT(
      notices_of(after),
      ElementsAre(HasSubstr("excuses nothing yet: it expires on 2027-02-22, and a failure of severity "
                            "high is waived for at most 90 days before its end, from 2026-11-24 on")));
  written.longest_lives.at(static_cast<std::size_t>(Severity::high)) = days{91};
  EXPECT_TRUE(audit_of({no_admin()}, snapshot, {written}).findings[0].waiver);
}

// Nobody can prove when a waiver was written, so its life is counted backwards from its end.
TEST(Waivers, ThatAreWrittenTooEarlyBeginToExcuseOnTheDayThatIsTold) {
  const Snapshot snapshot = excessive_world().snapshot();
  const Audit before = audit_of({no_admin()}, snapshot, {});
  const std::vector<WrittenWaiver> written{waiver_of(before, days{92})};
  const Time from = *parse_time("2026-11-25T00:00:00Z");
  Audit too_early = audit_of({no_admin()}, snapshot, {});
  apply_waivers(too_early, written, from - std::chrono::seconds{1});
  EXPECT_FALSE(too_early.findings[0].waiver);
  EXPECT_THAT(notices_of(too_early), ElementsAre(HasSubstr("from 2026-11-25 on")));
  Audit in_time = audit_of({no_admin()}, snapshot, {});
  apply_waivers(in_time, written, from);
  EXPECT_TRUE(in_time.findings[0].waiver);
}

TEST(Waivers, TellWhyNothingUsesThem) {
  const Snapshot snapshot = excessive_world().snapshot();
  const Audit before = audit_of({no_admin()}, snapshot, {});
  const auto unused = [&](auto change) {
    WrittenWaiver written = waiver_of(before, days{60});
    change(written);
    const Audit after = audit_of({no_admin()}, snapshot, {written});
    EXPECT_FALSE(after.findings[0].waiver);
    return notices_of(after).at(0);
  };
  EXPECT_THAT(unused([](WrittenWaiver& written) { written.integration = "flows"; }),
              HasSubstr("is unused: there is no integration flows; did you mean flow?"));
  EXPECT_THAT(unused([](WrittenWaiver& written) { written.rule = "org.no-admni"; }),
              HasSubstr("has no such rule; did you mean org.no-admin?"));
  EXPECT_THAT(unused([](WrittenWaiver& written) { written.project = "Shop"; }),
              HasSubstr("the rule is not asked in the project Shop"));
  World mended;
  mended.account(svc);
  EXPECT_THAT(
      notices_of(audit_of({no_admin()}, mended.snapshot(), {waiver_of(before, days{60})})),
      ElementsAre("the waiver of org.no-admin (waivers.yaml:3) is unused: nothing fails any more; take it "
                  "out"));
}

TEST(Waivers, OfAProjectAreForThatProjectAndSpeakFirst) {
  Rule readers = rule_of({Roles{{{{Place::Kind::each_project, {}}, RoleHeld::Role::reader, false}}}});
  readers.for_each = Rule::ForEach::project;
  World world;
  world.account(svc);
  Policy policy;
  policy.id = "test";
  policy.rules = {readers};
  Integration integration = flow_integration();
  integration.policy = "test";
  integration.projects = {"Shop", "Web"};
  EvaluateOptions options{.now = test_now()};
  const auto run = [&] {
    return evaluate({{"test", policy}}, {integration}, small_catalogue(), world.snapshot(), options);
  };
  const Audit before = run();
  ASSERT_EQ(before.totals.fail, 2U);
  WrittenWaiver shop = waiver_of(before, days{60});
  shop.project = "SHOP";
  shop.waiver.reason = "the shop closes";
  WrittenWaiver everywhere = waiver_of(before, days{60});
  options.waivers = {shop};
  EXPECT_EQ(run().totals.waived, 1U);
  // One for all projects excuses only those whose facts it names: another project is another fact.
  options.waivers = {everywhere};
  EXPECT_EQ(run().totals.waived, 1U);
  everywhere.facts.insert(everywhere.facts.end(), before.findings[1].facts.begin(),
                          before.findings[1].facts.end());
  options.waivers = {shop, everywhere};
  const Audit both = run();
  EXPECT_EQ(both.totals.waived, 2U);
  EXPECT_EQ(both.findings[0].waiver->reason, "the shop closes");
  EXPECT_EQ(both.findings[1].waiver->reason, "until the move");
}

}  // namespace
}  // namespace patrol

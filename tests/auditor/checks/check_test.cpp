#include "auditor/checks/check.h"

#include "tests/support/ask.h"

#include <gtest/gtest.h>

#include <set>

namespace patrol {
namespace {

TEST(Checks, HaveOneRowForEachKindThatIsNoJoin) {
  const std::vector<Requirement> kinds{
      {PatScopes{}},     {PatState{}},     {Groups{}},          {Roles{}},    {Permissions{}},
      {AccessAtLeast{}}, {AccountState{}}, {ConnectionState{}}, {Attested{}}, {ServiceHooks{}}};
  EXPECT_EQ(checks().size(), kinds.size());
  std::set<std::string_view> words;
  for (const Requirement& kind : kinds) {
    int rows = 0;
    for (const Check& check : checks()) {
      rows += check.is_for(kind) ? 1 : 0;
      words.insert(check.word);
    }
    EXPECT_EQ(rows, 1);
  }
  EXPECT_EQ(words.size(), checks().size());
}

const Requirement active{AccountState{.active = true}};
const Requirement url{ConnectionState{"https://dev.azure.com/{organization}"}};

TEST(Decide, AnyOfPassesAlthoughAnotherBranchIsUnknown) {
  Snapshot snapshot = World().account("svc@contoso.com").snapshot();
  hide(snapshot, FactKey::Kind::account);
  EXPECT_EQ(ask(rule_of({AnyOf{{active, url}}}), snapshot).verdict, Verdict::pass);
  EXPECT_EQ(ask(rule_of({AllOf{{active, url}}}), snapshot).verdict, Verdict::inconclusive);
}

TEST(Decide, ForbiddingAnyOfForbidsEach) {
  const Requirement readers{Groups{{{{.kind = Place::Kind::named_project, .project = "Shop"}, "Readers"}}}};
  const Requirement contributors{
      Groups{{{{.kind = Place::Kind::named_project, .project = "Shop"}, "Contributors"}}}};
  const Rule rule = rule_of({AnyOf{{readers, contributors}}}, Rule::Mode::forbid);
  World world = World().account("svc@contoso.com");
  EXPECT_EQ(ask(rule, world.snapshot()).verdict, Verdict::pass);
  world.put("svc@contoso.com", "[Shop]\\Contributors");
  EXPECT_EQ(ask(rule, world.snapshot()).verdict, Verdict::fail);
}

/// Kleene's tables of "not all at once" and "not one of them".
TEST(Decide, ForbiddingAllOfForbidsThemTogetherOnly) {
  const auto in_shop = [](const char* group) {
    return Requirement{Groups{{{{.kind = Place::Kind::named_project, .project = "Shop"}, group}}}};
  };
  const Rule rule = rule_of({AllOf{{in_shop("Readers"), in_shop("Contributors")}}}, Rule::Mode::forbid);
  World world = World().account("svc@contoso.com");
  EXPECT_EQ(ask(rule, world.snapshot()).verdict, Verdict::pass);
  world.put("svc@contoso.com", "[Shop]\\Contributors");
  EXPECT_EQ(ask(rule, world.snapshot()).verdict, Verdict::pass);
  World hidden = world;
  hidden.put("[TEAM FOUNDATION]\\Staff", "[Shop]\\Readers");
  EXPECT_EQ(ask(rule, hidden.snapshot()).verdict, Verdict::inconclusive);
  world.put("svc@contoso.com", "[Shop]\\Readers");
  EXPECT_EQ(ask(rule, world.snapshot()).verdict, Verdict::fail);
}

TEST(Decide, ForbiddingAllOfPassesWhereOneIsKnownToBeAbsent) {
  const Requirement readers{Groups{{{{.kind = Place::Kind::named_project, .project = "Shop"}, "Readers"}}}};
  const Requirement owners{Groups{{{Place{}, "Owners"}}}};
  World world = World().account("svc@contoso.com");
  world.put("[TEAM FOUNDATION]\\Staff", "[Shop]\\Readers").put("auditor@contoso.com", "[contoso]\\Owners");
  EXPECT_EQ(ask(rule_of({AllOf{{readers, owners}}}, Rule::Mode::forbid), world.snapshot()).verdict,
            Verdict::pass);
}

}  // namespace
}  // namespace patrol

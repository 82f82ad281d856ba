#include "auditor/evaluate/draft_things.h"

#include "auditor/policy/catalogue.h"
#include "tests/support/world.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";
constexpr const char* admins = "[contoso]\\Project Collection Administrators";
constexpr const char* team_id = "7e7e7e7e-0000-4000-8000-000000000001";
using Lines = std::vector<RoleAssignment>;
using Names = std::vector<std::string>;

/// An organization in which every list of things is read and empty, and nobody has a role.
class DraftThings : public testing::Test {
 protected:
  DraftThings() {
    world_.account(svc).put(svc, "[Shop]\\Readers");
    project_ = world_.ids("Shop").project;
    make();
  }

  void make() {
    snapshot_ = world_.snapshot();
    for (const auto& kind : built_in_catalogue().resource_kinds) {
      const std::string project = kind.in_project ? project_ : "";
      contoso().resources[fact_name(kind.word, project)] = {};
      page(kind.all, "");
    }
    contoso().subscriptions.emplace();
  }

  Organization& contoso() { return snapshot_.organizations.at("contoso"); }
  Identity account() { return world_.identity(svc); }
  static const Catalogue::ResourceKind& kind(const char* word) {
    return *built_in_catalogue().find_resource_kind(word);
  }

  Listing<RoleAssignment>& page(const Catalogue::ResourceKind::Page& page, const std::string& thing) {
    std::string id = page.id;
    for (const auto& [brace, value] :
         std::map<std::string, std::string>{{"{project}", project_}, {"{thing}", thing}}) {
      if (const auto at = id.find(brace); at != std::string::npos) id.replace(at, brace.size(), value);
    }
    return contoso().role_assignments[fact_name(page.scope, id)].known;
  }

  /// A service connection, with these roles on it.
  Listing<RoleAssignment>& connection(const std::string& id, const std::string& name, Lines lines) {
    contoso().resources[fact_name("service_connection", project_)].known.items.push_back({id, name});
    Listing<RoleAssignment>& roles = page(kind("service_connection").one, id);
    roles.items = std::move(lines);
    return roles;
  }

  void know(Identity identity) {
    const std::string id = identity.id;
    contoso().identities.insert_or_assign(id, Fact<Evidence<Identity>>{std::move(identity), {}});
  }

  DraftPart roles() {
    const Facts facts(View(&contoso(), "contoso", nullptr), built_in_catalogue(), false);
    return draft_roles(facts, built_in_catalogue(), account(), {"Shop"});
  }
  DraftPart hooks() {
    const Facts facts(View(&contoso(), "contoso", nullptr), built_in_catalogue(), false);
    return draft_hooks(facts, account());
  }

  /// The ways of the topic about it, rule by rule: `exactly User`.
  static std::vector<Names> ways(const DraftPart& part, const std::string& what) {
    std::vector<Names> all;
    const auto topic = std::ranges::find(part.topics, what, &DraftTopic::what);
    if (topic == part.topics.end()) return {{"no topic"}};
    for (const auto& way : topic->ways) {
      Names names;
      for (const Rule& rule : way) {
        const AssignedRole& role = std::get<Roles>(rule.requirement.kind).assigned.at(0);
        names.push_back(std::string(to_word(rule.mode)) + " " + role.role);
      }
      all.push_back(names);
    }
    return all;
  }

  World world_;
  Snapshot snapshot_;
  std::string project_;
};

constexpr const char* all_connections = "its role on all of the kind service connection of Shop";
constexpr const char* azure = "its role on the service connection azure of Shop";

TEST_F(DraftThings, SaysThatThereIsNoRoleWhereThereIsNone) {
  const DraftPart part = roles();
  EXPECT_EQ(part.topics.size(), 5U) << "a page for each kind";
  EXPECT_EQ(ways(part, all_connections), std::vector<Names>{{"forbid Reader"}});
  EXPECT_EQ(ways(part, "its role on all of the kind agent pool"), std::vector<Names>{{"forbid Reader"}});
  EXPECT_TRUE(part.left_out.empty());
  EXPECT_TRUE(part.notes.empty());
}

TEST_F(DraftThings, SaysTheRoleThatIsHeldAndNoOther) {
  connection("c1", "azure", {{account().id, svc, "User", false}, {"somebody", "x", "Administrator", false}});
  know(Identity{.id = "somebody", .descriptor = "a;b"});
  const DraftPart part = roles();
  EXPECT_EQ(ways(part, azure), (std::vector<Names>{{"exactly User"}, {"require User"}}));
  const auto topic = std::ranges::find(part.topics, azure, &DraftTopic::what);
  const Rule& rule = topic->ways.at(0).at(0);
  EXPECT_EQ(rule.id, "service_connection.user");
  const AssignedRole& role = std::get<Roles>(rule.requirement.kind).assigned.at(0);
  EXPECT_EQ(role.name.text, "azure");
  EXPECT_EQ(role.place.project, "Shop");
  EXPECT_FALSE(role.of_all);
}

TEST_F(DraftThings, CountsRolesOfItsGroups) {
  world_.put(svc, "[Shop]\\Deployers");
  make();
  connection("c1", "azure", {{team_id, "Deployers", "Administrator", false}});
  know(Identity{
      .id = team_id, .descriptor = world_.group_descriptor("[Shop]\\Deployers"), .is_container = true});
  EXPECT_EQ(ways(roles(), azure), (std::vector<Names>{{"exactly Administrator"}, {"require Administrator"}}));
}

TEST_F(DraftThings, LeavesToThePageAboveWhatAThingInherits) {
  connection("c1", "azure", {{account().id, svc, "User", true}});
  page(kind("service_connection").all, "").items = {{account().id, svc, "User", false}};
  const DraftPart part = roles();
  EXPECT_EQ(ways(part, azure), std::vector<Names>{{"no topic"}});
  EXPECT_EQ(ways(part, all_connections).front(), Names{"exactly User"});
}

TEST_F(DraftThings, BoundsNothingWhereHowRolesCompareIsNotTold) {
  connection("c1", "azure", {{account().id, svc, "Creator", false}, {account().id, svc, "Reader", false}});
  EXPECT_EQ(ways(roles(), azure), (std::vector<Names>{{"require Creator", "require Reader"}}));
  page(kind("service_connection").one, "c1").items = {{account().id, svc, "Creator", false}};
  EXPECT_EQ(ways(roles(), azure).front(), Names{"exactly Creator"});
}

TEST_F(DraftThings, SaysOfAnAdministratorThatItMayAll) {
  world_.put(svc, admins);
  make();
  const DraftPart part = roles();
  EXPECT_TRUE(part.topics.empty());
  ASSERT_EQ(part.notes.size(), 1U);
  EXPECT_NE(part.notes[0].find("administers the organization"), std::string::npos);
}

TEST_F(DraftThings, TellsOnceWhatCouldNotBeReadOfManyPages) {
  const Gap gap{Gap::Kind::unauthorized, "x", "HTTP 401", "the scope"};
  page(kind("service_connection").all, "").rest = gap;
  page(kind("environment").all, "").rest = gap;
  contoso().resources[fact_name("variable_group", project_)].known.rest = gap;
  const DraftPart part = roles();
  ASSERT_EQ(part.left_out.size(), 1U);
  EXPECT_EQ(part.left_out[0].what, std::string(all_connections) + " and 2 more");
  EXPECT_EQ(part.left_out[0].reason, "HTTP 401");
  EXPECT_EQ(part.left_out[0].grant, "the scope");
  EXPECT_EQ(ways(part, all_connections), std::vector<Names>{{"no topic"}});
}

TEST_F(DraftThings, LooksAtNoThingWhereThereAreTooMany) {
  for (int i = 0; i < 26; ++i)
    connection("c" + std::to_string(i), "n" + std::to_string(i), {{account().id, svc, "User", false}});
  const DraftPart part = roles();
  EXPECT_EQ(part.topics.size(), 5U);
  ASSERT_EQ(part.notes.size(), 1U);
  EXPECT_NE(part.notes[0].find("26 things of the kind service connection"), std::string::npos);
}

TEST_F(DraftThings, HasNoRuleForANameThatAFileCanNotHold) {
  connection("c1", "two\nlines", {{account().id, svc, "User", false}});
  const DraftPart part = roles();
  EXPECT_EQ(part.topics.size(), 5U);
  ASSERT_EQ(part.left_out.size(), 1U);
  EXPECT_EQ(part.left_out[0].why, LeftOut::Why::no_words);
}

Subscription hook(const std::string& by, const std::string& event, const std::string& host = "flow.example") {
  return {.id = event + host,
          .event = event,
          .status = "enabled",
          .created_by = by,
          .consumer = "webHooks",
          .host = host};
}

TEST_F(DraftThings, RequiresTheHooksThatTheAccountMadeByWhereTheyPostTo) {
  auto& list = contoso().subscriptions->known.items;
  list = {hook(account().id, "git.push"), hook(account().id, "build.complete"),
          hook("other", "workitem.created"), hook(account().id, "git.push", "second.example")};
  list[3].repository_id = "r";
  const DraftPart part = hooks();
  ASSERT_EQ(part.topics.size(), 2U);
  const Rule& rule = part.topics[0].ways.at(0).at(0);
  EXPECT_EQ(rule.mode, Rule::Mode::require);
  EXPECT_EQ(std::get<ServiceHooks>(rule.requirement.kind),
            (ServiceHooks{.events = {"build.complete", "git.push"}, .to = "flow.example"}));
  const Rule& other = part.topics[1].ways.at(0).at(0);
  EXPECT_EQ(std::get<ServiceHooks>(other.requirement.kind),
            (ServiceHooks{.events = {"git.push"}, .to = "second.example", .limited = true}));
  EXPECT_NE(rule.id, other.id);
}

TEST_F(DraftThings, SaysHowManyHooksAreNotEnabledAndWhatOfThemWasNotRead) {
  contoso().subscriptions->known.items = {hook(account().id, "git.push")};
  contoso().subscriptions->known.items[0].status = "disabledBySystem";
  contoso().subscriptions->known.rest = Gap{Gap::Kind::forbidden, "hooks", "HTTP 403", "do this"};
  const DraftPart part = hooks();
  EXPECT_TRUE(part.topics.empty());
  EXPECT_EQ(part.notes.size(), 1U);
  EXPECT_EQ(
      part.left_out,
      (std::vector<LeftOut>{{LeftOut::Why::unread, "which service hooks it made", "HTTP 403", "do this"}}));
}

TEST_F(DraftThings, NamesNoHostThatWasMaskedOrNotTold) {
  contoso().subscriptions->known.items = {hook(account().id, "git.push", "***.hooks.example"),
                                          hook(account().id, "git.push", "")};
  const DraftPart part = hooks();
  ASSERT_EQ(part.topics.size(), 1U);
  EXPECT_EQ(std::get<ServiceHooks>(part.topics[0].ways.at(0).at(0).requirement.kind).to, "");
}

}  // namespace
}  // namespace patrol

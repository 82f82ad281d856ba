#include "auditor/evaluate/discover.h"

#include "auditor/model/text.h"
#include "tests/support/world.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol {
namespace {

using Claim = DiscoveredToken::Claim;
using Sign = DiscoveredAccount::Sign;

constexpr const char* svc = "svc@contoso.com";

/// A snapshot of the world as `discover` collects one: everybody is listed, and makers of hooks are known.
Snapshot directory(const World& world) {
  Snapshot snapshot = world.snapshot();
  Organization& organization = snapshot.organizations.at("contoso");
  organization.users = Fact<Listing<Principal>>{};
  organization.service_principals = Fact<Listing<Principal>>{};
  for (const auto& [key, fact] : organization.accounts) {
    if (!key.starts_with("email:")) continue;
    for (const Identity& identity : fact.known.items) {
      organization.identities.insert_or_assign(identity.id, Fact<Evidence<Identity>>{identity, {}});
      const bool is_principal = identity.subject_descriptor.starts_with("aadsp.");
      auto& list = is_principal ? organization.service_principals : organization.users;
      list->known.items.push_back(
          {.descriptor = identity.subject_descriptor,
           .display_name = identity.display_name,
           .principal_name = identity.account,
           .mail = is_principal ? "" : identity.mail,
           .application_id = is_principal ? "2f6a0c1e-7d3b-4c58-9a61-0b2c3d4e5f60" : "",
           .object_id = identity.object_id,
           .meta_type = identity.meta_type});
    }
  }
  return snapshot;
}

World some_world() {
  World world;
  world.account(svc).account("ada@contoso.com").account("linus@contoso.com");
  world.token(svc, living_token({"vso.code"}, "flow"));
  world.token("ada@contoso.com", living_token({"vso.work"}, "laptop"));
  return world;
}

DiscoverOptions options() {
  return {.now = test_now(), .tool = "patrol test"};
}

Discovery found_in(const Snapshot& snapshot,
                   const std::vector<Integration>& integrations = {flow_integration()},
                   const DiscoverOptions& how = options()) {
  return discover("contoso", integrations, snapshot, how);
}

const DiscoveredAccount* account_in(const Discovery& discovery, const std::string& name) {
  const auto found = std::ranges::find(discovery.accounts, name, &DiscoveredAccount::name);
  return found == discovery.accounts.end() ? nullptr : &*found;
}

TEST(Discover, ListsWhoLooksLikeAnIntegrationAndWhy) {
  World world = some_world();
  world.account({.id = "id-of-app",
                 .descriptor = "Microsoft.VisualStudio.Services.Claims.AadServicePrincipal;tenant\\x",
                 .subject_descriptor = "aadsp.x",
                 .display_name = "Flow application",
                 .account = "11111111-2222-3333-4444-555555555555",
                 .mail = "",
                 .meta_type = "managedIdentity",
                 .is_active = true});
  world.account("eva@contoso.com").hook("eva@contoso.com", "Shop", "git.push", {.consumer = "slack"});
  const Discovery found = found_in(directory(world));
  EXPECT_TRUE(found.is_complete());
  EXPECT_EQ(found.looked_at, 6U) << "the auditor is one of them";
  ASSERT_NE(account_in(found, "Flow application"), nullptr);
  EXPECT_EQ(account_in(found, "Flow application")->kind, "managed identity");
  EXPECT_EQ(account_in(found, "Flow application")->signs, std::vector{Sign::service_principal});
  EXPECT_EQ(account_in(found, "Flow application")->selector(), "2f6a0c1e-7d3b-4c58-9a61-0b2c3d4e5f60");
  ASSERT_NE(account_in(found, "eva@contoso.com"), nullptr);
  EXPECT_EQ(account_in(found, "eva@contoso.com")->signs, std::vector{Sign::hooks});
  EXPECT_EQ(account_in(found, "eva@contoso.com")->hooks,
            (std::vector<DiscoveredHooks>{
                {.consumer = "slack", .host = "", .all = 1, .enabled = 1, .events = {"git.push"}}}));
  EXPECT_EQ(account_in(found, svc)->signs, (std::vector{Sign::name, Sign::tokens}));
  EXPECT_EQ(account_in(found, svc)->integrations, std::vector<std::string>{"flow"});
  EXPECT_EQ(account_in(found, "ada@contoso.com")->signs, std::vector{Sign::tokens});
  EXPECT_FALSE(account_in(found, "ada@contoso.com")->is_likely());
  EXPECT_EQ(account_in(found, "linus@contoso.com"), nullptr) << "nothing says that it is an integration's";
  EXPECT_EQ(found.unclaimed_accounts(), 2U);
  EXPECT_EQ(found.accounts.back().name, "ada@contoso.com") << "the likely ones come first";
}

TEST(Discover, KnowsThePoliciesThatAnAccountIsCalledBy) {
  World world = some_world();
  world.account("renovate@contoso.com");
  DiscoverOptions how = options();
  how.products = {"renovate"};
  const Discovery found = found_in(directory(world), {}, how);
  ASSERT_NE(account_in(found, "renovate@contoso.com"), nullptr);
  EXPECT_EQ(account_in(found, "renovate@contoso.com")->product, "renovate");
}

TEST(Discover, MatchesTokensByIdElseByNameAsAnAuditDoes) {
  World world = some_world();
  world.token(svc, living_token({"vso.work"}, "other"));
  Token dead = living_token({"vso.work"}, "dead");
  dead.is_valid = false;
  world.token(svc, dead);
  const Discovery by_name = found_in(directory(world));
  const auto claims = [](const Discovery& discovery) {
    std::map<std::string, Claim> result;
    for (const DiscoveredToken& token : account_in(discovery, svc)->tokens) result[token.name] = token.claim;
    return result;
  };
  using Claims = std::map<std::string, Claim>;
  EXPECT_EQ(claims(by_name),
            (Claims{{"flow", Claim::claimed}, {"other", Claim::unclaimed}, {"dead", Claim::unclaimed}}));
  EXPECT_EQ(by_name.unclaimed_tokens(), 2U) << "other and Ada's; what is dead needs nobody";
  Integration by_id = flow_integration();
  by_id.pat = {.name = "flow", .id = living_token({}, "other").authorization_id};
  EXPECT_EQ(claims(found_in(directory(world), {by_id})),
            (Claims{{"flow", Claim::unclaimed}, {"other", Claim::claimed}, {"dead", Claim::unclaimed}}));
  Integration elsewhere = flow_integration();
  elsewhere.organization = "fabrikam";
  EXPECT_EQ(claims(found_in(directory(world), {elsewhere}))["flow"], Claim::unclaimed);
}

TEST(Discover, KnowsThatATokenForSeveralOrganizationsMayBeUsedInAnother) {
  World world;
  Token token = living_token({"vso.code"}, "flow");
  token.target_accounts.reset();
  world.account(svc).token(svc, token);
  Integration elsewhere = flow_integration();
  elsewhere.name = "boards";
  elsewhere.organization = "fabrikam";
  const auto told = [&] { return account_in(found_in(directory(world), {elsewhere}), svc)->tokens.at(0); };
  EXPECT_EQ(told().claim, Claim::unknown) << "it may be another one of that name";
  EXPECT_EQ(told().integrations, std::vector<std::string>{"boards"});
  elsewhere.pat = {.name = "", .id = token.authorization_id};
  EXPECT_EQ(told().claim, Claim::claimed);
  elsewhere.pat = {.name = "boards"};
  EXPECT_EQ(told().claim, Claim::unclaimed);
}

TEST(Discover, ClaimsNoTokenForSureThatIsListedWithoutItsName) {
  World world;
  world.account(svc);
  Token nameless = living_token({"vso.code"}, "x");
  nameless.display_name.clear();
  world.token(svc, nameless);
  const Discovery found = found_in(directory(world));
  ASSERT_EQ(account_in(found, svc)->tokens.size(), 1U);
  EXPECT_EQ(account_in(found, svc)->tokens[0].claim, Claim::unknown);
  EXPECT_EQ(account_in(found, svc)->tokens[0].integrations, std::vector<std::string>{"flow"});
}

TEST(Discover, ClaimsNothingForSureOfAnAccountThatCouldNotBeLookedUp) {
  Snapshot snapshot = directory(some_world());
  hide(snapshot, FactKey::Kind::account);
  const Discovery found = found_in(snapshot);
  EXPECT_FALSE(found.is_complete());
  ASSERT_NE(account_in(found, svc), nullptr);
  EXPECT_FALSE(account_in(found, svc)->is_claimed());
  EXPECT_EQ(account_in(found, svc)->maybe_integrations, std::vector<std::string>{"flow"});
  EXPECT_EQ(account_in(found, svc)->tokens.at(0).claim, Claim::unknown);
}

TEST(Discover, SaysThatAnIntegrationNamesNobody) {
  Integration nobody = flow_integration();
  nobody.account.value = nobody.email = "gone@contoso.com";
  Snapshot snapshot = directory(some_world());
  snapshot.organizations.at("contoso").accounts[account_key(nobody.account)] = {};
  EXPECT_EQ(found_in(snapshot, {nobody}).notices,
            std::vector<std::string>{
                "the integration flow signs in as gone@contoso.com, and there is no such account"});
}

TEST(Discover, IsIncompleteWhateverCouldNotBeRead) {
  for (const FactKey::Kind kind :
       {FactKey::Kind::connection, FactKey::Kind::users, FactKey::Kind::service_principals,
        FactKey::Kind::subscriptions, FactKey::Kind::tokens, FactKey::Kind::account}) {
    Snapshot snapshot = directory(some_world());
    hide(snapshot, kind);
    EXPECT_FALSE(found_in(snapshot).is_complete()) << to_word(kind);
  }
  World world = some_world();
  world.hook(svc, "Shop", "git.push");
  Snapshot snapshot = directory(world);
  hide(snapshot, FactKey::Kind::identity);
  EXPECT_FALSE(found_in(snapshot).is_complete()) << "who made the hook";
  EXPECT_FALSE(found_in(Snapshot{}).is_complete());
  EXPECT_FALSE(found_in(some_world().snapshot()).is_complete()) << "a snapshot of an audit lists nobody";
}

TEST(Discover, HidesNoTokenWhoseEndIsNotToldOrThatBeginsLater) {
  Token endless = living_token({"vso.code_full"}, "other");
  endless.valid_to.reset();
  Token later = living_token({"app_token"}, "later");
  later.valid_from = test_now() + std::chrono::days{1};
  World world = some_world();
  world.token(svc, endless).token(svc, later);
  const Discovery found = found_in(directory(world));
  ASSERT_EQ(account_in(found, svc)->tokens.size(), 3U);
  for (const DiscoveredToken& token : account_in(found, svc)->tokens)
    EXPECT_EQ(token.is_alive, token.name == "flow") << token.name;
  EXPECT_EQ(found.unclaimed_tokens(), 3U);
}

TEST(Discover, SaysThatHooksMayBeMissingWhereNothingShowsAnAdministrator) {
  Snapshot snapshot = directory(some_world());
  hide(snapshot, FactKey::Kind::tokens);
  const Discovery found = found_in(snapshot);
  EXPECT_TRUE(std::ranges::any_of(found.gaps, [](const Gap& gap) {
    return gap.what == "whether there are more service hooks" &&
           gap.grant == "run as a Project Collection Administrator";
  }));
}

TEST(Discover, ClaimsNothingForSureOfAnAccountWithoutSubjectDescriptor) {
  Snapshot snapshot = directory(some_world());
  for (auto& [key, fact] : snapshot.organizations.at("contoso").accounts) {
    for (Identity& identity : fact.known.items) identity.subject_descriptor.clear();
  }
  const Discovery found = found_in(snapshot);
  EXPECT_FALSE(found.is_complete());
  EXPECT_EQ(std::ranges::count(found.accounts, svc, &DiscoveredAccount::name), 1);
  EXPECT_TRUE(account_in(found, svc)->integrations.empty());
  EXPECT_EQ(account_in(found, svc)->maybe_integrations, std::vector<std::string>{"flow"});
}

TEST(Discover, TellsAccountsOfWhichTokensAreUnknownTogether) {
  Snapshot snapshot = directory(some_world());
  hide(snapshot, FactKey::Kind::tokens);
  const Discovery found = found_in(snapshot);
  ASSERT_EQ(found.gaps.size(), 2U) << "and hooks";
  EXPECT_EQ(found.gaps[0].what,
            "the tokens of 4 accounts, such as svc@contoso.com, ada@contoso.com and auditor@contoso.com");
  EXPECT_FALSE(account_in(found, svc)->tokens_known);
}

TEST(Discover, AsksForNoMoreTokensThanItMay) {
  DiscoverOptions how = options();
  how.most_token_owners = 1;
  const Discovery found = found_in(directory(some_world()), {flow_integration()}, how);
  EXPECT_TRUE(account_in(found, svc)->tokens_known) << "the likeliest is asked for first";
  EXPECT_EQ(account_in(found, "ada@contoso.com"), nullptr);
  ASSERT_EQ(found.gaps.size(), 1U);
  EXPECT_EQ(found.gaps[0].grant, "raise --limit");
}

/// What is asked in which round, and the snapshot that the answers leave: each answer is that of `whole`.
std::vector<std::set<FactKey>> rounds(const Snapshot& whole, const DiscoverOptions& how) {
  const Organization& all = whole.organizations.at("contoso");
  Snapshot known;
  known.organizations["contoso"].name = "contoso";
  Organization& organization = known.organizations["contoso"];
  std::vector<std::set<FactKey>> result;
  for (int round = 0; round < 9; ++round) {
    auto missing = missing_for_discovery("contoso", {flow_integration()}, known, how);
    if (missing.empty()) break;
    for (const FactKey& key : missing.at("contoso")) {
      switch (key.kind) {
        case FactKey::Kind::connection: organization.connection = all.connection; break;
        case FactKey::Kind::users: organization.users = all.users; break;
        case FactKey::Kind::service_principals:
          organization.service_principals = all.service_principals;
          break;
        case FactKey::Kind::subscriptions: organization.subscriptions = all.subscriptions; break;
        case FactKey::Kind::account: organization.accounts = all.accounts; break;
        case FactKey::Kind::identity: organization.identities = all.identities; break;
        case FactKey::Kind::tokens: organization.tokens[key.key] = all.tokens.at(key.key); break;
        default: ADD_FAILURE() << to_word(key.kind); break;
      }
    }
    result.push_back(std::move(missing.at("contoso")));
  }
  return result;
}

TEST(MissingForDiscovery, ReadsInFewRounds) {
  World world = some_world();
  world.hook(svc, "Shop", "git.push");
  const auto asked = rounds(directory(world), options());
  ASSERT_EQ(asked.size(), 3U);
  EXPECT_EQ(asked[0].size(), 5U) << "who asks, everybody, hooks and the account of the integration";
  EXPECT_EQ(asked[1].size(), 1U) << "who made the hook";
  EXPECT_EQ(asked[2].size(), 4U) << "a request for the tokens of each user";
}

TEST(MissingForDiscovery, GivesUpWhereEverythingIsRefused) {
  World world;
  for (int i = 0; i < 40; ++i) world.account("user" + std::to_string(100 + i) + "@contoso.com");
  world.account(svc);
  Snapshot snapshot = directory(world);
  hide(snapshot, FactKey::Kind::tokens);
  const auto asked = rounds(snapshot, options());
  EXPECT_EQ(asked.back().size(), 8U);
  const Discovery found = found_in(snapshot);
  ASSERT_EQ(found.gaps.size(), 2U) << "and hooks";
  EXPECT_EQ(found.gaps[0].reason, "HTTP 401; after 8 refusals no more were asked for");
  // One that answers is enough to go on.
  Organization& organization = snapshot.organizations.at("contoso");
  organization.tokens.at(world.identity(svc).subject_descriptor) = {};
  EXPECT_EQ(rounds(snapshot, options()).back().size(), 34U);
}

}  // namespace
}  // namespace patrol

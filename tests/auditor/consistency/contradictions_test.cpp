// What rules of one policy say to each other stands in tests/fixtures/policy: contradictory/rules.yaml with
// the exact messages, and good/policy-near-misses.yaml with what is none.
#include "auditor/consistency/contradictions.h"

#include "auditor/policy/catalogue.h"
#include "auditor/policy/library.h"
#include "auditor/policy/policy_parser.h"
#include "auditor/policy/problems.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace patrol {
namespace {

using Weight = Contradiction::Weight;

Documents documents(const std::vector<std::string>& texts, const std::string& kind) {
  Documents documents;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    documents.read.push_back({kind + std::to_string(i) + ".yaml", texts[i]});
  }
  return documents;
}

std::string policy(const std::string& id, const std::string& rules, const std::string& head = "") {
  return "policy: " + id + "\ntitle: A policy\n" + head + "rules:\n" + rules;
}

std::string integration(const std::string& name, const std::string& policy, const std::string& rest = "") {
  return "integration: " + name + "\npolicy: " + policy + "\norganization: contoso\n" +
         (rest.find("connection:") == std::string::npos && rest.find("account:") == std::string::npos
              ? "connection: {email: svc@contoso.com}\n"
              : "") +
         (rest.find("projects:") == std::string::npos ? "projects: [Website]\n" : "") + rest;
}

Loaded load_all(const std::vector<std::string>& policies, const std::vector<std::string>& integrations) {
  auto loaded = load_documents(documents(policies, "p"), documents(integrations, "i"), built_in_catalogue());
  if (!loaded) {
    ADD_FAILURE() << to_string(loaded.error().front());
    return {};
  }
  return std::move(loaded).value();
}

std::vector<Contradiction> between(const Loaded& loaded) {
  std::vector<Contradiction> all;
  for (const auto& users : sharing_an_account(loaded.integrations)) {
    for (Contradiction& each : contradictions_between(users, loaded.policies, built_in_catalogue())) {
      all.push_back(std::move(each));
    }
  }
  return all;
}

const std::string needs_admin =
    policy("admin", "  - {id: admin, title: A, require: {roles: [{organization: admin}]}}\n");
const std::string no_admin =
    policy("plain", "  - {id: no-admin, title: B, forbid: {roles: [{organization: admin}]}}\n");

TEST(Contradictions, BetweenTwoIntegrationsOfOneAccountNameBothRules) {
  const Loaded loaded =
      load_all({needs_admin, no_admin}, {integration("a", "admin"), integration("b", "plain")});
  const auto found = between(loaded);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].weight, Weight::certain);
  EXPECT_EQ(
      found[0].text,
      "`a` and `b` sign in with one account: the rule `no-admin` of `b` (p1.yaml:4:5) forbids the role admin "
      "of the organization, and the rule `admin` of `a` (p0.yaml:4:5) requires the role admin of the "
      "organization; they can not all hold: give each integration an account of its own, or change one of "
      "the rules");
  EXPECT_EQ(found[0].rules.front().integration->name, "b");
}

TEST(Contradictions, AnAccountIsOneByItsFoldedAddressInOneOrganization) {
  const std::string shouting = "connection: {email: SVC@contoso.com}\n";
  EXPECT_EQ(between(load_all({needs_admin, no_admin},
                             {integration("a", "admin"), integration("b", "plain", shouting)}))
                .size(),
            1U);
  const std::string other = "connection: {email: other@contoso.com}\n";
  EXPECT_TRUE(between(load_all({needs_admin, no_admin},
                               {integration("a", "admin"), integration("b", "plain", other)}))
                  .empty());
  std::string elsewhere = integration("b", "plain");
  elsewhere.replace(elsewhere.find("organization: contoso"), 21, "organization: fabrikam");
  EXPECT_TRUE(between(load_all({needs_admin, no_admin}, {integration("a", "admin"), elsewhere})).empty());
}

TEST(Contradictions, OfManyIntegrationsThatUseTwoPoliciesThereIsOne) {
  std::vector<std::string> files;
  for (const char* name : {"a", "b", "c", "d"}) files.push_back(integration(name, "admin"));
  for (const char* name : {"w", "x", "y"}) files.push_back(integration(name, "plain"));
  const auto found = between(load_all({needs_admin, no_admin}, files));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_TRUE(found[0].text.starts_with("`a`, `b`, `c`, `d`, `w` and 2 more sign in with one account: "))
      << found[0].text;
}

TEST(Contradictions, ARuleThatIsOffSaysNothing) {
  const std::string optional =
      policy("admin", "  - {id: admin, title: A, when: hooks, require: {roles: [{organization: admin}]}}\n",
             "features: [hooks]\n");
  EXPECT_TRUE(between(load_all({optional, no_admin}, {integration("a", "admin"), integration("b", "plain")}))
                  .empty());
  EXPECT_EQ(between(load_all({optional, no_admin},
                             {integration("a", "admin", "features: [hooks]\n"), integration("b", "plain")}))
                .size(),
            1U);
}

/// How many there are between an integration of one policy for these projects and one of the other for those.
std::size_t number_between(const std::string& one, const std::string& of_one, const std::string& other,
                           const std::string& of_other) {
  return between(load_all({policy("one", one), policy("other", other)},
                          {integration("a", "one", "projects: " + of_one + "\n"),
                           integration("b", "other", "projects: " + of_other + "\n")}))
      .size();
}

const std::string reads_each =
    "  - {id: reads, title: A, for_each: project, require: {roles: [{project: reader}]}}\n";

TEST(Contradictions, WhatOneNamesIsAnotherProjectToTheOther) {
  const std::string apart =
      "  - {id: apart, title: B, for_each: other_project, forbid: {roles: [{project: reader}]}}\n" +
      reads_each;
  const auto number = [&](const std::string& of_one, const std::string& of_other) {
    return number_between(reads_each, of_one, apart, of_other);
  };
  EXPECT_EQ(number("[Website]", "[Mobile]"), 1U);
  EXPECT_EQ(number("[Website]", "[website, Mobile]"), 0U);
  const std::string billing =
      "  - {id: billing, title: C, require: {groups: [{project: Billing, group: Readers}]}}\n";
  EXPECT_EQ(number_between(billing, "[Website]", apart, "[Mobile]"), 1U) << "a rule may name the project";
  EXPECT_EQ(number_between(billing, "[Website]", apart, "[billing]"), 0U);
}

TEST(Contradictions, ThereMayBeNoOtherProject) {
  const std::string both = policy(
      "both",
      "  - {id: admin, title: A, require: {groups: [{organization: Project Collection Administrators}]}}\n"
      "  - {id: apart, title: B, for_each: other_project, forbid: {roles: [{project: admin}]}}\n");
  EXPECT_TRUE(load_documents(documents({both}, "p"), {}, built_in_catalogue()));
  EXPECT_TRUE(between(load_all({both}, {integration("a", "both"), integration("b", "both")})).empty());
}

TEST(Contradictions, ValidUsersAreWithinEveryCeiling) {
  const Loaded loaded = load_all(
      {policy("users",
              "  - {id: in, title: I, require: {groups: [{organization: Project Collection Valid Users}]}}\n"
              "  - {id: few, title: F, at_most: {groups: [{organization: Auditors}]}}\n")},
      {});
  EXPECT_TRUE(contradictions_in(loaded.policies.at("users"), built_in_catalogue()).empty());
}

TEST(Contradictions, DefaultsThatAnIntegrationMayChangeCloseNothing) {
  const std::string numbers =
      policy("numbers",
             "  - {id: lasts, title: L, require: {pat: {min_days_left: left}}}\n"
             "  - {id: ends, title: E, require: {pat: {max_lifetime_days: life}}}\n",
             "parameters:\n  left: {default: 60, at_least: 1}\n  life: {default: 30, at_least: 1}\n");
  const auto number = [&](const std::string& rest) {
    const Loaded loaded = load_all({numbers}, {integration("a", "numbers", rest)});
    EXPECT_TRUE(contradictions_in(loaded.policies.at("numbers"), built_in_catalogue()).empty());
    return contradictions_of(loaded.integrations.at(0), loaded.policies.at("numbers"), built_in_catalogue())
        .size();
  };
  EXPECT_EQ(number("parameters: {left: 10, life: 90}\n"), 0U);
  EXPECT_EQ(number(""), 1U) << "whoever leaves the defaults has them";
}

TEST(Contradictions, AboutScopesAreThoseOfOneToken) {
  const std::string code = policy("code", "  - {id: code, title: A, require: {pat_scopes: [vso.code]}}\n");
  const std::string builds =
      policy("builds", "  - {id: builds, title: B, at_most: {pat_scopes: [vso.build]}}\n");
  const auto count = [&](const std::string& one, const std::string& other) {
    return between(
               load_all({code, builds}, {integration("a", "code", one), integration("b", "builds", other)}))
        .size();
  };
  EXPECT_EQ(count("pat: {name: one}\n", "pat: {name: other}\n"), 0U);
  EXPECT_EQ(count("pat: {name: one}\n", "pat: {name: one}\n"), 1U);
  EXPECT_EQ(count("pat: {id: 2f6a0c1e-5d0b-4c8e-9a55-0c1d7f3a9e01}\n", "pat: {name: one}\n"), 0U);
  EXPECT_EQ(count("", ""), 1U);
  // Who names none means all, that one too; one with an id may be a dead namesake, which is set aside.
  EXPECT_EQ(count("", "pat: {name: one}\n"), 1U);
  EXPECT_EQ(count("pat: {name: one}\n", ""), 1U);
  EXPECT_EQ(count("pat: {id: 2f6a0c1e-5d0b-4c8e-9a55-0c1d7f3a9e01}\n", ""), 0U);
}

TEST(Contradictions, OfOnePolicyAreNotToldAgainForEachPairOfItsIntegrations) {
  const std::string torn =
      policy("torn",
             "  - {id: admin, title: A, require: {roles: [{organization: admin}]}}\n"
             "  - {id: no-admin, title: B, when: plain, forbid: {roles: [{organization: admin}]}}\n",
             "features: [plain]\n");
  const std::string plain = "features: [plain]\n";
  EXPECT_TRUE(
      between(load_all({torn}, {integration("a", "torn", plain), integration("b", "torn", plain)})).empty());
  EXPECT_TRUE(between(load_all({torn}, {integration("a", "torn", plain), integration("b", "torn")})).empty());
  const std::string apart =
      policy("apart",
             "  - {id: admin, title: A, unless: plain, require: {roles: [{organization: admin}]}}\n"
             "  - {id: no-admin, title: B, when: plain, forbid: {roles: [{organization: admin}]}}\n",
             "features: [plain]\n");
  EXPECT_EQ(between(load_all({apart}, {integration("a", "apart", plain), integration("b", "apart")})).size(),
            1U)
      << "no one installation is asked both";
}

TEST(Contradictions, OneOfTwoWaysIsOpenUnlessBothAreClosed) {
  const std::string either = policy("either",
                                    "  - id: either\n"
                                    "    title: A\n"
                                    "    require: {any_of: [{groups: [{organization: Owners}]}, {groups: "
                                    "[{organization: Auditors}]}]}\n");
  const std::string no_owner =
      policy("no-owner", "  - {id: no-owner, title: B, forbid: {groups: [{organization: Owners}]}}\n");
  const std::string no_auditor =
      policy("no-auditor", "  - {id: no-auditor, title: C, forbid: {groups: [{organization: Auditors}]}}\n");
  const std::vector<std::string> policies{either, no_owner, no_auditor};
  EXPECT_TRUE(
      between(load_all(policies, {integration("a", "either"), integration("b", "no-owner")})).empty());
  const auto found = between(load_all(
      policies, {integration("a", "either"), integration("b", "no-owner"), integration("c", "no-auditor")}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(
      found[0].text,
      "`a`, `b` and `c` sign in with one account: the rule `either` of `a` (p0.yaml:4:5) names ways of which "
      "any will do, and none is open: the rule `no-owner` of `b` (p1.yaml:4:5) forbids the group Owners of "
      "the organization and the rule `no-auditor` of `c` (p2.yaml:4:5) forbids the group Auditors of the "
      "organization; they can not all hold: give each integration an account of its own, or change one of "
      "the rules");
}

TEST(Contradictions, WhatIsOnlyRecommendedIsARemark) {
  const std::string wish =
      policy("wish",
             "  - {id: admin, title: A, require: {roles: [{organization: admin}]}}\n"
             "  - {id: no-admin, title: B, need: recommended, forbid: {roles: [{organization: admin}]}}\n");
  const Loaded loaded = load_all({wish}, {});
  const auto found = contradictions_in(loaded.policies.at("wish"), built_in_catalogue());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].weight, Weight::recommended);
  EXPECT_NE(found[0].text.find("one of them is only recommended"), std::string::npos) << found[0].text;
}

TEST(Contradictions, AGroupBesideThoseThatAreAllowedMayHoldOne) {
  const std::string strict =
      policy("strict",
             "  - {id: builder, title: A, require: {groups: [{organization: Builders}]}}\n"
             "  - {id: only, title: B, at_most: {groups: [{organization: Auditors}]}}\n");
  const Loaded loaded = load_all({strict}, {});
  const auto found = contradictions_in(loaded.policies.at("strict"), built_in_catalogue());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].weight, Weight::unlikely);
}

TEST(Contradictions, AnInstallationBringsThemAboutByItsParametersAndProjects) {
  const std::string numbers =
      policy("numbers",
             "  - {id: lasts, title: A, require: {pat: {min_days_left: left}}}\n"
             "  - {id: ends, title: B, require: {pat: {max_lifetime_days: life}}}\n"
             "  - {id: template, title: C, require: {groups: [{project: Template, group: Builders}]}}\n"
             "  - {id: no-builder, title: D, for_each: project, forbid: {groups: [{project: Builders}]}}\n",
             "parameters:\n  left: {default: 10, at_least: 1}\n  life: {default: 30, at_least: 1}\n");
  const auto texts = [&](const std::string& rest) {
    const Loaded loaded = load_all({numbers}, {integration("a", "numbers", rest)});
    std::string text;
    for (const Contradiction& each :
         contradictions_of(loaded.integrations.at(0), loaded.policies.at("numbers"), built_in_catalogue())) {
      text += each.text + "\n";
    }
    return text;
  };
  EXPECT_EQ(texts(""), "");
  EXPECT_EQ(texts("parameters: {left: 20}\n"), "");
  EXPECT_EQ(texts("parameters: {left: 31}\n"),
            "the rule `ends` (p0.yaml:8:5) allows the token a life of 30 days, and the rule `lasts` "
            "(p0.yaml:7:5) requires 31 days left of the token; they can not all hold: change `parameters` or "
            "`projects` of the integration, or one of the rules\n");
  EXPECT_EQ(
      texts("projects: [Website, template]\n"),
      "the rule `no-builder` (p0.yaml:10:5) forbids the group Builders of each project, and the "
      "rule `template` (p0.yaml:9:5) requires the group Builders of the project Template; they can not all "
      "hold: change `parameters` or `projects` of the integration, or one of the rules\n");
}

/// What the first integration brings about by itself.
std::string told_of(const std::string& policy_text, const std::string& rest) {
  const Loaded loaded = load_all({policy_text}, {integration("a", "principals", rest)});
  std::string text;
  for (const Contradiction& each :
       contradictions_of(loaded.integrations.at(0), loaded.policies.at("principals"), built_in_catalogue())) {
    text += each.text + "\n";
  }
  return text;
}

TEST(Contradictions, AnInstallationBringsThemAboutByItsAccount) {
  const std::string rules =
      policy("principals",
             "  - {id: token, title: A, require: {pat: {valid: true}}}\n"
             "  - {id: typed, title: B, require: {account: {email: exact}}}\n"
             "  - {id: hooks, title: C, when: hooks, require: {pat_scopes: [vso.code]}}\n"
             "  - {id: most, title: D, at_most: {pat_scopes: [vso.code]}}\n"
             "  - {id: alive, title: E, require: {account: {active: true, unique: true}}}\n",
             "features: [hooks]\n");
  const std::string end =
      ", and `account` of the integration names a service principal; they can not all hold: change "
      "`account`, `features` or `variant` of the integration, or the rule\n";
  const std::string expected =
      "the rule `token` (p0.yaml:5:5) requires something of a token, which a service principal can not own" +
      end +
      "the rule `typed` (p0.yaml:6:5) requires the address letter by letter, which a service principal "
      "does not have" +
      end;
  EXPECT_EQ(told_of(rules, "account: {service_principal: 2f6a0c1e-7d3b-4c58-9a61-0b2c3d4e5f60}\n"), expected);
  EXPECT_EQ(told_of(rules, "account: {descriptor: aadsp.abc}\n"), expected);
  EXPECT_EQ(told_of(rules, "account: {descriptor: aad.abc}\n"), "");
  EXPECT_EQ(told_of(rules, "account: {descriptor: \"svc.abc.def\"}\n"), "")
      << "that it owns none is no clash";
  EXPECT_EQ(told_of(rules, ""), "");
}

TEST(Contradictions, OfAnAccountLeaveOpenWhatAnotherWaySatisfies) {
  const std::string principal = "account: {service_principal: 2f6a0c1e-7d3b-4c58-9a61-0b2c3d4e5f60}\n";
  EXPECT_EQ(told_of(policy("principals",
                           "  - id: either\n    title: A\n    require:\n      any_of:\n"
                           "        - pat: {valid: true}\n        - account: {kind: service-principal}\n"),
                    principal),
            "");
  EXPECT_NE(told_of(policy("principals",
                           "  - id: either\n    title: A\n    require:\n      any_of:\n"
                           "        - pat: {valid: true}\n        - account: {email: exact}\n"),
                    principal),
            "");
}

/// What the rules of one policy say against each other, one a line.
std::string told_in(const std::string& rules, const std::string& head = "") {
  const Loaded loaded = load_all({policy("p", rules, head)}, {});
  std::string text;
  for (const Contradiction& each : contradictions_in(loaded.policies.at("p"), built_in_catalogue())) {
    text += each.text + "\n";
  }
  return text;
}

/// API.md 5, rule 11.
TEST(Contradictions, NameTheGateThatACeilingLeavesOut) {
  EXPECT_EQ(
      told_in(
          "  - {id: makes, title: A, require: {permissions: [{organization: Collection/CREATE_PROJECTS}]}}\n"
          "  - {id: most, title: B, at_most: {permissions: [{organization: Collection/CREATE_PROJECTS}]}}\n"),
      "the rule `most` allows no permission beyond Collection/CREATE_PROJECTS, and the rule `makes` "
      "(p0.yaml:4:5) requires the permission Collection/CREATE_PROJECTS at the level organization, which "
      "leaves out Collection/GENERIC_READ, without which nothing else is of use; they can not all hold: "
      "take one out, or keep them apart by `when` and `unless`\n");
  EXPECT_NE(
      told_in(
          "  - {id: only, title: A, exactly: {permissions: [{organization: Collection/CREATE_PROJECTS}]}}\n"),
      "");
}

/// policies/README.md: what must not be held at a place must not be held further down either.
TEST(Contradictions, NameTheLevelAboveAtWhichItIsForbidden) {
  EXPECT_EQ(
      told_in("  - {id: pushes, title: A, for_each: repository, require: {permissions: [{repository: "
              "Contribute}]}}\n"
              "  - {id: never, title: B, for_each: project, forbid: {permissions: [{project: Git "
              "Repositories/GenericContribute}]}}\n"),
      "the rule `never` forbids the permission Git Repositories/GenericContribute at the level project, "
      "and the rule `pushes` (p0.yaml:4:5) requires the permission Contribute (Git "
      "Repositories/GenericContribute) at the level repository, and at the level project what is "
      "further down counts too; they can not all hold: take one out, or keep them apart by `when` and "
      "`unless`\n");
}

TEST(Contradictions, AreNotInARuleThatNamesTwoLevels) {
  EXPECT_EQ(told_in("  - {id: only, title: A, for_each: repository, exactly: {permissions: [{project: Git "
                    "Repositories/GenericRead}, {repository: Contribute}]}}\n"),
            "");
}

TEST(Contradictions, OfBaseUrlsAreToldWhereNoOrganizationMakesThemOne) {
  const auto told = [](const std::string& one, const std::string& other) {
    const std::string rules = "  - {id: a, title: A, require: {connection: {base_url: \"" + one + "\"}}}\n" +
                              "  - {id: b, title: B, require: {connection: {base_url: \"" + other + "\"}}}\n";
    const Loaded loaded = load_all({policy("urls", rules)}, {integration("flow", "urls")});
    const Policy& both = loaded.policies.at("urls");
    return std::pair(contradictions_in(both, built_in_catalogue()).size(),
                     contradictions_of(loaded.integrations[0], both, built_in_catalogue()).size());
  };
  const std::string form = "https://dev.azure.com/{organization}";
  EXPECT_EQ(told(form, "https://contoso.visualstudio.com").first, 1U);
  EXPECT_EQ(told(form, form + "/Website").first, 1U);
  EXPECT_EQ(told(form, "https://Dev.Azure.com/Contoso/"), std::pair(0UL, 0UL));
  EXPECT_EQ(told(form, "https://dev.azure.com/fabrikam"), std::pair(0UL, 1UL)) << "the organization tells";
}

TEST(Contradictions, AServicePrincipalHasNoAddress) {
  EXPECT_EQ(told_in("  - {id: kind, title: A, require: {account: {kind: service-principal}}}\n"
                    "  - {id: typed, title: B, require: {account: {email: exact}}}\n"),
            "the rule `typed` requires the address letter by letter, which a service principal does not "
            "have, and the "
            "rule `kind` (p0.yaml:4:5) requires a service principal; they can not all hold: take one out, or "
            "keep them apart by `when` and `unless`\n");
  EXPECT_EQ(told_in("  - {id: kind, title: A, require: {account: {kind: user}}}\n"
                    "  - {id: typed, title: B, require: {account: {email: exact}}}\n"),
            "");
}

TEST(Contradictions, EverybodyIsAmongTheValidUsers) {
  const std::string nobody =
      "  - {id: out, title: O, forbid: {groups: [{organization: project collection valid users}]}}\n";
  EXPECT_EQ(told_in(nobody + "  - {id: alive, title: A, require: {account: {active: true}}}\n"),
            "the rule `alive` requires an active account, which is always among the valid users of the "
            "organization, and the rule `out` (p0.yaml:4:5) forbids the group project collection valid users "
            "of the organization; they can not all hold: take one out, or keep them apart by `when` and "
            "`unless`\n");
  EXPECT_NE(told_in(nobody + "  - {id: reads, title: A, for_each: project, require: {groups: [{project: "
                             "Builders}]}}\n"),
            "");
  EXPECT_EQ(told_in(nobody + "  - {id: kind, title: A, require: {account: {kind: user}}}\n"), "");
  EXPECT_EQ(told_in("  - {id: out, title: O, forbid: {groups: [{organization: Auditors}]}}\n"
                    "  - {id: alive, title: A, require: {account: {active: true}}}\n"),
            "");
}

TEST(Contradictions, WhoIsInAGroupOfAProjectIsAmongItsValidUsers) {
  const std::string out =
      "  - {id: out, title: O, for_each: project, forbid: {groups: [{project: Project Valid Users}]}}\n";
  EXPECT_EQ(told_in(out + "  - {id: reads, title: A, for_each: project, require: {roles: [{project: "
                          "reader}]}}\n"),
            "the rule `reads` requires the role reader of each project, and the rule `out` (p0.yaml:4:5) "
            "forbids the group Project Valid Users of each project; they can not all hold: take one out, or "
            "keep them apart by `when` and `unless`\n");
  EXPECT_EQ(told_in(out + "  - {id: auditor, title: A, require: {groups: [{organization: Auditors}]}}\n"),
            "");
  EXPECT_EQ(told_in(out + "  - {id: alive, title: A, require: {account: {active: true}}}\n"), "");
  EXPECT_EQ(
      told_in("  - {id: out, title: O, forbid: {groups: [{project: Web, group: Project Valid Users}]}}\n"
              "  - {id: in, title: A, require: {groups: [{project: Shop, group: Builders}]}}\n"),
      "")
      << "another project";
}

TEST(Contradictions, OfALifeThatIsToBeLongAndShort) {
  const auto rules = [](int least, int most) {
    return "  - {id: long, title: A, require: {pat: {min_lifetime_days: " + std::to_string(least) +
           "}}}\n  - {id: short, title: B, require: {pat: {max_lifetime_days: " + std::to_string(most) +
           "}}}\n";
  };
  EXPECT_EQ(
      told_in(rules(90, 30), ""),
      "the rule `short` allows the token a life of 30 days, and the rule `long` (p0.yaml:4:5) requires a "
      "life of 90 days of the token; they can not all hold: take one out, or keep them apart by `when` "
      "and `unless`\n");
  EXPECT_EQ(told_in(rules(90, 90), ""), "");
}

TEST(Contradictions, OfHooksAreAboutOneConsumer) {
  const auto rules = [](const std::string& forbidden) {
    return "  - {id: needs, title: A, require: {service_hooks: {events: [git.push], consumer: jenkins}}}\n"
           "  - {id: bans, title: B, forbid: {service_hooks: {events: [git.push]" +
           forbidden + "}}}\n";
  };
  EXPECT_EQ(told_in(rules(", consumer: slack"), ""), "");
  EXPECT_NE(told_in(rules(", consumer: Jenkins"), ""), "");
  EXPECT_NE(told_in(rules(""), ""), "");
}

TEST(Contradictions, OfParametersAreThoseWhoseBoundsNeverMeet) {
  const std::string rules =
      "  - {id: lasts, title: A, require: {pat: {min_days_left: left}}}\n"
      "  - {id: ends, title: B, require: {pat: {max_lifetime_days: life}}}\n";
  EXPECT_EQ(
      told_in(rules,
              "parameters:\n  left: {default: 400, at_least: 380}\n"
              "  life: {default: 90, at_least: 1, at_most: 365}\n"),
      "the rule `ends` allows the token a life of 365 days, and the rule `lasts` (p0.yaml:7:5) requires "
      "380 days left of the token; they can not all hold: take one out, or keep them apart by `when` "
      "and `unless`\n");
  EXPECT_EQ(told_in(rules,
                    "parameters:\n  left: {default: 400, at_least: 365}\n"
                    "  life: {default: 90, at_least: 1, at_most: 365}\n"),
            "")
      << "an integration may set both to 365";
  EXPECT_EQ(
      told_in(rules,
              "parameters:\n  left: {default: 400}\n  life: {default: 90, at_least: 1, at_most: 365}\n"),
      "");
}

namespace fs = std::filesystem;

/// As `patrol validate` tells them, in the order of the text.
std::string lines_of(const Policy& policy) {
  std::vector<std::pair<std::size_t, std::string>> lines;
  for (const Contradiction& each : contradictions_in(policy, built_in_catalogue())) {
    const Position& at = each.rules.front().rule->position;
    lines.emplace_back(at.line, to_string(at) + ": " + each.text + "\n");
  }
  std::ranges::stable_sort(lines, {}, [](const auto& line) { return line.first; });
  std::string text;
  for (const auto& [line, told] : lines) text += told;
  return text;
}

std::string read_all(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Contradictions, OfOnePolicyAreThoseThatTheFixtureStates) {
  const std::string text =
      read_all(fs::path(PATROL_SOURCE_DIR) / "tests/fixtures/policy/contradictory/rules.yaml");
  std::string stated;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line) && line.starts_with("# error: ");) {
    stated += "f:" + line.substr(9) + "\n";
  }
  const auto policy = parse_policy(text, "f", built_in_catalogue());
  ASSERT_TRUE(policy) << to_string(policy.error().front());
  EXPECT_NE(stated, "");
  EXPECT_EQ(lines_of(policy.value()), stated);
}

/// No false accusation: what is meant to be good, what comes with patrol, and what tests the language.
TEST(Contradictions, AreInNoPolicyThatIsGood) {
  const fs::path root(PATROL_SOURCE_DIR);
  std::size_t policies = 0;
  for (const char* folder : {"policies", "tests/fixtures/policy/good"}) {
    for (const auto& entry : fs::directory_iterator(root / folder)) {
      const std::string name = entry.path().filename().string();
      const bool is_other = name.starts_with("integration-") || name.starts_with("waivers-");
      if (entry.path().extension() != ".yaml" || name.ends_with(".tests.yaml") || is_other) continue;
      const auto policy = parse_policy(read_all(entry.path()), name, built_in_catalogue());
      ASSERT_TRUE(policy) << to_string(policy.error().front());
      EXPECT_EQ(lines_of(policy.value()), "");
      ++policies;
    }
  }
  EXPECT_GT(policies, 20U);
}

}  // namespace
}  // namespace patrol

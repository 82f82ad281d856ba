#include "examples/emulator/load.h"

#include "tests/examples/emulator/sample.h"

#include <gtest/gtest.h>

namespace patrol::emulator {
namespace {

using Texts = std::vector<std::string>;

TEST(OrganizationFile, TellsEveryProblemAtItsPlace) {
  EXPECT_EQ(
      problems_of("organization: o\n"
                  "projects: [A]\n"
                  "users:\n"
                  "  - {acount: a@o.com}\n"
                  "  - {account: b@o.com, kind: robot}\n"
                  "tokens:\n"
                  "  - {owner: b@o.com, to: tomorrow}\n"),
      (Texts{"sample.yaml:4:5: `account` is missing",
             "sample.yaml:4:6: unknown key `acount`, did you mean `account`?",
             "sample.yaml:5:30: `robot` is none of entra, guest, msa, service-principal and managed-identity",
             "sample.yaml:7:26: a time such as `2026-11-23T09:00:00Z` is wanted here"}));
}

TEST(OrganizationFile, IsRefusedWithoutItsName) {
  EXPECT_EQ(problems_of("projects: [A]\n"), (Texts{"sample.yaml:1:1: `organization` is missing"}));
}

TEST(OrganizationFile, IsRefusedWhereAKeyStandsTwice) {
  EXPECT_EQ(problems_of("organization: o\norganization: p\n"),
            (Texts{"sample.yaml:2:1: `organization` stands here twice"}));
}

TEST(OrganizationFile, ThatIsNoYamlIsAProblemToo) {
  EXPECT_EQ(problems_of("organization: [o\n").size(), 1U);
}

TEST(OrganizationFile, TellsNamesThatMeanNothing) {
  EXPECT_EQ(problems_of("organization: o\n"
                        "projects: [A]\n"
                        "groups:\n"
                        "  A\\Readers: [ghost@o.com]\n"
                        "  B\\Readers: []\n"
                        "access:\n"
                        "  - {namespace: Collection, token: 'NAMESPACE:', who: A\\Readers, allow: [FLY]}\n"
                        "  - {namespace: Nowhere, token: x, who: A\\Readers}\n"),
            (Texts{"sample.yaml:5:3: there is no project `B`",
                   "sample.yaml:4:15: there is no user or group `ghost@o.com`",
                   "sample.yaml:7:74: `FLY` is no permission of the namespace Collection",
                   "sample.yaml:8:17: there is no namespace `Nowhere`"}));
}

TEST(OrganizationFile, KeepsTwoThingsOfOneNameApart) {
  const Texts problems = problems_of("organization: o\nprojects: [A, a]\n");
  ASSERT_FALSE(problems.empty());
  EXPECT_EQ(problems.front(), "sample.yaml:2:15: there are two projects `a`");
}

TEST(FaultRules, ComeBareBracedOrAsAList) {
  for (const std::string text :
       {"path: x, answer: drop", "{path: x, answer: drop}", "- {path: x, answer: drop}"}) {
    const auto rules = load_faults(text, "--fault");
    ASSERT_TRUE(rules) << text;
    ASSERT_EQ(rules.value().size(), 1U) << text;
    EXPECT_EQ(rules.value().front().path, "x");
    EXPECT_EQ(rules.value().front().answer, "drop");
  }
}

TEST(FaultRules, WithAnUnknownAnswerAreRefused) {
  const auto rules = load_faults("path: x, answer: explode", "--fault");
  ASSERT_FALSE(rules);
  EXPECT_NE(rules.error().front().what.find("`explode` is none of honest"), std::string::npos);
}

}  // namespace
}  // namespace patrol::emulator

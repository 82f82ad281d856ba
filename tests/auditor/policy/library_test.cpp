#include "auditor/policy/library.h"

#include "auditor/policy/sha256.h"
#include "tests/auditor/policy/support.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

constexpr const char* policy = R"(policy: example
title: Example
features: [repos, webhooks]
rules:
  - id: project.readers
    title: Reads each project
    unless: webhooks
    for_each: project
    require:
      roles: [{project: reader}]
)";

std::string integration(const std::string& name, const std::string& rest = "projects: all\n",
                        const std::string& policy_id = "example") {
  return "integration: " + name + "\npolicy: " + policy_id +
         "\norganization: contoso\nconnection: {email: svc@contoso.com}\n" + rest;
}

std::string errors(Documents policies, Documents integrations) {
  const auto loaded = load_documents(std::move(policies), std::move(integrations), built_in_catalogue());
  return loaded ? "" : lines(loaded.error());
}

TEST(Library, LoadsPoliciesAndIntegrationsFromFolders) {
  const TemporaryFolder folder;
  folder.write("policies/example.yaml", policy);
  folder.write("integrations/b.yaml", integration("second"));
  folder.write("integrations/c.yaml", integration("first"));
  const CurrentFolder here(folder.path());
  const auto loaded = load({"policies"}, {"integrations"}, built_in_catalogue());
  ASSERT_TRUE(loaded) << lines(loaded.error());
  EXPECT_EQ(loaded.value().policies.at("example").position, (Position{"policies/example.yaml", 1, 1}));
  EXPECT_EQ(loaded.value().integrations.at(0).name, "first");
  EXPECT_EQ(loaded.value().integrations.at(1).position, (Position{"integrations/b.yaml", 1, 1}));
}

TEST(Library, GivesTheDigestOfThePolicysBytes) {
  const auto loaded = load_documents({{{"p.yaml", policy}}, {}}, {}, built_in_catalogue());
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded.value().policies.at("example").sha256, sha256(policy));
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Library, TellsTheErrorsOfAllFilesInOrder) {
  EXPECT_EQ(errors({{{"p/b.yaml", "policy: b\n"}, {"p/a.yaml", "policy: a\ntitle: A\nrules: []\n"}}, {}},
                   {{{"i/c.yaml", integration("c", "features: [x]\n", "d")}}, {}}),
            "i/c.yaml:2:9: unknown policy `d`, did you mean `a`?\n"
            "p/a.yaml:3:8: `rules` is an empty list; name something, or remove it\n"
            "p/b.yaml:1:1: the policy has no `title`; add it\n"
            "p/b.yaml:1:1: the policy has no `rules`; add it\n");
}

TEST(Library, NamesBothPlacesOfADuplicate) {
  EXPECT_EQ(errors({{{"a.yaml", policy}, {"b.yaml", policy}}, {}}, {}),
            "b.yaml:1:1: the policy `example` already stands in a.yaml:1:1; rename one\n");
  EXPECT_EQ(
      errors({{{"a.yaml", policy}}, {}}, {{{"c.yaml", integration("x")}, {"d.yaml", integration("x")}}, {}}),
      "d.yaml:1:14: the integration `x` already stands in c.yaml:1:1; rename one\n");
}

TEST(Library, NeverShowsAWordOfAnIntegrationThatIsNearToNoKnownOne) {
  const std::string variants =
      "policy: example\ntitle: E\nfeatures: [repos]\nvariants: [service-user]\n"
      "parameters: {days_left: {default: 14}}\nrules:\n  - id: a\n    title: A\n"
      "    require: {pat: {min_days_left: days_left}}\n";
  for (const std::string& text :
       {integration("x", "", "hunter2"), integration("x", "features: [hunter2]\n"),
        integration("x", "variant: hunter2\n"), integration("x", "parameters: {hunter2: 3}\n")}) {
    const std::string told = errors({{{"p.yaml", variants}}, {}}, {{{"i.yaml", text}}, {}});
    EXPECT_NE(told.find("unknown "), std::string::npos) << told;
    EXPECT_EQ(told.find("hunter2"), std::string::npos) << told;
  }
}

TEST(Library, DoesNotBlameAnIntegrationForItsBrokenPolicy) {
  EXPECT_EQ(errors({{{"p.yaml", "policy: example\ntitle: [x]\n"}}, {}},
                   {{{"i.yaml", integration("x", "features: [tickets]\n")}}, {}}),
            "p.yaml:1:1: the policy has no `rules`; add it\n"
            "p.yaml:2:8: `title` must be a text\n");
  EXPECT_EQ(errors({{{"p.yaml", "policy: \"example\n"}}, {}}, {{{"i.yaml", integration("x")}}, {}}),
            "p.yaml:1:9: a quote is opened here and never closed; close it\n");
}

TEST(Library, WantsProjectsOnlyWhereARuleThatAppliesIsForEachOfThem) {
  EXPECT_EQ(
      errors({{{"p.yaml", policy}}, {}}, {{{"i.yaml", integration("x", "features: [webhooks]\n")}}, {}}), "");
  EXPECT_EQ(errors({{{"p.yaml", policy}}, {}}, {{{"i.yaml", integration("x", "features: [repos]\n")}}, {}}),
            "i.yaml:1:1: no projects are named, and the rule `project.readers` is for each of them; add "
            "`projects: […]` "
            "or `projects: all`\n");
}

TEST(Library, TellsUnreadablePathsBesideTheRest) {
  const TemporaryFolder folder;
  folder.write("p/bad.yaml", "policy: x\n");
  const CurrentFolder here(folder.path());
  const auto loaded = load({"p"}, {"gone"}, built_in_catalogue());
  ASSERT_FALSE(loaded);
  EXPECT_EQ(lines(loaded.error()),
            "gone: there is no such file or folder; check the path\n"
            "p/bad.yaml:1:1: the policy has no `title`; add it\n"
            "p/bad.yaml:1:1: the policy has no `rules`; add it\n");
}

TEST(Library, CallsNoPolicyUnknownWhereSomeCouldNotBeRead) {
  const TemporaryFolder folder;
  folder.write("i/flow.yaml", integration("flow"));
  const CurrentFolder here(folder.path());
  const auto loaded = load({"gone"}, {"i"}, built_in_catalogue());
  ASSERT_FALSE(loaded);
  EXPECT_EQ(lines(loaded.error()), "gone: there is no such file or folder; check the path\n");
}

TEST(Library, SendsEachKindOfDocumentToItsOption) {
  EXPECT_EQ(errors({{{"i.yaml", integration("x")}}, {}}, {{{"p.yaml", policy}}, {}}),
            "i.yaml:1:1: this is an integration, not a policy; give it to `--integrations`\n"
            "p.yaml:1:1: this is a policy, not an integration; give it to `--policies`\n");
}

TEST(Library, LoadsPoliciesAlone) {
  const TemporaryFolder folder;
  folder.write("example.yaml", policy);
  const CurrentFolder here(folder.path());
  const auto loaded = load_policies({"."}, built_in_catalogue());
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded.value().size(), 1U);
}

}  // namespace
}  // namespace patrol

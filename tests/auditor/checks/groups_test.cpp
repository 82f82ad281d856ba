#include "auditor/model/descriptor.h"
#include "tests/support/ask.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <functional>

namespace patrol {
namespace {

constexpr const char* svc = "svc@contoso.com";
constexpr const char* admins = "[contoso]\\Project Collection Administrators";

const Requirement administrators{Groups{{{{}, "Project Collection Administrators"}}}};
Requirement group_of_shop(const std::string& name) {
  return {Groups{{{{.kind = Place::Kind::named_project, .project = "shop"}, name}}}};
}

Rule in_shop(Rule::Mode mode, const std::string& group = "Readers") {
  return rule_of(group_of_shop(group), mode);
}

TEST(GroupsCheck, PassesForAMember) {
  const Finding finding = ask(rule_of(administrators), World().account(svc).put(svc, admins).snapshot());
  EXPECT_EQ(finding.verdict, Verdict::pass);
  EXPECT_EQ(finding.path, (std::vector<std::string>{svc, admins}));
  EXPECT_FALSE(finding.reads.empty());
}

TEST(GroupsCheck, FailsForNoMemberWithTheCallThatMendsIt) {
  const Finding finding = ask(rule_of(administrators), World().account(svc).snapshot());
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_EQ(finding.message, std::string(svc) + " is not in " + admins);
  EXPECT_NE(finding.remediation->call.find("az devops security group membership add"), std::string::npos);
  EXPECT_NE(finding.remediation->call.find("--group-id vssgp."), std::string::npos);
}

TEST(GroupsCheck, ForbiddenFailsThroughNestedGroupsAndNamesTheFirstStep) {
  const World world = World().account(svc).put(svc, "[contoso]\\A").put("[contoso]\\A", admins);
  const Finding finding = ask(rule_of(administrators, Rule::Mode::forbid), world.snapshot());
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_EQ(finding.message, std::string(svc) + " is in " + admins + " through 1 other group");
  EXPECT_NE(finding.remediation->advice.find("[contoso]\\A"), std::string::npos);
  const auto first = group_subject_descriptor(world.group_descriptor("[contoso]\\A"), false);
  EXPECT_NE(finding.remediation->call.find("membership remove --organization https://dev.azure.com/contoso "
                                           "--group-id " +
                                           *first),
            std::string::npos)
      << finding.remediation->call;
}

TEST(GroupsCheck, IsInconclusiveWithoutTheAccount) {
  Snapshot snapshot = World().account(svc).snapshot();
  hide(snapshot, FactKey::Kind::account);
  EXPECT_EQ(ask(rule_of(administrators), snapshot).verdict, Verdict::inconclusive);
  EXPECT_EQ(ask(rule_of(administrators, Rule::Mode::forbid), snapshot).verdict, Verdict::inconclusive);
}

TEST(GroupsCheck, ForbiddenIsInconclusiveWhileAnEntraGroupMayHideTheAccount) {
  const World world = World().account(svc).put("[TEAM FOUNDATION]\\Platform", admins);
  const Finding finding = ask(rule_of(administrators, Rule::Mode::forbid), world.snapshot());
  EXPECT_EQ(finding.verdict, Verdict::inconclusive);
  EXPECT_NE(finding.message.find("[TEAM FOUNDATION]\\Platform"), std::string::npos);
  EXPECT_FALSE(finding.remediation->advice.empty());
}

TEST(GroupsCheck, AMissingGroupFailsOnlyBeforeAnAuditorWhoSeesAll) {
  EXPECT_EQ(ask(rule_of(group_of_shop("Nobody")), World().account(svc).snapshot()).verdict, Verdict::fail);
  EXPECT_EQ(ask(rule_of(group_of_shop("Nobody")), World().account(svc).humble_auditor().snapshot()).verdict,
            Verdict::inconclusive);
}

TEST(GroupsCheck, AMissingProjectIsTreatedAlike) {
  const Requirement gone{Groups{{{{.kind = Place::Kind::named_project, .project = "Gone"}, "Readers"}}}};
  EXPECT_EQ(ask(rule_of(gone), World().account(svc).snapshot()).verdict, Verdict::fail);
  EXPECT_EQ(ask(rule_of(gone), World().account(svc).humble_auditor().snapshot()).verdict,
            Verdict::inconclusive);
}

TEST(GroupsCheck, AtMostPassesForTheseAloneAndForNone) {
  World world = World().account(svc).put("auditor@contoso.com", "[Shop]\\Contributors");
  EXPECT_EQ(ask(in_shop(Rule::Mode::at_most), world.snapshot()).verdict, Verdict::pass);
  EXPECT_EQ(ask(in_shop(Rule::Mode::exactly), world.snapshot()).verdict, Verdict::fail);
  world.put(svc, "[Shop]\\Readers").put(svc, "[Web]\\Contributors");
  const Finding finding = ask(in_shop(Rule::Mode::at_most), world.snapshot());
  EXPECT_EQ(finding.verdict, Verdict::pass);
  EXPECT_EQ(finding.message, "svc@contoso.com is in no other group of the project Shop");
  EXPECT_EQ(ask(in_shop(Rule::Mode::exactly), world.snapshot()).verdict, Verdict::pass);
}

TEST(GroupsCheck, AtMostFailsForAnyOtherGroupOfThePlaceAndShowsTheWay) {
  const World world = World()
                          .account(svc)
                          .put(svc, "[Shop]\\Readers")
                          .put(svc, "[contoso]\\A")
                          .put("[contoso]\\A", "[Shop]\\Builders");
  const Finding finding = ask(in_shop(Rule::Mode::at_most), world.snapshot());
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_EQ(finding.message, "svc@contoso.com is in [Shop]\\Builders through 1 other group");
  EXPECT_EQ(finding.path, (std::vector<std::string>{svc, "[contoso]\\A", "[Shop]\\Builders"}));
  EXPECT_EQ(ask(in_shop(Rule::Mode::exactly), world.snapshot()).verdict, Verdict::fail);
}

TEST(GroupsCheck, WhatAnAllowedGroupBringsWithItIsAllowed) {
  const World world = World()
                          .account(svc)
                          .put(svc, "[Shop]\\Readers")
                          .put("[Shop]\\Readers", "[Shop]\\Everybody")
                          .put("[Shop]\\Everybody", "[Shop]\\Project Valid Users");
  EXPECT_EQ(ask(in_shop(Rule::Mode::at_most), world.snapshot()).verdict, Verdict::pass);
  EXPECT_EQ(ask(in_shop(Rule::Mode::at_most, "Everybody"), world.snapshot()).verdict, Verdict::fail);
}

/// A member of a group of Shop whose domain was changed in the list of groups.
Snapshot builder_of_shop(const std::function<void(std::string&)>& change) {
  Snapshot snapshot =
      World().account(svc).put(svc, "[Shop]\\Readers").put(svc, "[Shop]\\Builders").snapshot();
  for (GroupName& group : snapshot.organizations.at("contoso").group_names->known.items) {
    if (group.principal_name == "[Shop]\\Builders") change(group.domain);
  }
  return snapshot;
}

TEST(GroupsCheck, AtMostKnowsTheGroupsOfAProjectByTheirDomainInAnyLetters) {
  const Snapshot snapshot = builder_of_shop([](std::string& domain) {
    std::ranges::transform(domain, domain.begin(), [](unsigned char c) { return std::toupper(c); });
  });
  const Finding finding = ask(in_shop(Rule::Mode::at_most), snapshot);
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_EQ(finding.message, "svc@contoso.com is in [Shop]\\Builders");
}

TEST(GroupsCheck, AtMostIsInconclusiveWhileItIsNotToldWhereAGroupBelongs) {
  const Snapshot snapshot = builder_of_shop([](std::string& domain) { domain.clear(); });
  const Finding finding = ask(in_shop(Rule::Mode::at_most), snapshot);
  EXPECT_EQ(finding.verdict, Verdict::inconclusive);
  EXPECT_NE(finding.message.find("[Shop]\\Builders"), std::string::npos) << finding.message;
}

TEST(GroupsCheck, AtMostIsInconclusiveWhileSomethingMayBeHidden) {
  World world = World().account(svc).put(svc, "[Shop]\\Readers");
  Snapshot unlisted = world.snapshot();
  hide(unlisted, FactKey::Kind::group_names);
  EXPECT_EQ(ask(in_shop(Rule::Mode::at_most), unlisted).verdict, Verdict::inconclusive);
  Snapshot nobody = world.snapshot();
  hide(nobody, FactKey::Kind::account);
  EXPECT_EQ(ask(in_shop(Rule::Mode::at_most), nobody).verdict, Verdict::inconclusive);
  World humble = world;
  EXPECT_EQ(ask(in_shop(Rule::Mode::at_most), humble.humble_auditor().snapshot()).verdict,
            Verdict::inconclusive);
  world.put("[TEAM FOUNDATION]\\Staff", "[Shop]\\Builders");
  EXPECT_EQ(ask(in_shop(Rule::Mode::at_most), world.snapshot()).verdict, Verdict::inconclusive);
}

}  // namespace
}  // namespace patrol

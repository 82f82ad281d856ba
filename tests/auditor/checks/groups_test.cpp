#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"
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
  EXPECT_NE(finding.remediation->call.text().find("az devops security group membership add"),
            std::string::npos);
  EXPECT_NE(finding.remediation->call.text().find("--group-id vssgp."), std::string::npos);
}

TEST(GroupsCheck, ForbiddenFailsThroughNestedGroupsAndNamesTheFirstStep) {
  const World world = World().account(svc).put(svc, "[contoso]\\A").put("[contoso]\\A", admins);
  const Finding finding = ask(rule_of(administrators, Rule::Mode::forbid), world.snapshot());
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_EQ(finding.message, std::string(svc) + " is in " + admins + " through 1 other group");
  EXPECT_NE(finding.remediation->advice.text().find("[contoso]\\A"), std::string::npos);
  const auto first = group_subject_descriptor(world.group_descriptor("[contoso]\\A"), false);
  EXPECT_NE(
      finding.remediation->call.text().find("membership remove --organization https://dev.azure.com/contoso "
                                            "--group-id " +
                                            *first),
      std::string::npos)
      << finding.remediation->call.text();
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

TEST(GroupsCheck, ForbiddenBuildAdministratorsFailWhateverTheyAreCalled) {
  Snapshot snapshot = World().account(svc).put(svc, "[Shop]\\Build Administrators").snapshot();
  Organization& contoso = snapshot.organizations.at("contoso");
  const auto rename = [](std::string& name) {
    if (name == "[Shop]\\Build Administrators") name = "[Shop]\\CI Admins";
  };
  for (GroupName& group : contoso.group_names->known.items) rename(group.principal_name);
  for (auto& [descriptor, fact] : contoso.groups) rename(fact.known.value().display_name);
  const Finding finding = ask(in_shop(Rule::Mode::forbid, "Build Administrators"), snapshot);
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_EQ(finding.message, std::string(svc) + " is in [Shop]\\CI Admins");
}

TEST(GroupsCheck, OfBuildAdministratorsThatAreNotFoundNothingIsKnown) {
  const Snapshot snapshot = World().account(svc).snapshot();
  for (const auto mode : {Rule::Mode::forbid, Rule::Mode::require}) {
    EXPECT_EQ(ask(in_shop(mode, "Build Administrators"), snapshot).verdict, Verdict::inconclusive);
  }
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
Snapshot builder_of_shop(const std::function<void(std::string&)>& change, bool in_its_own_answer = false) {
  Snapshot snapshot =
      World().account(svc).put(svc, "[Shop]\\Readers").put(svc, "[Shop]\\Builders").snapshot();
  for (GroupName& group : snapshot.organizations.at("contoso").group_names->known.items) {
    if (group.principal_name == "[Shop]\\Builders") change(group.domain);
  }
  for (auto& [key, fact] : snapshot.organizations.at("contoso").groups) {
    Identity& group = fact.known.value();
    if (in_its_own_answer && group.display_name == "[Shop]\\Builders") change(group.domain);
  }
  return snapshot;
}

TEST(GroupsCheck, AtMostKnowsTheGroupsOfAProjectByTheirDomainInAnyLetters) {
  const auto in_capitals = [](std::string& domain) {
    std::ranges::transform(domain, domain.begin(), [](unsigned char c) { return std::toupper(c); });
  };
  const Finding finding = ask(in_shop(Rule::Mode::at_most), builder_of_shop(in_capitals, true));
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_EQ(finding.message, "svc@contoso.com is in [Shop]\\Builders");
}

TEST(GroupsCheck, AtMostIsInconclusiveWhileItIsNotToldWhereAGroupBelongs) {
  const auto without = [](std::string& domain) { domain.clear(); };
  const Finding finding = ask(in_shop(Rule::Mode::at_most), builder_of_shop(without, true));
  EXPECT_EQ(finding.verdict, Verdict::inconclusive);
  EXPECT_NE(finding.message.find("[Shop]\\Builders"), std::string::npos) << finding.message;
  // One of the two sources is enough.
  EXPECT_EQ(ask(in_shop(Rule::Mode::at_most), builder_of_shop(without)).verdict, Verdict::fail);
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

Rule auditors_alone() {
  return rule_of({Groups{{{{}, "Auditors"}}}}, Rule::Mode::at_most);
}

TEST(GroupsCheck, AtMostCountsAGroupOfTheAccountThatTheListOfGroupsLacks) {
  Snapshot snapshot =
      World().account(svc).put(svc, "[contoso]\\Auditors").put(svc, "[contoso]\\Owners").snapshot();
  auto& listed = snapshot.organizations.at("contoso").group_names->known.items;
  std::erase_if(listed, [](const GroupName& group) { return group.principal_name == "[contoso]\\Owners"; });
  const Finding finding = ask(auditors_alone(), snapshot);
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_EQ(finding.message, "svc@contoso.com is in [contoso]\\Owners");
}

TEST(GroupsCheck, AtMostIsInconclusiveForAGroupOfTheAccountOfWhichNobodyTellsWhereItBelongs) {
  const World world = World().account(svc).put(svc, "[contoso]\\Auditors").put(svc, "[contoso]\\Owners");
  Snapshot snapshot = world.snapshot();
  Organization& organization = snapshot.organizations.at("contoso");
  std::erase_if(organization.group_names->known.items,
                [](const GroupName& group) { return group.principal_name == "[contoso]\\Owners"; });
  organization.groups.erase(fold_case(world.group_descriptor("[contoso]\\Owners")));
  const Finding finding = ask(auditors_alone(), snapshot);
  EXPECT_EQ(finding.verdict, Verdict::inconclusive);
  EXPECT_NE(finding.message.find("belongs"), std::string::npos) << finding.message;
}

/// The groups of the snapshot with other names.
void rename(Snapshot& snapshot, const std::string& from, const std::string& to) {
  Organization& organization = snapshot.organizations.at("contoso");
  for (GroupName& group : organization.group_names->known.items) {
    if (group.principal_name == from) group.principal_name = to;
  }
  for (auto& [key, fact] : organization.groups) {
    Identity& group = fact.known.value();
    if (group.display_name != from) continue;
    group.display_name = to;
    group.account = to.substr(to.find('\\') + 1);
  }
}

TEST(GroupsCheck, ABuiltInGroupIsAllowedUnderWhateverNameItHasNow) {
  Snapshot snapshot = World().account(svc).put(svc, admins).snapshot();
  rename(snapshot, admins, "[contoso]\\Org Admins");
  EXPECT_EQ(ask(rule_of(administrators, Rule::Mode::at_most), snapshot).verdict, Verdict::pass);
}

TEST(GroupsCheck, AGroupThatSomebodyCalledLikeABuiltInOneIsNotAllowedWithIt) {
  Snapshot snapshot = World().account(svc).put(svc, "[contoso]\\Posers").snapshot();
  rename(snapshot, admins, "[contoso]\\Org Admins");
  rename(snapshot, "[contoso]\\Posers", admins);
  EXPECT_EQ(ask(rule_of(administrators, Rule::Mode::at_most), snapshot).verdict, Verdict::fail);
}

TEST(GroupsCheck, OfTwoGroupsOfEntraThatAreCalledSoItIsNotKnownWhichIsMeant) {
  const Requirement staff{Groups{{{{}, "Staff"}}}};
  Snapshot snapshot = World()
                          .account(svc)
                          .put(svc, "[TEAM FOUNDATION]\\Staff")
                          .put("auditor@contoso.com", "[TEAM FOUNDATION]\\Crew")
                          .snapshot();
  rename(snapshot, "[TEAM FOUNDATION]\\Crew", "[TEAM FOUNDATION]\\Staff");
  for (const Rule::Mode mode : {Rule::Mode::require, Rule::Mode::forbid, Rule::Mode::at_most}) {
    const Finding finding = ask(rule_of(staff, mode), snapshot);
    EXPECT_EQ(finding.verdict, Verdict::inconclusive);
    EXPECT_NE(finding.message.find("these groups of Entra"), std::string::npos) << finding.message;
  }
}

TEST(GroupsCheck, TheOrganizationsOwnGroupComesBeforeOneOfEntra) {
  const Requirement staff{Groups{{{{}, "Staff"}}}};
  const World world = World()
                          .account(svc)
                          .put(svc, "[TEAM FOUNDATION]\\Staff")
                          .put("auditor@contoso.com", "[contoso]\\Staff");
  EXPECT_EQ(ask(rule_of(staff), world.snapshot()).verdict, Verdict::fail);
  EXPECT_EQ(ask(rule_of(staff, Rule::Mode::at_most), world.snapshot()).verdict, Verdict::fail);
}

TEST(GroupsCheck, WhoIsMissingInAGroupOfEntraIsAddedThere) {
  World world = World().account(svc).put("auditor@contoso.com", "[TEAM FOUNDATION]\\Staff");
  world.identity(svc).subject_descriptor = "msa.c3Zj";
  world.identity(svc).object_id = "11111111-2222-3333-4444-555555555555";
  const Finding finding = ask(rule_of({Groups{{{{}, "Staff"}}}}), world.snapshot());
  EXPECT_EQ(finding.verdict, Verdict::fail);
  EXPECT_EQ(finding.remediation->call.text().find("az ad group member add --group "), 0U)
      << finding.remediation->call.text();
  EXPECT_EQ(finding.remediation->advice.text().find("Microsoft Entra › Groups › "), 0U);
}

}  // namespace
}  // namespace patrol

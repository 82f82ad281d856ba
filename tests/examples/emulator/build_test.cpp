#include "examples/emulator/build.h"

#include "tests/examples/emulator/sample.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol::emulator {
namespace {

TEST(Organization, IsBornWithTheGroupsOfTheService) {
  const Organization sample = organization_of(sample_yaml());
  const Subject& administrators =
      sample.subject(id_of(sample, "[sample]\\Project Collection Administrators"));
  EXPECT_TRUE(administrators.identity_descriptor.ends_with("-0-0-0-0-1"));
  EXPECT_EQ(administrators.special_type, "AdministrativeApplicationGroup");
  EXPECT_EQ(&administrators, &sample.subject(sample.administrators));
  for (const char* name : {"Readers", "Contributors", "Project Administrators", "Build Administrators",
                           "Project Valid Users", "Shop Team"})
    id_of(sample, std::string("[Shop]\\") + name);
}

TEST(Organization, GivesReadersARandomSidAndAdministratorsAFixedOne) {
  const Organization sample = organization_of(sample_yaml());
  const Subject& readers = sample.subject(sample.projects[0].readers);
  EXPECT_NE(readers.identity_descriptor.find("-1-"), std::string::npos);
  EXPECT_FALSE(readers.identity_descriptor.ends_with("-0-0-0-0-1"));
  EXPECT_EQ(readers.domain, "vstfs:///Classification/TeamProject/" + sample.projects[0].id);
  EXPECT_NE(sample.projects[0].scope_id, sample.projects[0].id);
}

TEST(Organization, IsTheSameEachTime) {
  const Organization once = organization_of(sample_yaml());
  const Organization again = organization_of(sample_yaml());
  ASSERT_EQ(once.subjects.size(), again.subjects.size());
  for (std::size_t i = 0; i < once.subjects.size(); ++i)
    EXPECT_EQ(once.subject(i).descriptor, again.subject(i).descriptor);
}

TEST(Organization, IsFoundByEachOfASubjectsThreeNamesWithoutRegardToCase) {
  const Organization sample = organization_of(sample_yaml());
  const Subject& ada = sample.subject(id_of(sample, "ADA@sample.com"));
  EXPECT_EQ(sample.find(ada.descriptor), &ada);
  EXPECT_EQ(sample.find(ada.storage_key), &ada);
  std::string shouted = ada.identity_descriptor;
  std::ranges::transform(shouted, shouted.begin(), [](unsigned char c) { return std::toupper(c); });
  EXPECT_EQ(sample.find(shouted), &ada);
  EXPECT_EQ(sample.find("nobody"), nullptr);
}

TEST(Organization, KnowsEveryKindOfUser) {
  const Organization o = organization_of(R"(
organization: o
tenant: 11111111-2222-3333-4444-555555555555
users:
  - {account: e@o.com}
  - {account: g@o.com, kind: guest}
  - {account: m@o.com, kind: msa}
  - {account: s, kind: service-principal, object_id: 99999999-2222-3333-4444-555555555555}
  - {account: i, kind: managed-identity}
  - {account: n@o.com, state: invited}
  - {account: d@o.com, state: deleted}
)");
  EXPECT_EQ(o.subject(id_of(o, "e@o.com")).identity_descriptor,
            "Microsoft.IdentityModel.Claims.ClaimsIdentity;11111111-2222-3333-4444-555555555555\\e@o.com");
  EXPECT_EQ(o.subject(id_of(o, "g@o.com")).meta_type, "guest");
  EXPECT_EQ(o.subject(id_of(o, "m@o.com")).domain, "Windows Live ID");
  const Subject& principal = o.subject(id_of(o, "s"));
  EXPECT_EQ(principal.principal_name, "99999999-2222-3333-4444-555555555555");
  EXPECT_EQ(principal.mail, "");
  EXPECT_EQ(o.subject(id_of(o, "i")).meta_type, "managedIdentity");
  EXPECT_EQ(o.subject(id_of(o, "n@o.com")).license.status, "pending");
  EXPECT_FALSE(o.subject(id_of(o, "n@o.com")).active);
  EXPECT_TRUE(o.subject(id_of(o, "d@o.com")).groups.empty());
  EXPECT_FALSE(o.subject(id_of(o, "d@o.com")).has_entitlement);
}

}  // namespace
}  // namespace patrol::emulator

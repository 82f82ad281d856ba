#include "auditor/evaluate/machine_names.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(MachinePart, IsAWordThatNoPersonIsCalledBy) {
  EXPECT_EQ(machine_part("svc-flow@contoso.com"), "svc");
  EXPECT_EQ(machine_part("Release Bot2"), "bot");
  EXPECT_EQ(machine_part("svcflow@contoso.com"), "svc");
  EXPECT_EQ(machine_part("sa_jenkins@contoso.com"), "sa");
  EXPECT_EQ(machine_part("Jira Integration"), "integration");
  EXPECT_EQ(machine_part("NoReply@contoso.com"), "noreply");
}

TEST(MachinePart, IsNotThereInNamesOfPeople) {
  for (const char* name : {"ada@contoso.com", "Maria de Sá", "maria.sa@contoso.com", "abbott@contoso.com",
                           "grace@service.contoso.com", "Linus Serviceman", "", "@", "王小明"}) {
    EXPECT_EQ(machine_part(name), "") << name;
  }
}

TEST(ProductIn, IsTheLongestThatTheNameHolds) {
  const std::vector<std::string> products{"snyk", "hcp-terraform", "renovate", "renovate-bot", "cd"};
  EXPECT_EQ(product_in("renovate@contoso.com", products), "renovate");
  EXPECT_EQ(product_in("Renovate_Bot.1@contoso.com", products), "renovate-bot");
  EXPECT_EQ(product_in("svc-HCPTerraform", products), "hcp-terraform");
  EXPECT_EQ(product_in("ada@snyk.io", products), "") << "the domain says nothing of the account";
  EXPECT_EQ(product_in("abcd@contoso.com", products), "") << "too short to mean anything";
}

}  // namespace
}  // namespace patrol

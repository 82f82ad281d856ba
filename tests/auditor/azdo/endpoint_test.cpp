#include "auditor/azdo/endpoint.h"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

namespace patrol::azdo {
namespace {

TEST(Endpoints, HaveOneCompleteRowForEachId) {
  for (const auto& row : endpoints()) {
    EXPECT_EQ(&endpoint(row.id), &row);
    EXPECT_THAT(std::string(row.host), testing::EndsWith("dev.azure.com"));
    EXPECT_THAT(std::string(row.api_version), testing::StartsWith("7.1"));
    EXPECT_FALSE(row.scope.empty() || row.name.empty() || row.reads.empty());
  }
  EXPECT_EQ(endpoints().size(), static_cast<std::size_t>(EndpointId::service_principal_entitlement) + 1);
}

TEST(Grant, SaysWhatToGiveToWhom) {
  EXPECT_EQ(grant_scope(endpoint(EndpointId::identities)),
            "give the auditor's token the scope Identity: Read (vso.identity)");
  EXPECT_EQ(grant_permission(endpoint(EndpointId::tokens)),
            "give the auditor's account membership in Project Collection Administrators");
  EXPECT_EQ(grant_permission(endpoint(EndpointId::identities)),
            "give the auditor's account membership of the organization");
}

}  // namespace
}  // namespace patrol::azdo

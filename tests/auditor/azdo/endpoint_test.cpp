#include "auditor/azdo/endpoint.h"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

namespace patrol::azdo {
namespace {

TEST(Endpoints, HaveOneCompleteRowForEachId) {
  for (const auto& row : endpoints()) {
    EXPECT_EQ(&endpoint(row.id), &row);
    const bool is_azure_devops = row.root.empty();
    EXPECT_THAT(std::string(row.host),
                testing::EndsWith(is_azure_devops ? "dev.azure.com" : "graph.microsoft.com"));
    EXPECT_THAT(std::string(row.api_version), testing::StartsWith(is_azure_devops ? "7.1" : ""));
    EXPECT_EQ(row.scope.empty(), row.id == EndpointId::connection);
    EXPECT_FALSE(row.name.empty() || row.reads.empty());
  }
  EXPECT_EQ(endpoints().size(), static_cast<std::size_t>(EndpointId::subscriptions) + 1);
}

TEST(Grant, SaysWhatToGiveToWhom) {
  EXPECT_EQ(grant_scope(endpoint(EndpointId::identities)),
            "give the auditor's token the scope Identity: Read (vso.identity)");
  EXPECT_EQ(grant_scope(endpoint(EndpointId::connection)),
            "make a new token for the auditor: one with any scope should be told whose it is");
  EXPECT_EQ(grant_permission(endpoint(EndpointId::tokens)),
            "give the auditor's account membership in Project Collection Administrators");
  EXPECT_EQ(grant_permission(endpoint(EndpointId::identities)),
            "give the auditor's account membership of the organization");
}

}  // namespace
}  // namespace patrol::azdo

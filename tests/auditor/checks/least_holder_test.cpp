#include "auditor/checks/least_holder.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(LeastHolder, IsTheAccountThenOrdinaryGroupsAndAdministratorsLast) {
  Identity account;
  account.descriptor = "Microsoft.IdentityModel.Claims.ClaimsIdentity;tenant\\svc@contoso.com";
  const std::string own = "microsoft.identitymodel.claims.claimsidentity;TENANT\\svc@contoso.com";
  const std::string group = "Microsoft.TeamFoundation.Identity;S-1-9-1551374245-1-2-3-4-";
  const std::string admins = group + "0-0-0-0-1";
  const std::string valid_users = group + "0-0-0-0-3";
  const std::string tools = group + "1-5-6-7-8";
  EXPECT_EQ(least_first({admins, tools, valid_users, own}, account),
            (std::vector<std::string>{own, tools, valid_users, admins}));
}

}  // namespace
}  // namespace patrol

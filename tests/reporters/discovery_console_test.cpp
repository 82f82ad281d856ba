#include "reporters/discovery.h"
#include "tests/reporters/sample_discovery.h"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <sstream>

namespace patrol {
namespace {

std::string told(const Discovery& discovery) {
  std::ostringstream out;
  render_discovery(discovery, {.width = 0}, out);
  return out.str();
}

TEST(DiscoveryPage, TellsFirstWhatNoIntegrationClaims) {
  EXPECT_EQ(
      told(sample_discovery()),
      "contoso, read as Auditor <auditor@contoso.com>, in 12 requests, as of 2026-11-23 09:00 UTC\n"
      "30 accounts were looked at; 1 integration is loaded\n"
      "\n"
      "Look like integrations, and no loaded one signs in with them\n"
      "  Deployer: service principal 2f6a0c1e-7d3b-4c58-9a61-0b2c3d4e5f60\n"
      "  svc-# #vso[x]@contoso.com (Hooks): made 3 service hooks for slack at hooks.slack.com; called as the "
      "product of the policy snyk; `svc` in its name; 2 tokens, of which 1 is alive\n"
      "    token old (id-1): vso.code and vso.work; until 2027-03-01; for all organizations\n"
      "\n"
      "May be used by a loaded integration, which could not be told\n"
      "  svc-twice@contoso.com: `svc` in its name; 1 token; perhaps that of flow\n"
      "    token id-1: vso.code and vso.work; until 2027-03-01; for all organizations; perhaps that of flow\n"
      "\n"
      "Hold tokens that no loaded integration uses: people, or integrations behind a person's account\n"
      "  pat@partner.example (Pat): a guest; 1 token; which tokens it holds is not known\n"
      "    token old (id-1): vso.code and vso.work; until 2027-03-01; for all organizations\n"
      "\n"
      "Are signed in with by a loaded integration, and hold tokens that none uses\n"
      "  svc-shared@contoso.com: `svc` in its name; 2 tokens; used by flow and other\n"
      "    token old (id-1): vso.code and vso.work; until 2027-03-01; for all organizations\n"
      "\n"
      "Are signed in with by a loaded integration\n"
      "  svc-flow@contoso.com: flow\n"
      "\n"
      "The auditor's own account\n"
      "  auditor@contoso.com (Auditor): 1 token\n"
      "    token old (id-1): vso.code and vso.work; until 2027-03-01; for all organizations\n"
      "\n"
      "To look at\n"
      "  the integration gone signs in as gone@contoso.com, and there is no such account\n"
      "\n"
      "Could not be read, so that something may be missing above\n"
      "  not known: the tokens of svc-sealed@contoso.com: HTTP 403: no\n"
      "    to do: grant it\n"
      "\n"
      "Incomplete: at least 3 accounts that look like an integration and at least 4 living tokens that no "
      "loaded integration uses\n"
      "next: patrol init 2f6a0c1e-7d3b-4c58-9a61-0b2c3d4e5f60 --organization contoso\n");
}

TEST(DiscoveryPage, SaysThatNothingIsClaimedWhereNoIntegrationIsLoaded) {
  Discovery none{.organization = "contoso"};
  EXPECT_EQ(
      told(none),
      "contoso, read as nobody knows whom, in 0 requests, as of 1970-01-01 00:00 UTC\n"
      "0 accounts were looked at; no integration of it is loaded, so that nothing is claimed (--integrations "
      "PATH)\n"
      "\n"
      "Complete: 0 accounts that look like an integration and 0 living tokens that no loaded "
      "integration uses\n");
}

}  // namespace
}  // namespace patrol

#include "tests/reporters/sample_discovery.h"

namespace patrol {

Discovery sample_discovery() {
  using Sign = DiscoveredAccount::Sign;
  using Claim = DiscoveredToken::Claim;
  Discovery found{.tool = "patrol test",
                  .generated_at = *parse_time("2026-11-23T09:00:00Z"),
                  .collected_at = *parse_time("2026-11-23T09:00:00Z"),
                  .organization = "contoso",
                  .auditor = "Auditor <auditor@contoso.com>",
                  .requests = 12,
                  .integrations = {"flow"},
                  .looked_at = 30};
  const DiscoveredToken token{.id = "id-1",
                              .name = "old",
                              .scopes = {"vso.code", "vso.work"},
                              .valid_from = *parse_time("2026-06-01"),
                              .valid_to = *parse_time("2027-03-01"),
                              .is_alive = true,
                              .all_organizations = true};
  DiscoveredToken used = token;
  used.claim = Claim::claimed;
  used.integrations = {"flow"};
  DiscoveredToken dead = token;
  dead.is_alive = false;
  DiscoveredToken open = token;
  open.name.clear();
  open.claim = Claim::unknown;
  open.integrations = {"flow"};
  found.accounts = {{.name = "Deployer",
                     .display_name = "Deployer",
                     .kind = "service principal",
                     .descriptor = "aadsp.x",
                     .application_id = "2f6a0c1e-7d3b-4c58-9a61-0b2c3d4e5f60",
                     .signs = {Sign::service_principal}},
                    {.name = "svc-##vso[x]@contoso.com",
                     .display_name = "Hooks",
                     .kind = "user",
                     .descriptor = "aad.a",
                     .signs = {Sign::hooks, Sign::product, Sign::name, Sign::tokens},
                     .product = "snyk",
                     .name_part = "svc",
                     .tokens = {token, dead},
                     .hooks = {{.consumer = "slack",
                                .host = "hooks.slack.com",
                                .all = 3,
                                .enabled = 2,
                                .events = {"git.push"}}}},
                    {.name = "svc-flow@contoso.com",
                     .display_name = "",
                     .kind = "user",
                     .descriptor = "aad.b",
                     .signs = {Sign::name, Sign::tokens},
                     .product = "",
                     .name_part = "svc",
                     .tokens = {used},
                     .integrations = {"flow"}},
                    {.name = "svc-shared@contoso.com",
                     .display_name = "",
                     .kind = "user",
                     .descriptor = "aad.c",
                     .signs = {Sign::name, Sign::tokens},
                     .product = "",
                     .name_part = "svc",
                     .tokens = {used, token},
                     .integrations = {"flow", "other"}},
                    {.name = "svc-twice@contoso.com",
                     .display_name = "",
                     .kind = "user",
                     .descriptor = "aad.d",
                     .signs = {Sign::name, Sign::tokens},
                     .product = "",
                     .name_part = "svc",
                     .tokens = {open},
                     .maybe_integrations = {"flow"}},
                    {.name = "auditor@contoso.com",
                     .display_name = "Auditor",
                     .kind = "user",
                     .descriptor = "aad.e",
                     .signs = {Sign::tokens},
                     .tokens = {token},
                     .is_auditor = true},
                    {.name = "pat@partner.example",
                     .display_name = "Pat",
                     .kind = "guest",
                     .descriptor = "aad.f",
                     .signs = {Sign::tokens},
                     .tokens = {token},
                     .tokens_known = false}};
  found.gaps = {{Gap::Kind::forbidden, "the tokens of svc-sealed@contoso.com", "HTTP 403: no", "grant it"}};
  found.notices = {"the integration gone signs in as gone@contoso.com, and there is no such account"};
  return found;
}

}  // namespace patrol

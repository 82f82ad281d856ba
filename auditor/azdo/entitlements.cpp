#include "auditor/azdo/entitlements.h"

#include "auditor/azdo/answer.h"
#include "auditor/azdo/members.h"
#include "auditor/azdo/pages.h"
#include "auditor/model/text.h"

namespace patrol::azdo {

Parsed<Entitlement> parse_entitlement(const Json& answer, const std::string& identity_id) {
  Members members(answer);
  if (!same_name(members.guid("id"), identity_id)) members.fail("the entitlement of another account");
  Members level(members.object("accessLevel"), "accessLevel");
  Entitlement entitlement{.account_license_type = level.text("accountLicenseType"),
                          .msdn_license_type = level.text_or_empty("msdnLicenseType"),
                          .github_license_type = level.text_or_empty("gitHubLicenseType"),
                          .licensing_source = level.text_or_empty("licensingSource"),
                          .license_display_name = level.text_or_empty("licenseDisplayName"),
                          .status = level.text_or_empty("status")};
  members.fail_with(level);
  return std::move(members).result(std::move(entitlement));
}

Fetched<Evidence<Entitlement>> fetch_entitlement(Client& client, const std::string& identity_id,
                                                 bool service_principal) {
  std::vector<Read> reads;
  const std::string what = "the access level of the account `" + identity_id + "`";
  const std::string list = service_principal ? "serviceprincipalentitlements" : "userentitlements";
  auto answer = client.ask({.endpoint = service_principal ? EndpointId::service_principal_entitlement
                                                          : EndpointId::user_entitlement,
                            .what = what,
                            .path = {"_apis", list, identity_id}},
                           reads);
  if (!answer) return {std::move(answer).error(), std::move(reads)};
  auto entitlement = parse_entitlement(answer.value().body, identity_id);
  if (!entitlement) return {foreign_shape(what, entitlement.error()), std::move(reads)};
  return {std::move(entitlement).value(), std::move(reads)};
}

}  // namespace patrol::azdo

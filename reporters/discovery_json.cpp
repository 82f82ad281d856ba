#include "reporters/discovery.h"
#include "reporters/json_document.h"
#include "reporters/json_or_null.h"

namespace patrol {
namespace {

Json token_json(const DiscoveredToken& token) {
  return {{"id", token.id},
          {"name", text_or_null(token.name)},
          {"scopes", token.scopes},
          {"valid_from", time_or_null(token.valid_from)},
          {"valid_to", time_or_null(token.valid_to)},
          {"alive", token.is_alive},
          {"all_organizations", token.all_organizations},
          {"claim", to_word(token.claim)},
          {"integrations", token.integrations}};
}

Json hooks_json(const DiscoveredHooks& hooks) {
  return {{"consumer", text_or_null(hooks.consumer)},
          {"host", text_or_null(hooks.host)},
          {"all", hooks.all},
          {"enabled", hooks.enabled},
          {"events", hooks.events}};
}

Json account_json(const DiscoveredAccount& account) {
  Json signs = Json::array();
  for (const DiscoveredAccount::Sign sign : account.signs) signs.push_back(to_word(sign));
  Json tokens = Json::array();
  for (const DiscoveredToken& token : account.tokens) tokens.push_back(token_json(token));
  Json hooks = Json::array();
  for (const DiscoveredHooks& each : account.hooks) hooks.push_back(hooks_json(each));
  return {{"account", account.name},
          {"display_name", text_or_null(account.display_name)},
          {"kind", account.kind},
          {"descriptor", account.descriptor},
          {"application_id", text_or_null(account.application_id)},
          {"likely", account.is_likely()},
          {"signs", std::move(signs)},
          {"product", text_or_null(account.product)},
          {"name_part", text_or_null(account.name_part)},
          {"integrations", account.integrations},
          {"maybe_integrations", account.maybe_integrations},
          {"auditor", account.is_auditor},
          {"tokens_known", account.tokens_known},
          {"tokens", std::move(tokens)},
          {"hooks", std::move(hooks)}};
}

Json gap_json(const Gap& gap) {
  return {{"kind", to_word(gap.kind)},
          {"what", gap.what},
          {"reason", gap.reason},
          {"grant", text_or_null(gap.grant)}};
}

}  // namespace

void render_discovery_json(const Discovery& discovery, std::ostream& out) {
  JsonDocument document(out);
  document.member("schema", "patrol/discovery/1");
  document.member("generated_at", format_time(discovery.generated_at));
  document.member("collected_at", format_time(discovery.collected_at));
  document.member("tool", discovery.tool);
  document.member("organization", discovery.organization);
  document.member("auditor", text_or_null(discovery.auditor));
  document.member("complete", discovery.is_complete());
  document.member("summary", {{"looked_at", discovery.looked_at},
                              {"unclaimed_accounts", discovery.unclaimed_accounts()},
                              {"unclaimed_tokens", discovery.unclaimed_tokens()}});
  document.member("integrations", discovery.integrations);
  document.list("accounts", discovery.accounts, account_json);
  document.list("gaps", discovery.gaps, gap_json);
  document.list("notices", discovery.notices, [](const std::string& notice) { return Json(notice); });
}

}  // namespace patrol

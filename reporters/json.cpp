#include "reporters/json_parts.h"
#include "reporters/json_trend.h"
#include "reporters/reporters.h"

namespace patrol {

void render_json(const Audit& audit, std::ostream& out) {
  const auto as_json = [](const auto& item) { return to_json(item); };
  const RollUp rolled = roll_up(audit);
  JsonDocument document(out);
  document.member("schema", "patrol/audit/1");
  document.member("generated_at", format_time(audit.generated_at));
  document.member("tool", audit.tool);
  document.member("summary", to_json(audit.totals));
  document.list("findings", audit.findings, [&](const Finding& finding) { return to_json(audit, finding); });
  document.member("collected_at", format_time(audit.collected_at));
  document.member("fail_on", to_word(audit.fail_on));
  document.member("cut_short", audit.cut_short);
  document.list("gaps", audit.gaps, as_json);
  document.list("notices", audit.notices, as_json);
  document.list("policies", audit.policies, as_json);
  document.list("rules", audit.rules, as_json);
  document.list("integrations", audit.integrations, [&](const AuditedIntegration& integration) {
    const auto place = static_cast<std::size_t>(&integration - audit.integrations.data());
    return to_json(integration, rolled.integrations[place]);
  });
  document.list("organizations", rolled.organizations, as_json);
  document.list("accounts", audit.accounts, as_json);
  document.list("tokens", audit.tokens, as_json);
  document.list("excess", audit.excess, [&](const Excess& excess) { return to_json(audit, excess); });
  document.member("baseline", audit.baseline ? to_json(*audit.baseline) : Json(nullptr));
  document.member("trend", audit.trend ? to_json(*audit.trend) : Json(nullptr));
}

}  // namespace patrol

#pragma once

#include "auditor/model/audit.h"
#include "auditor/model/roll_up.h"
#include "reporters/json_document.h"

namespace patrol {

// Each part of an audit as the JSON report tells it; reporters/schema/audit.schema.json describes them. What
// is not there or not known is null.

Json to_json(const Totals& totals);
Json to_json(const Audit& audit, const Finding& finding);
Json to_json(const AuditedGap& gap);
Json to_json(const Notice& notice);
Json to_json(const AuditedPolicy& policy);
Json to_json(const AuditedRule& rule);
Json to_json(const AuditedIntegration& integration, Standing standing);
Json to_json(const OrganizationResult& organization);
Json to_json(const AuditedAccount& account);
Json to_json(const AuditedToken& token);
Json to_json(const Audit& audit, const Excess& excess);
Json to_json(const Baseline& baseline);

}  // namespace patrol

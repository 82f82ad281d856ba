#include "reporters/finding_text.h"
#include "reporters/json_document.h"
#include "reporters/reporters.h"

#include <optional>
#include <string>
#include <vector>

namespace patrol {
namespace {

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

template <class T>
Json value_or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json to_json(const Totals& totals) {
  return {{"pass", totals.pass},
          {"fail", totals.fail},
          {"inconclusive", totals.inconclusive},
          {"not_applicable", totals.not_applicable},
          {"waived", totals.waived}};
}

Json to_json(const Read& read) {
  return {{"method", read.method},
          {"url", read.url},
          {"status", read.status},
          {"count", value_or_null(read.count)}};
}

Json to_json(const Waiver& waiver) {
  return {{"reason", waiver.reason},
          {"approved_by", waiver.approved_by},
          {"expires", format_time(waiver.expires)}};
}

Json reads_of(const Audit& audit, const Finding& finding) {
  Json reads = Json::array();
  for (const ReadId read : finding.reads) reads.push_back(to_json(audit.reads[read]));
  return reads;
}

Json to_json(const Audit& audit, const Finding& finding) {
  const AuditedIntegration& integration = audit.integration_of(finding);
  const AuditedRule& rule = audit.rule_of(finding);
  return {{"integration", integration.name},
          {"organization", integration.organization},
          {"rule", rule.id},
          {"title", rule.title},
          {"project", value_or_null(finding.project)},
          {"resource", value_or_null(finding.resource)},
          {"verdict", to_word(finding.verdict)},
          {"severity", to_word(rule.severity)},
          {"need", to_word(rule.need)},
          {"message", finding.message},
          {"expected", finding.expected},
          {"observed", finding.observed},
          {"path", finding.path},
          {"reads", reads_of(audit, finding)},
          {"remediation", finding.remediation.text()},
          {"waiver", finding.waiver ? to_json(*finding.waiver) : Json(nullptr)},
          {"counts", audit.counts(finding)},
          {"policy", rule.policy},
          {"id", finding_id(audit, finding)}};
}

Json to_json(const AuditedGap& gap) {
  return {{"organization", gap.organization}, {"kind", to_word(gap.gap.kind)}, {"what", gap.gap.what},
          {"reason", gap.gap.reason},         {"grant", gap.gap.grant},        {"findings", gap.findings}};
}

Json to_json(const Notice& notice) {
  return {{"organization", text_or_null(notice.organization)},
          {"integration", text_or_null(notice.integration)},
          {"text", notice.text}};
}

Json to_json(const Source& source) {
  return {{"title", source.title}, {"url", source.url}, {"read", text_or_null(source.read)}};
}

Json to_json(const AuditedPolicy& policy) {
  Json sources = Json::array();
  for (const Source& source : policy.sources) sources.push_back(to_json(source));
  return {{"id", policy.id},
          {"title", policy.title},
          {"file", policy.file},
          {"sha256", policy.sha256},
          {"sources", sources}};
}

Json to_json(const AuditedRule& rule) {
  return {{"policy", rule.policy},      {"id", rule.id},
          {"title", rule.title},        {"severity", to_word(rule.severity)},
          {"need", to_word(rule.need)}, {"controls", rule.controls},
          {"file", rule.file},          {"line", rule.line}};
}

Json to_json(const AuditedIntegration& integration) {
  return {{"name", integration.name},
          {"policy", integration.policy},
          {"owner", text_or_null(integration.owner)},
          {"organization", integration.organization},
          {"account", integration.account},
          {"file", integration.file},
          {"line", integration.line}};
}

Json to_json(const AuditedOrganization& organization) {
  return {{"name", organization.name}, {"auditor", text_or_null(organization.auditor)}};
}

}  // namespace

void render_json(const Audit& audit, std::ostream& out) {
  const auto as_json = [](const auto& item) { return to_json(item); };
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
  document.list("integrations", audit.integrations, as_json);
  document.list("organizations", audit.organizations, as_json);
}

}  // namespace patrol

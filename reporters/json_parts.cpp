#include "reporters/json_parts.h"

#include "reporters/finding_text.h"
#include "reporters/json_or_null.h"
#include "reporters/roll_up_text.h"

namespace patrol {
namespace {

Json to_json(const Read& read) {
  return {{"method", read.method},
          {"url", read.url},
          {"status", read.status},
          {"count", value_or_null(read.count)}};
}

Json to_json(const Waiver& waiver) {
  return {{"reason", waiver.reason},
          {"owner", text_or_null(waiver.owner)},
          {"approved_by", waiver.approved_by},
          {"ticket", text_or_null(waiver.ticket)},
          {"expires", format_time(waiver.expires)}};
}

Json to_json(const Source& source) {
  return {{"title", source.title}, {"url", source.url}, {"read", text_or_null(source.read)}};
}

Json reads_of(const Audit& audit, const std::vector<ReadId>& ids) {
  Json reads = Json::array();
  for (const ReadId read : ids) reads.push_back(to_json(audit.reads[read]));
  return reads;
}

Json to_json(const SinceBaseline& since) {
  return {{"change", to_word(since.change)},
          {"first_seen", format_time(since.first_seen)},
          {"before", word_or_null(since.before)}};
}

Json to_json(const GoneFinding& gone) {
  return {{"integration", gone.integration},
          {"organization", gone.organization},
          {"policy", gone.policy},
          {"rule", gone.rule},
          {"title", gone.title},
          {"project", value_or_null(gone.project)},
          {"resource", value_or_null(gone.resource)},
          {"before", to_word(gone.before)},
          {"severity", to_word(gone.severity)},
          {"first_seen", format_time(gone.first_seen)}};
}

}  // namespace

Json to_json(const Totals& totals) {
  return {{"pass", totals.pass},
          {"fail", totals.fail},
          {"inconclusive", totals.inconclusive},
          {"not_applicable", totals.not_applicable},
          {"waived", totals.waived}};
}

Json to_json(const Audit& audit, const Finding& finding) {
  const AuditedIntegration& integration = audit.integration_of(finding);
  const AuditedRule& rule = audit.rule_of(finding);
  return {{"integration", integration.name},
          {"organization", integration.organization},
          {"rule", rule.id},
          {"title", rule.title},
          {"project", value_or_null(finding.project)},
          {"resource", value_or_null(finding.resource.to_optional())},
          {"verdict", to_word(finding.verdict)},
          {"severity", to_word(rule.severity)},
          {"need", to_word(rule.need)},
          {"message", finding.message},
          {"expected", finding.expected},
          {"observed", finding.observed},
          {"path", finding.path},
          {"reads", reads_of(audit, finding.reads)},
          {"remediation", remediation_of(finding).text()},
          {"facts", finding.facts},
          {"waiver", finding.waiver ? to_json(*finding.waiver) : Json(nullptr)},
          {"counts", audit.counts(finding)},
          {"policy", rule.policy},
          {"id", finding_id(audit, finding)},
          {"since", finding.since ? to_json(*finding.since) : Json(nullptr)},
          {"grade", finding.grade ? Json(to_word(*finding.grade)) : Json(nullptr)}};
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

Json to_json(const AuditedIntegration& integration, Standing standing) {
  return {{"name", integration.name},
          {"policy", integration.policy},
          {"owner", text_or_null(integration.owner)},
          {"organization", integration.organization},
          {"account", integration.account},
          {"file", integration.file},
          {"line", integration.line},
          {"verdict", to_word(standing)}};
}

Json to_json(const OrganizationResult& organization) {
  Json failures = Json::object();
  for (auto severity = severities.rbegin(); severity != severities.rend(); ++severity) {
    failures[std::string(to_word(*severity))] =
        organization.tally.failures[static_cast<std::size_t>(*severity)];
  }
  return {{"name", organization.name},
          {"auditor", text_or_null(organization.auditor)},
          {"verdict", to_word(organization.standing)},
          {"read", to_word(organization.extent)},
          {"reason", text_or_null(unread_text(organization))},
          {"grant", text_or_null(organization.gap ? organization.gap->grant : "")},
          {"integrations", organization.integrations},
          {"summary", to_json(organization.tally.totals)},
          {"failures", failures}};
}

Json to_json(const AuditedAccount& account) {
  return {{"organization", account.organization},
          {"account", account.account},
          {"name", text_or_null(account.name)},
          {"kind", text_or_null(account.kind)},
          {"access_level", text_or_null(account.access_level)},
          {"integrations", account.integrations},
          {"unknown", account.unknown},
          {"compared", account.compared},
          {"not_compared", account.not_compared}};
}

Json to_json(const AuditedToken& token) {
  return {{"organization", token.organization},
          {"account", token.account},
          {"integrations", token.integrations},
          {"name", text_or_null(token.name)},
          {"id", token.id},
          {"scopes", token.scopes},
          {"valid_from", time_or_null(token.valid_from)},
          {"valid_to", time_or_null(token.valid_to)},
          {"alive", token.is_alive},
          {"all_organizations", token.all_organizations}};
}

Json to_json(const Audit& audit, const Excess& excess) {
  return {{"organization", excess.organization},
          {"account", excess.account},
          {"integrations", excess.integrations},
          {"kind", to_word(excess.kind)},
          {"what", excess.what},
          {"project", value_or_null(excess.project)},
          {"severity", to_word(excess.severity)},
          {"allows", excess.allows},
          {"path", excess.path},
          {"reads", reads_of(audit, excess.reads)},
          {"remediation", excess.remediation.text()}};
}

Json to_json(const Baseline& baseline) {
  Json gone = Json::array();
  for (const GoneFinding& finding : baseline.gone) gone.push_back(to_json(finding));
  return {{"generated_at", format_time(baseline.generated_at)},
          {"only_new_counts", baseline.only_new_counts},
          {"new", baseline.added},
          {"unchanged", baseline.unchanged},
          {"worse", baseline.worse},
          {"better", baseline.better},
          {"no_longer_applies", baseline.no_longer_applies},
          {"rated_differently", baseline.rated_differently},
          {"nothing_changed", baseline.nothing_changed()},
          {"gone", gone}};
}

}  // namespace patrol

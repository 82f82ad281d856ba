#include "auditor/model/visible_text.h"
#include "reporters/finding_text.h"
#include "reporters/holdings_text.h"
#include "reporters/json_document.h"
#include "reporters/reporters.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace patrol {
namespace {

// Names of members are those of SARIF 2.1.0 (OASIS, errata 01), whose schema is what `$schema` leads to.

constexpr std::string_view schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

std::string_view kind_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass: return "pass";
    case Verdict::fail: return "fail";
    case Verdict::inconclusive: return "open";
    case Verdict::not_applicable: return "notApplicable";
  }
  return "open";
}

std::string_view level_of(Severity severity) {
  switch (severity) {
    case Severity::critical:
    case Severity::high: return "error";
    case Severity::medium: return "warning";
    case Severity::low:
    case Severity::info: return "note";
  }
  return "warning";
}

/// What is no failure has no level (SARIF 3.27.10).
std::string_view level_of(const Audit& audit, const Finding& finding) {
  return finding.verdict == Verdict::fail ? level_of(audit.rule_of(finding).severity) : "none";
}

/// The scale by which GitHub sorts alerts; a rule of security without it has none there.
std::string_view security_severity(Severity severity) {
  switch (severity) {
    case Severity::critical: return "9.5";
    case Severity::high: return "8.0";
    case Severity::medium: return "5.5";
    case Severity::low: return "2.5";
    case Severity::info: return "0.1";
  }
  return "5.5";
}

/// A message, of which what to do has lines of its own. Viewers put arguments in place of `{0}`, read a
/// doubled brace as one (3.11.5), and make a link of `[words](address)` (3.11.6); of all else they show the
/// characters.
Json text(std::string_view words, std::string_view to_do = {}) {
  std::string shown = visible_line(words);
  if (!to_do.empty()) shown += "\nWhat to do: " + visible_text(to_do);
  std::string plain;
  for (const char byte : shown) {
    if (byte == '{' || byte == '}') plain += byte;
    if (byte == '(' && plain.ends_with(']')) plain += ' ';
    plain += byte;
  }
  return {{"text", plain}};
}

std::string rule_id(const AuditedRule& rule) {
  return rule.policy + "/" + rule.id;
}

/// A path as a relative reference of RFC 3986.
std::string uri_of(std::string_view path) {
  constexpr std::string_view plain = "-._~/";
  std::string uri;
  for (const char byte : path) {
    const bool is_plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                          (byte >= 'a' && byte <= 'z') || plain.find(byte) != std::string_view::npos;
    if (is_plain) {
      uri += byte;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
    }
  }
  return uri;
}

Json physical_location(std::string_view file, std::size_t line) {
  Json location{{"artifactLocation", {{"uri", uri_of(file)}, {"uriBaseId", "%SRCROOT%"}}}};
  if (line > 0) location["region"] = {{"startLine", line}};
  return location;
}

/// Where the rule stands, and what of the organization it is about.
Json location_of(const Audit& audit, const Finding& finding) {
  const AuditedRule& rule = audit.rule_of(finding);
  const AuditedIntegration& integration = audit.integration_of(finding);
  Json location = Json::object();
  if (!rule.file.empty()) location["physicalLocation"] = physical_location(rule.file, rule.line);
  const std::string subject = subject_of(finding);
  location["logicalLocations"] = {
      {{"name", subject.empty() ? integration.name : subject},
       {"fullyQualifiedName", integration.organization + "/" + integration.name +
                                  (subject.empty() ? std::string{} : "/" + subject)},
       {"kind", "resource"}}};
  return location;
}

Json suppressions_of(const Finding& finding) {
  if (!finding.waiver) return Json::array();
  const Waiver& waiver = *finding.waiver;
  return {{{"kind", "external"},
           {"status", "accepted"},
           {"justification", waiver.reason},
           {"properties",
            {{"approved_by", waiver.approved_by},
             {"owner", waiver.owner},
             {"ticket", waiver.ticket},
             {"expires", format_time(waiver.expires)}}}}};
}

std::string_view baseline_state(Change change) {
  switch (change) {
    case Change::added: return "new";
    case Change::unchanged: return "unchanged";
    case Change::worse:
    case Change::better:
    case Change::no_longer_applies:
    case Change::rated_differently: return "updated";
    case Change::gone: return "absent";
  }
  return "unchanged";
}

/// What SARIF has no member for, under the names of the JSON report.
Json properties_of(const Audit& audit, const Finding& finding) {
  const AuditedRule& rule = audit.rule_of(finding);
  const AuditedIntegration& integration = audit.integration_of(finding);
  Json reads = Json::array();
  for (const ReadId read : finding.reads) reads.push_back(read_text(audit.reads[read]));
  return {{"integration", integration.name},
          {"owner", integration.owner},
          {"organization", integration.organization},
          {"account", integration.account},
          {"verdict", to_word(finding.verdict)},
          {"severity", to_word(rule.severity)},
          {"need", to_word(rule.need)},
          {"counts", audit.counts(finding)},
          {"expected", finding.expected},
          {"observed", finding.observed},
          {"path", finding.path},
          {"reads", reads},
          {"remediation", remediation_of(finding).text()}};
}

/// SARIF wants a message that is no fragment; viewers show it alone, so it says whose account it is about.
std::string message_of(const Audit& audit, const Finding& finding) {
  std::string message = audit.integration_of(finding).name + ": " + finding.message;
  const std::string subject = subject_of(finding);
  return subject.empty() ? message : message + " [" + subject + "]";
}

Json to_sarif(const Audit& audit, const Finding& finding) {
  const AuditedIntegration& integration = audit.integration_of(finding);
  Json result{{"ruleId", rule_id(audit.rule_of(finding))},
              {"ruleIndex", finding.rule},
              {"kind", kind_of(finding.verdict)},
              {"level", level_of(audit, finding)},
              {"message", text(message_of(audit, finding), remediation_of(finding).text())},
              {"locations", Json::array({location_of(audit, finding)})},
              {"partialFingerprints", {{"patrol/v1", finding_id(audit, finding)}}},
              {"suppressions", suppressions_of(finding)}};
  if (!integration.file.empty()) {
    result["relatedLocations"] = {
        {{"physicalLocation", physical_location(integration.file, integration.line)},
         {"message", text("the integration " + integration.name)}}};
  }
  if (finding.since) {
    result["baselineState"] = baseline_state(finding.since->change);
    result["provenance"] = {{"firstDetectionTimeUtc", format_time(finding.since->first_seen)}};
  }
  result["properties"] = properties_of(audit, finding);
  if (finding.grade) result["properties"]["grade"] = to_word(*finding.grade);
  return result;
}

/// What the baseline told and this audit does not. The rule may be gone too, so only its name is told.
Json to_sarif(const GoneFinding& gone) {
  std::string place = gone.organization + "/" + gone.integration;
  for (const auto& part : {gone.project, gone.resource}) {
    if (part) place += "/" + *part;
  }
  const bool failed = gone.before == Verdict::fail;
  const Json location{
      {"logicalLocations", Json::array({{{"fullyQualifiedName", place}, {"kind", "resource"}}})}};
  return {{"ruleId", gone.policy + "/" + gone.rule},
          {"kind", kind_of(gone.before)},
          {"level", failed ? level_of(gone.severity) : "none"},
          {"message", text("told no more: " + gone_text(gone))},
          {"locations", Json::array({location})},
          {"partialFingerprints", {{"patrol/v1", finding_id(gone)}}},
          {"suppressions", Json::array()},
          {"baselineState", baseline_state(Change::gone)},
          {"provenance", {{"firstDetectionTimeUtc", format_time(gone.first_seen)}}},
          {"properties",
           {{"integration", gone.integration},
            {"organization", gone.organization},
            {"verdict", to_word(gone.before)},
            {"severity", to_word(gone.severity)},
            {"counts", false}}}};
}

Json to_sarif(const AuditedRule& rule) {
  Json tags{"security"};  // each of them once, as the schema has it
  const auto add = [&](const std::string& words) {
    const Json tag = visible_text(words);  // as it will be written, malformed bytes replaced
    if (std::ranges::find(tags, tag) == tags.end()) tags.push_back(tag);
  };
  add(rule.policy);
  for (const std::string& control : rule.controls) add(control);
  return {{"id", rule_id(rule)},
          {"shortDescription", text(rule.title)},
          {"defaultConfiguration", {{"level", level_of(rule.severity)}}},
          {"properties",
           {{"tags", tags},
            {"severity", to_word(rule.severity)},
            {"need", to_word(rule.need)},
            {"security-severity", security_severity(rule.severity)}}}};
}

Json driver_of(const Audit& audit) {
  const std::size_t space = audit.tool.find(' ');
  Json driver{{"name", audit.tool.substr(0, space)}};
  if (space != std::string::npos) driver["version"] = audit.tool.substr(space + 1);
  driver["rules"] = Json::array();
  for (const AuditedRule& rule : audit.rules) driver["rules"].push_back(to_sarif(rule));
  return driver;
}

Json text(const AuditedGap& gap) {
  return text(fmt::format("{}: not known: {}: {}", gap.organization, gap.gap.what, gap.gap.reason),
              Steps(gap.gap.grant).text());
}

/// What could not be read, and what a person should know: notifications of the tool.
Json invocation_of(const Audit& audit) {
  Json told = Json::array();
  for (const AuditedGap& gap : audit.gaps) {
    told.push_back({{"level", "warning"}, {"message", text(gap)}});
  }
  for (const Notice& notice : audit.notices) {
    told.push_back({{"level", "note"}, {"message", text(notice_text(notice))}});
  }
  if (audit.baseline) {
    told.push_back({{"level", "note"}, {"message", text(change_sentence(*audit.baseline))}});
  }
  return {{"executionSuccessful", !audit.cut_short}, {"toolExecutionNotifications", told}};
}

}  // namespace

void render_sarif(const Audit& audit, std::ostream& out) {
  JsonDocument document(out);
  document.member("$schema", schema);
  document.member("version", "2.1.0");
  const auto run = document.open_only_item("runs");
  document.member("tool", {{"driver", driver_of(audit)}});
  document.member("invocations", Json::array({invocation_of(audit)}));
  document.member("columnKind", "utf16CodeUnits");
  std::vector<std::variant<const Finding*, const GoneFinding*>> results;
  results.reserve(audit.findings.size());
  for (const Finding& finding : audit.findings) results.emplace_back(&finding);
  if (audit.baseline) {
    for (const GoneFinding& gone : audit.baseline->gone) results.emplace_back(&gone);
  }
  document.list("results", results, [&](const auto& result) {
    const auto* const finding = std::get_if<const Finding*>(&result);
    return finding != nullptr ? to_sarif(audit, **finding)
                              : to_sarif(**std::get_if<const GoneFinding*>(&result));
  });
  document.member("properties", {{"generated_at", format_time(audit.generated_at)},
                                 {"collected_at", format_time(audit.collected_at)}});
}

}  // namespace patrol

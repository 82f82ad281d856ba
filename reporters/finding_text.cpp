#include "reporters/finding_text.h"

#include "auditor/model/visible_text.h"
#include "reporters/digest.h"

#include <fmt/format.h>

#include <iterator>
#include <string_view>

namespace patrol {
namespace {

/// A length before each part, so that no two lists of parts give the same text.
void append_part(std::string& key, std::string_view part) {
  fmt::format_to(std::back_inserter(key), "{}:{}", part.size(), part);
}

void append_lines(std::string& text, std::string_view label, std::string_view value) {
  if (!value.empty()) fmt::format_to(std::back_inserter(text), "{}: {}\n", label, value);
}

/// No name in it begins a line of its own.
void append_line(std::string& text, std::string_view label, std::string_view value) {
  append_lines(text, label, visible_line(value));
}

/// `place` has the project and the resource.
template <class Place>
std::string id_of(std::string_view integration, std::string_view policy, std::string_view rule,
                  const Place& place) {
  std::string key;
  append_part(key, integration);
  append_part(key, policy);
  append_part(key, rule);
  if (place.project) append_part(key, *place.project);
  key += '/';
  if (place.resource) append_part(key, *place.resource);
  return sha256_hex(key).substr(0, 16);
}

}  // namespace

std::string finding_id(const Audit& audit, const Finding& finding) {
  const AuditedRule& rule = audit.rule_of(finding);
  return id_of(audit.integration_of(finding).name, rule.policy, rule.id, finding);
}

std::string finding_id(const GoneFinding& gone) {
  return id_of(gone.integration, gone.policy, gone.rule, gone);
}

std::string subject_of(const Finding& finding) {
  std::string subject = finding.project.value_or("");
  if (!finding.resource) return subject;
  if (!subject.empty()) subject += '/';
  return subject + *finding.resource;
}

std::string path_text(const Finding& finding) {
  return fmt::format("{}", fmt::join(finding.path, " → "));
}

std::string waivable_text(const Finding& finding) {
  if (finding.facts.empty() || finding.waiver) return {};
  return fmt::format("facts: [{}]", fmt::join(finding.facts, ", "));
}

std::string grade_text(const Finding& finding) {
  if (!finding.grade) return {};
  std::string_view how;
  switch (*finding.grade) {
    case Grade::observed: how = "token administration was asked"; break;
    case Grade::probed: how = "the integration's own token was tried"; break;
    case Grade::declared: how = "the integration file says so"; break;
  }
  return fmt::format("{}: {}", to_word(*finding.grade), how);
}

std::string since_text(const Finding& finding) {
  if (!finding.since) return {};
  const SinceBaseline& since = *finding.since;
  std::string text(to_word(since.change));
  if (since.before && *since.before != finding.verdict)
    text += fmt::format(", was {}", to_word(*since.before));
  return text + "; first seen on " + format_date(since.first_seen);
}

std::string gone_text(const GoneFinding& gone) {
  std::string subject = gone.project.value_or("");
  if (gone.resource) subject += (subject.empty() ? "" : "/") + *gone.resource;
  if (!subject.empty()) subject = " [" + subject + "]";
  return fmt::format("{}, {}{}: was {}, first seen on {}", gone.integration, gone.rule, subject,
                     to_word(gone.before), format_date(gone.first_seen));
}

std::string notice_text(const Notice& notice) {
  const std::string& who = notice.integration.empty() ? notice.organization : notice.integration;
  return who.empty() ? notice.text : who + ": " + notice.text;
}

std::string outcome_text(const Read& read) {
  if (read.status == 0) return "no answer";
  if (!read.count) return fmt::format("{}", read.status);
  return fmt::format("{}, {} {}", read.status, *read.count, *read.count == 1 ? "item" : "items");
}

std::string read_text(const Read& read) {
  return fmt::format("{} {}: {}", read.method, read.url, outcome_text(read));
}

std::string story(const Audit& audit, const Finding& finding) {
  const AuditedIntegration& integration = audit.integration_of(finding);
  const AuditedRule& rule = audit.rule_of(finding);
  std::string text;
  append_line(text, to_word(finding.verdict), finding.message);
  append_line(text, "not counted", why_it_does_not_count(audit, finding));
  append_line(text, "since the baseline", since_text(finding));
  append_line(text, "expected", finding.expected);
  append_line(text, "observed", finding.observed);
  append_line(text, "evidence", grade_text(finding));
  append_line(text, "path", path_text(finding));
  append_lines(text, "what to do", remediation_of(finding).text());
  append_line(text, "to waive it", waivable_text(finding));
  append_line(text, "rule",
              fmt::format("{} ({}, {}) of policy {}", rule.id, to_word(rule.severity), to_word(rule.need),
                          rule.policy));
  append_line(text, "controls", fmt::format("{}", fmt::join(rule.controls, ", ")));
  append_line(text, "project", subject_of(finding));
  append_line(text, "account", integration.account);
  append_line(text, "owner", integration.owner);
  append_line(text, "organization", integration.organization);
  for (const ReadId read : finding.reads) append_line(text, "read", read_text(audit.reads[read]));
  return text;
}

}  // namespace patrol

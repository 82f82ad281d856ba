#include "auditor/model/text.h"
#include "reporters/finding_text.h"
#include "reporters/holdings_text.h"
#include "reporters/junit_case.h"
#include "reporters/junit_files.h"
#include "reporters/reporters.h"
#include "reporters/xml_writer.h"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace patrol {
namespace {

/// No durations: the same audit must give the same bytes. Readers want the attribute all the same.
constexpr std::string_view no_time = "0.000";

enum class Dialect {
  common,  ///< what Azure Pipelines, GitLab, GitHub's publishers and Jenkins' JUnit plugin read
  strict   ///< only what the schema of Jenkins' xUnit plugin knows
};

void write_outcome(XmlWriter& xml, const Audit& audit, const Finding& finding) {
  switch (junit_outcome(audit, finding)) {
    case JunitOutcome::passed: return;
    case JunitOutcome::skipped:
      xml.element("skipped", {{"message", junit_skip_reason(audit, finding)}},
                  finding.verdict == Verdict::not_applicable ? std::string{} : story(audit, finding));
      return;
    case JunitOutcome::failure:
    case JunitOutcome::error: break;
  }
  const bool failed = junit_outcome(audit, finding) == JunitOutcome::failure;
  xml.element(failed ? "failure" : "error",
              {{"message", finding.message}, {"type", to_word(audit.rule_of(finding).severity)}},
              story(audit, finding));
}

/// The form of the first JUnit schema, which has no zone; the time is UTC.
std::string timestamp(Time time) {
  std::string text = format_time(time);
  text.pop_back();
  return text;
}

/// Writes one file.
class JunitFile {
 public:
  JunitFile(const Audit& audit, Dialect dialect, std::ostream& out)
      : audit_(audit), dialect_(dialect), xml_(out), names_(audit) {}

  void write(std::span<const JunitSuite> suites);

 private:
  void write_suite(const JunitSuite& suite);
  void write_properties(const JunitSuite& suite);
  void write_case(const Finding& finding, std::string_view classname);

  const Audit& audit_;
  Dialect dialect_;
  XmlWriter xml_;
  JunitNames names_;
};

void JunitFile::write(std::span<const JunitSuite> suites) {
  JunitCounts counts;
  for (const JunitSuite& suite : suites) counts.add(suite.counts);
  const auto root = xml_.open("testsuites", {{"name", "patrol"},
                                             {"tests", std::to_string(counts.tests)},
                                             {"failures", std::to_string(counts.failures)},
                                             {"errors", std::to_string(counts.errors)},
                                             {"time", no_time}});
  for (const JunitSuite& suite : suites) write_suite(suite);
}

void JunitFile::write_suite(const JunitSuite& suite) {
  const AuditedIntegration& integration = audit_.integrations[suite.integration];
  const auto element = xml_.open("testsuite", {{"name", integration.name},
                                               {"tests", std::to_string(suite.counts.tests)},
                                               {"failures", std::to_string(suite.counts.failures)},
                                               {"errors", std::to_string(suite.counts.errors)},
                                               {"skipped", std::to_string(suite.counts.skipped)},
                                               {"time", no_time},
                                               {"timestamp", timestamp(audit_.generated_at)},
                                               {"hostname", integration.organization}});
  write_properties(suite);
  const std::string classname = junit_classname(integration);
  for (const Finding* finding : suite.findings) write_case(*finding, classname);
}

/// What is gone with its integration has no suite of its own, and stands in the first of the audit.
void JunitFile::write_properties(const JunitSuite& suite) {
  const AuditedIntegration& integration = audit_.integrations[suite.integration];
  const auto properties = xml_.open("properties");
  const auto write = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) xml_.element("property", {{"name", name}, {"value", value}});
  };
  write("tool", audit_.tool);
  write("collected_at", format_time(audit_.collected_at));
  if (audit_.cut_short) write("cut_short", "true");
  write("account", integration.account);
  write("owner", integration.owner);
  write("policy", integration.policy);
  const auto policy = std::ranges::find(audit_.policies, integration.policy, &AuditedPolicy::id);
  if (policy != audit_.policies.end()) write("policy_sha256", policy->sha256);
  for (const Notice& notice : audit_.notices) {
    const bool is_for_all =
        notice.integration.empty() &&
        (notice.organization.empty() || same_name(notice.organization, integration.organization));
    if (is_for_all || notice.integration == integration.name) write("notice", notice.text);
  }
  if (!audit_.baseline) return;
  write("baseline", change_sentence(*audit_.baseline));
  for (const GoneFinding& gone : audit_.baseline->gone) {
    const bool has_suite = std::ranges::find(audit_.integrations, gone.integration,
                                             &AuditedIntegration::name) != audit_.integrations.end();
    const bool is_here = has_suite ? gone.integration == integration.name : suite.integration == 0;
    if (is_here) write("gone", gone_text(gone));
  }
}

void JunitFile::write_case(const Finding& finding, std::string_view classname) {
  const AuditedRule& rule = audit_.rule_of(finding);
  const bool has_place = dialect_ == Dialect::common && !rule.file.empty();
  const std::string name = names_.name_of(finding, classname);
  const std::string line = has_place ? std::to_string(rule.line) : "";
  const XmlWriter::Attributes attributes{{"classname", classname},
                                         {"name", name},
                                         {"time", no_time},
                                         {"file", has_place ? std::string_view(rule.file) : ""},
                                         {"line", line}};
  const bool has_since = dialect_ == Dialect::common && finding.since;
  if (junit_outcome(audit_, finding) == JunitOutcome::passed && !has_since) {
    return xml_.element("testcase", attributes);
  }
  const auto element = xml_.open("testcase", attributes);
  if (has_since) {
    const auto properties = xml_.open("properties");
    xml_.element("property", {{"name", "since"}, {"value", since_text(finding)}});
  }
  write_outcome(xml_, audit_, finding);
}

void render(const Audit& audit, Dialect dialect, std::ostream& out) {
  JunitFile(audit, dialect, out).write(junit_suites(audit));
}

std::vector<ReportPart> parts(const Audit& audit, Dialect dialect) {
  const auto render_suites = [&audit, dialect](std::span<const JunitSuite> suites, std::ostream& out) {
    JunitFile(audit, dialect, out).write(suites);
  };
  std::vector<ReportPart> files;
  for (std::vector<JunitSuite>& suites : junit_files(audit, render_suites)) {
    files.push_back({.name = "", .write = [render_suites, suites = std::move(suites)](std::ostream& out) {
                       render_suites(suites, out);
                     }});
  }
  return files;
}

}  // namespace

void render_junit(const Audit& audit, std::ostream& out) {
  render(audit, Dialect::common, out);
}

void render_junit_strict(const Audit& audit, std::ostream& out) {
  render(audit, Dialect::strict, out);
}

std::vector<ReportPart> junit_parts(const Audit& audit) {
  return parts(audit, Dialect::common);
}

std::vector<ReportPart> junit_strict_parts(const Audit& audit) {
  return parts(audit, Dialect::strict);
}

}  // namespace patrol

#include "reporters/digest.h"
#include "reporters/finding_text.h"
#include "reporters/reporters.h"
#include "reporters/safe_text.h"
#include "reporters/utf8.h"
#include "reporters/xml_tree.h"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace patrol {
namespace {

/// Beyond this, Azure Pipelines cuts names on its own, and two cases become one.
constexpr std::size_t longest_name = 512;

/// No durations: the same audit must give the same bytes. Readers want the attribute all the same.
constexpr std::string_view no_time = "0.000";

enum class Dialect {
  common,  ///< what Azure Pipelines, GitLab, GitHub's publishers and Jenkins' JUnit plugin read
  strict   ///< only what the schema of Jenkins' xUnit plugin knows
};

/// What a finding is in JUnit: exactly one of these.
enum class Outcome { passed, failure, error, skipped };

Outcome outcome_of(const Audit& audit, const Finding& finding) {
  switch (finding.verdict) {
    case Verdict::pass: return Outcome::passed;
    case Verdict::fail: return audit.counts(finding) ? Outcome::failure : Outcome::skipped;
    case Verdict::inconclusive: return audit.counts(finding) ? Outcome::error : Outcome::skipped;
    case Verdict::not_applicable: return Outcome::skipped;
  }
  return Outcome::error;
}

struct Counts {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;

  void add(Outcome outcome) {
    ++tests;
    if (outcome == Outcome::failure) ++failures;
    if (outcome == Outcome::error) ++errors;
    if (outcome == Outcome::skipped) ++skipped;
  }
};

/// A dot would begin a new level in every reader's tree.
std::string without_dots(std::string text) {
  std::ranges::replace(text, '.', '_');
  return text;
}

std::string classname_of(const AuditedIntegration& integration) {
  return visible_line(without_dots(integration.organization) + "." + without_dots(integration.name));
}

/// Readers merge cases of equal class and name, so a name that is too long or was given before ends in a
/// piece of the finding's id.
class CaseNames {
 public:
  explicit CaseNames(const Audit& audit) : audit_(audit) {}

  std::string name_of(const Finding& finding, const std::string& classname) {
    const AuditedRule& rule = audit_.rule_of(finding);
    const std::string subject = subject_of(finding);
    std::string name = rule.id + " " + rule.title;
    if (!subject.empty()) name += " · " + subject;
    name = visible_line(name);
    const bool is_short = first_code_points(name, longest_name).size() == name.size();
    if (is_short && given_.emplace(classname, name).second) return name;

    const std::string mark = " #" + finding_id(audit_, finding);
    name = std::string(first_code_points(name, longest_name - mark.size())) + mark;
    given_.emplace(classname, name);
    return name;
  }

 private:
  const Audit& audit_;
  std::set<std::pair<std::string, std::string>> given_;
};

std::string skip_reason(const Audit& audit, const Finding& finding) {
  if (finding.verdict == Verdict::not_applicable) return "not applicable: " + finding.message;
  return fmt::format("{} ({}: {})", why_it_does_not_count(audit, finding), to_word(finding.verdict),
                     finding.message);
}

void append_outcome(pugi::xml_node test_case, const Audit& audit, const Finding& finding) {
  const Outcome outcome = outcome_of(audit, finding);
  if (outcome == Outcome::passed) return;
  if (outcome == Outcome::skipped) {
    // Azure Pipelines and Jenkins show the message of a skipped case and nothing else.
    pugi::xml_node skipped = test_case.append_child("skipped");
    set_attribute(skipped, "message", skip_reason(audit, finding));
    if (finding.verdict != Verdict::not_applicable) append_text(skipped, story(audit, finding));
    return;
  }
  pugi::xml_node node = test_case.append_child(outcome == Outcome::failure ? "failure" : "error");
  set_attribute(node, "message", finding.message);
  set_attribute(node, "type", to_word(audit.rule_of(finding).severity));
  append_text(node, story(audit, finding));
}

void append_case(pugi::xml_node suite, const Audit& audit, const Finding& finding, CaseNames& names,
                 Dialect dialect) {
  const AuditedRule& rule = audit.rule_of(finding);
  const std::string classname = classname_of(audit.integration_of(finding));
  pugi::xml_node test_case = suite.append_child("testcase");
  set_attribute(test_case, "classname", classname);
  set_attribute(test_case, "name", names.name_of(finding, classname));
  set_attribute(test_case, "time", no_time);
  if (dialect == Dialect::common && !rule.file.empty()) {
    set_attribute(test_case, "file", rule.file);
    set_attribute(test_case, "line", std::to_string(rule.line));
  }
  append_outcome(test_case, audit, finding);
}

void append_properties(pugi::xml_node suite, const Audit& audit, const AuditedIntegration& integration) {
  pugi::xml_node properties = suite.append_child("properties");
  const auto append = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    pugi::xml_node property = properties.append_child("property");
    set_attribute(property, "name", name);
    set_attribute(property, "value", value);
  };
  append("tool", audit.tool);
  append("collected_at", format_time(audit.collected_at));
  if (audit.cut_short) append("cut_short", "true");
  append("account", integration.account);
  append("owner", integration.owner);
  append("policy", integration.policy);
  const auto policy = std::ranges::find(audit.policies, integration.policy, &AuditedPolicy::id);
  if (policy != audit.policies.end()) append("policy_sha256", policy->sha256);
}

void set_counts(pugi::xml_node node, const Counts& counts) {
  set_attribute(node, "tests", std::to_string(counts.tests));
  set_attribute(node, "failures", std::to_string(counts.failures));
  set_attribute(node, "errors", std::to_string(counts.errors));
}

/// The form of the first JUnit schema, which has no zone; the time is UTC.
std::string timestamp(Time time) {
  std::string text = format_time(time);
  text.pop_back();
  return text;
}

using Group = std::vector<const Finding*>;

void append_suite(pugi::xml_node root, const Audit& audit, const AuditedIntegration& integration,
                  const Group& findings, CaseNames& names, Dialect dialect) {
  Counts counts;
  for (const Finding* finding : findings) counts.add(outcome_of(audit, *finding));
  pugi::xml_node suite = root.append_child("testsuite");
  set_attribute(suite, "name", integration.name);
  set_counts(suite, counts);
  set_attribute(suite, "skipped", std::to_string(counts.skipped));
  set_attribute(suite, "time", no_time);
  set_attribute(suite, "timestamp", timestamp(audit.generated_at));
  set_attribute(suite, "hostname", integration.organization);
  append_properties(suite, audit, integration);
  for (const Finding* finding : findings) append_case(suite, audit, *finding, names, dialect);
}

void render(const Audit& audit, Dialect dialect, std::ostream& out) {
  std::vector<Group> groups(audit.integrations.size());
  Counts counts;
  for (const Finding& finding : audit.findings) {
    groups[finding.integration].push_back(&finding);
    counts.add(outcome_of(audit, finding));
  }

  pugi::xml_document document;
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  set_attribute(declaration, "version", "1.0");
  set_attribute(declaration, "encoding", "UTF-8");
  pugi::xml_node root = document.append_child("testsuites");
  set_attribute(root, "name", "patrol");
  set_counts(root, counts);
  set_attribute(root, "time", no_time);
  CaseNames names(audit);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    append_suite(root, audit, audit.integrations[i], groups[i], names, dialect);
  }
  document.save(out, "  ", pugi::format_indent, pugi::encoding_utf8);
}

}  // namespace

void render_junit(const Audit& audit, std::ostream& out) {
  render(audit, Dialect::common, out);
}

void render_junit_strict(const Audit& audit, std::ostream& out) {
  render(audit, Dialect::strict, out);
}

}  // namespace patrol

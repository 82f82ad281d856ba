#include "reporters/junit_case.h"

#include "auditor/model/utf8.h"
#include "auditor/model/visible_text.h"
#include "reporters/finding_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace patrol {
namespace {

/// Beyond this, Azure Pipelines cuts names on its own, and two cases become one.
constexpr std::size_t longest_name = 512;

std::string without_dots(std::string text) {
  std::ranges::replace(text, '.', '_');
  return text;
}

}  // namespace

JunitOutcome junit_outcome(const Audit& audit, const Finding& finding) {
  using enum JunitOutcome;
  switch (finding.verdict) {
    case Verdict::pass: return passed;
    case Verdict::fail: return audit.counts(finding) ? failure : skipped;
    case Verdict::inconclusive: return audit.counts(finding) ? error : skipped;
    case Verdict::not_applicable: return skipped;
  }
  return error;
}

std::string junit_skip_reason(const Audit& audit, const Finding& finding) {
  if (finding.verdict == Verdict::not_applicable) return "not applicable: " + finding.message;
  return fmt::format("{} ({}: {})", why_it_does_not_count(audit, finding), to_word(finding.verdict),
                     finding.message);
}

void JunitCounts::add(JunitOutcome outcome) {
  ++tests;
  if (outcome == JunitOutcome::failure) ++failures;
  if (outcome == JunitOutcome::error) ++errors;
  if (outcome == JunitOutcome::skipped) ++skipped;
}

void JunitCounts::add(const JunitCounts& counts) {
  tests += counts.tests;
  failures += counts.failures;
  errors += counts.errors;
  skipped += counts.skipped;
}

std::string junit_classname(const AuditedIntegration& integration) {
  return visible_line(without_dots(integration.organization) + "." + without_dots(integration.name));
}

std::string JunitNames::name_of(const Finding& finding, std::string_view classname) {
  const AuditedRule& rule = audit_.rule_of(finding);
  const std::string subject = subject_of(finding);
  std::string name = rule.id + " " + rule.title;
  if (!subject.empty()) name += " · " + subject;
  name = visible_line(name);
  const auto key = [&] { return fmt::format("{}\n{}", classname, name); };
  const bool is_short = first_code_points(name, longest_name).size() == name.size();
  if (is_short && given_.insert(key()).second) return name;

  const std::string mark = " #" + finding_id(audit_, finding);
  name = std::string(first_code_points(name, longest_name - mark.size())) + mark;
  given_.insert(key());
  return name;
}

}  // namespace patrol

#include "reporters/headline.h"
#include "reporters/paint.h"
#include "reporters/safe_text.h"
#include "reporters/trial.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace patrol {
namespace {

std::string place_of(std::string_view file, std::size_t line) {
  return fmt::format("{}:{}", log_line(file), line);
}

std::string difference_text(const Difference& difference) {
  const std::string of = difference.of.empty() ? "" : log_line(difference.of) + ": ";
  std::string text =
      fmt::format("    {}wanted {}, got {}\n", of, log_line(difference.wanted), log_line(difference.got));
  if (!difference.detail.empty()) text += fmt::format("      {}\n", log_line(difference.detail));
  return text;
}

void render_case(const CaseResult& one, const Paint& paint, bool verbose, std::ostream& out) {
  if (one.differences.empty()) {
    if (verbose) out << "ok    " << place_of(one.file, one.line) << ": " << log_line(one.sentence) << '\n';
    return;
  }
  out << paint.verdict(Headline::Kind::fail, "FAIL") << "  " << place_of(one.file, one.line) << ": "
      << log_line(one.sentence) << '\n';
  for (const Difference& difference : one.differences) out << difference_text(difference);
  if (!one.why.empty()) out << "    why: " << log_line(one.why) << '\n';
}

/// A table of the rules, or of those that lack cases.
void render_rules(const Trial& trial, bool all, std::ostream& out) {
  std::string policy;
  for (const RuleCoverage& rule : trial.rules) {
    const bool is_shown = all || !rule.is_complete();
    if (!is_shown) continue;
    if (policy != rule.policy) {
      out << "  " << log_line(rule.policy) << '\n';
      policy = rule.policy;
    }
    out << fmt::format("    {:<28} {:>3} pass, {:>3} fail, {:>3} inconclusive", log_line(rule.rule),
                       rule.pass, rule.fail, rule.inconclusive);
    if (!rule.is_complete()) out << "; no case: " << missing_cases(rule);
    out << '\n';
  }
}

}  // namespace

void render_trial_console(const Trial& trial, const TrialConsoleOptions& options, std::ostream& out) {
  const Paint paint(options.colour);
  for (const CaseResult& one : trial.cases) render_case(one, paint, options.verbose, out);
  const std::size_t failed = trial.failed_cases();
  const bool has_lines = failed > 0 || (options.verbose && !trial.cases.empty());
  if (has_lines) out << '\n';

  const std::string cases = counted(trial.cases.size(), "case", "cases");
  const auto kind = trial.is_good() ? Headline::Kind::pass : Headline::Kind::fail;
  out << paint.verdict(kind, title_of(kind)) << ": " << cases << ", "
      << (failed == 0 ? "all as wanted" : std::to_string(failed) + " not as wanted") << '\n';
  if (trial.rules.empty()) return;
  const std::size_t incomplete = trial.incomplete_rules();
  out << fmt::format("Rules: {} of {} have a case that passes, one that fails and one without evidence\n",
                     trial.rules.size() - incomplete, trial.rules.size());
  const auto never_failed = std::ranges::count_if(
      trial.rules, [](const RuleCoverage& rule) { return rule.can_fail && rule.fail == 0; });
  if (never_failed > 0) {
    out << counted(static_cast<std::size_t>(never_failed), "rule was", "rules were")
        << " never failed by a case\n";
  }
  render_rules(trial, options.verbose, out);
}

}  // namespace patrol

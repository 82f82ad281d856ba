#include "reporters/explanation.h"

#include "auditor/model/text.h"
#include "auditor/model/visible_text.h"
#include "reporters/display_width.h"
#include "reporters/finding_text.h"
#include "reporters/headline.h"
#include "reporters/indented.h"
#include "reporters/paint.h"
#include "reporters/safe_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace patrol {
namespace {

constexpr std::size_t most_reads = 8;
constexpr std::size_t most_passes = 3;
constexpr std::size_t step = 3;  // columns of `1. `
/// What of a read says which it was; a batch of descriptors goes on for thousands of characters.
constexpr std::size_t read_width = 160;

std::string_view words_of(Verdict verdict) {
  return verdict == Verdict::not_applicable ? "not applicable" : to_word(verdict);
}

Headline::Kind kind_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass: return Headline::Kind::pass;
    case Verdict::fail: return Headline::Kind::fail;
    case Verdict::inconclusive: return Headline::Kind::inconclusive;
    case Verdict::not_applicable: return Headline::Kind::nothing;
  }
  return Headline::Kind::nothing;
}

class Story {
 public:
  Story(const Explanation& explanation, const ExplanationOptions& options, std::ostream& out)
      : explanation_(explanation),
        audit_(explanation.audit),
        options_(options),
        paint_(options.colour),
        out_(out) {}

  void tell(const Finding& finding) {
    tell_title(finding);
    number_ = 0;
    tell_question(finding);
    if (finding.verdict != Verdict::not_applicable) {
      tell_reads(finding);
      tell_evidence(finding);
    }
    begin("What follows");
    line(fmt::format("{}: {}", words_of(finding.verdict), finding.message));
    const std::string why = why_it_does_not_count(audit_, finding);
    if (!why.empty()) line("not counted: " + why);
    tell_change(finding);
    out_ << '\n';
  }

  void tell_notices() {
    if (audit_.notices.empty()) return;
    out_ << paint_.heading("Notices") << '\n';
    for (const Notice& notice : audit_.notices) line(notice_text(notice));
  }

 private:
  void line(std::string_view text, std::size_t margin = step) {
    write_indented(out_, text, margin, options_.width);
  }

  /// Whole, to be copied.
  void whole(std::string_view text) { out_ << std::string(step, ' ') << log_line(text) << '\n'; }

  void begin(std::string_view heading) {
    out_ << paint_.heading(fmt::format("{}. {}", ++number_, heading)) << '\n';
  }

  void tell_title(const Finding& finding) {
    const AuditedRule& rule = audit_.rule_of(finding);
    std::string subject = subject_of(finding);
    if (!subject.empty()) subject = ", " + subject;
    const std::string title =
        log_line(fmt::format("{}, {}{}", audit_.integration_of(finding).name, rule.id, subject));
    out_ << paint_.heading(title) << ": "
         << paint_.verdict(kind_of(finding.verdict), words_of(finding.verdict))
         << (finding.waiver ? ", waived" : "")
         << fmt::format(" ({}, {})\n", to_word(rule.severity), to_word(rule.need));
    line(rule.title, 0);
    out_ << '\n';
  }

  void tell_question(const Finding& finding) {
    const AuditedRule& rule = audit_.rule_of(finding);
    const AuditedIntegration& integration = audit_.integration_of(finding);
    begin("What was asked");
    line(fmt::format("rule: {} in {}:{}{}", explanation_.mode, rule.file, rule.line,
                     explanation_.condition.empty() ? "" : ", " + explanation_.condition));
    line(fmt::format("integration: {}:{}, switched on: {}", integration.file, integration.line,
                     explanation_.switched_on.empty() ? "nothing" : join_words(explanation_.switched_on)));
    line(fmt::format("account: {} in {}", integration.account, integration.organization));
    if (!finding.expected.empty()) line("expected: " + finding.expected);
  }

  void tell_reads(const Finding& finding) {
    begin("Which reads answered");
    if (finding.grade) line("evidence about the token: " + grade_text(finding));
    if (finding.reads.empty()) line("none: the files alone decide it, or nothing could be read");
    const std::size_t shown =
        options_.all_reads ? finding.reads.size() : std::min(finding.reads.size(), most_reads);
    for (std::size_t i = 0; i < shown; ++i) {
      const Read& read = audit_.reads[finding.reads[i]];
      whole(options_.all_reads ? read_text(read) : short_text(read));
    }
    if (shown < finding.reads.size()) {
      line(fmt::format("and {} more (--verbose shows them)", finding.reads.size() - shown));
    }
  }

  static std::string short_text(const Read& read) {
    return fmt::format("{} {}: {}", read.method, cut_to_width(visible_line(read.url), read_width),
                       outcome_text(read));
  }

  /// Each step of the path on a line, deeper than the one before.
  void tell_path(const Finding& finding, std::size_t margin) {
    for (std::size_t i = 0; i < finding.path.size(); ++i) {
      line((i == 0 ? "" : "→ ") + finding.path[i], margin + 2 * i);
    }
  }

  void tell_evidence(const Finding& finding) {
    begin("What they say");
    if (explanation_.parts.empty()) {
      if (!finding.observed.empty()) line("observed: " + finding.observed);
      tell_path(finding, step);
      if (finding.observed.empty() && finding.path.empty()) line("not enough to decide");
      return;
    }
    for (const RulePart& part : explanation_.parts) {
      const std::size_t margin = step + 2 * part.depth;
      if (!part.rule) {
        line(part.join + ":", margin);
        continue;
      }
      const Finding* asked = find_part(finding, *part.rule);
      if (asked == nullptr) continue;
      line(fmt::format("{}: {}: {}", to_word(asked->verdict), asked->expected, asked->message), margin);
      tell_path(*asked, margin + 2);
    }
  }

  /// What the part came out as for the same subject.
  const Finding* find_part(const Finding& of, std::size_t rule) const {
    const auto found = std::ranges::find_if(audit_.findings, [&](const Finding& finding) {
      return finding.rule == rule && finding.project == of.project && finding.resource == of.resource;
    });
    return found == audit_.findings.end() ? nullptr : &*found;
  }

  void tell_change(const Finding& finding) {
    begin("What would change it");
    if (finding.verdict == Verdict::not_applicable) {
      line("the features or the variant that the integration file switches on");
    } else if (finding.verdict == Verdict::pass) {
      line(finding.path.empty() ? "nothing needs to change: it holds as long as what was observed stays"
                                : "nothing needs to change: it rests on the path above, step by step");
    }
    const Remediation& remediation = remediation_of(finding);
    for (const std::string& each : remediation.advice.each()) line(each);
    for (const std::string& each : remediation.call.each()) whole(each);
    for (const std::string& each : remediation.may_break.each()) line("may break: " + each);
  }

  const Explanation& explanation_;
  const Audit& audit_;
  const ExplanationOptions& options_;
  Paint paint_;
  std::ostream& out_;
  int number_ = 0;
};

/// Failures, then what could not be decided, then the rest.
int order_of(const Finding* finding) {
  switch (finding->verdict) {
    case Verdict::fail: return 0;
    case Verdict::inconclusive: return 1;
    case Verdict::pass: return 2;
    case Verdict::not_applicable: return 3;
  }
  return 3;
}

}  // namespace

void render_explanation(const Explanation& explanation, const ExplanationOptions& options,
                        std::ostream& out) {
  std::vector<const Finding*> findings;
  for (const Finding& finding : explanation.audit.findings) {
    const bool is_meant = options.project.empty() || same_name(finding.project.value_or(""), options.project);
    if (finding.rule == 0 && is_meant) findings.push_back(&finding);
  }
  std::ranges::stable_sort(findings, {}, order_of);
  Story story(explanation, options, out);
  std::size_t passes = 0;
  for (const Finding* finding : findings) {
    const bool is_pass = finding->verdict == Verdict::pass;
    if (is_pass && ++passes > most_passes) continue;
    story.tell(*finding);
  }
  if (passes > most_passes) {
    out << "and " << counted(passes - most_passes, "more that passes", "more that pass")
        << " (--project NAME shows one)\n";
  }
  story.tell_notices();
}

}  // namespace patrol

#include "reporters/preflight.h"

#include "auditor/model/text.h"
#include "reporters/headline.h"
#include "reporters/indented.h"
#include "reporters/paint.h"
#include "reporters/safe_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {
namespace {

using Answer = PreflightRule::Answer;

struct Section {
  Answer answer;
  std::string_view heading;
};
constexpr std::array sections{
    Section{Answer::refused, "Can not be decided with this credential"},
    Section{Answer::failed, "Could not be tried: no usable answer"},
    Section{Answer::depends, "Can be read; whether it is decided depends on the account"},
    Section{Answer::decided, "Can be decided"},
    Section{Answer::not_switched_on, "Not tried: it applies to no integration"},
};

class PreflightText {
 public:
  PreflightText(const PreflightOptions& options, std::ostream& out)
      : options_(options), paint_(options.colour), out_(out) {}

  void write(const PreflightOrganization& organization) {
    std::string who = organization.auditor.empty() ? "nobody knows whom" : organization.auditor;
    if (!organization.why_unknown.empty()) who += " (" + organization.why_unknown + ")";
    out_ << paint_.heading(log_line(organization.name)) << ", read as " << log_line(who) << ", in "
         << counted(organization.requests, "request", "requests") << "\n";
    for (const Section& section : sections) write_rules(organization, section);
    write_auditor(organization);
    out_ << '\n';
  }

 private:
  void line(std::string_view text, std::size_t margin) { write_indented(out_, text, margin, options_.width); }

  void heading(std::string_view text) { out_ << '\n' << paint_.heading(text) << '\n'; }

  /// Rules of one policy on a line; gaps below those that share them.
  void write_rules(const PreflightOrganization& organization, const Section& section) {
    std::map<std::vector<Gap>, std::map<std::string, std::vector<std::string>>> by_gaps;
    for (const PreflightRule& rule : organization.rules) {
      if (rule.answer == section.answer) by_gaps[rule.gaps][rule.policy].push_back(rule.rule);
    }
    if (by_gaps.empty()) return;
    heading(section.heading);
    for (const auto& [gaps, policies] : by_gaps) {
      for (const auto& [policy, rules] : policies) line(policy + ": " + join_words(rules), 2);
      for (const Gap& gap : gaps) {
        line("not known: " + gap.what + ": " + gap.reason, 4);
        if (!gap.grant.empty()) line("to do: " + gap.grant, 4);
      }
    }
  }

  void write_auditor(const PreflightOrganization& organization) {
    heading("The credential itself");
    if (!organization.needed.empty()) line("needed scopes: " + join_words(organization.needed), 2);
    if (organization.auditor_checks.empty()) line("whose it is could not be read", 2);
    for (const AuditorCheck& check : organization.auditor_checks) {
      line(fmt::format("{}: {}: {}", to_word(check.verdict), check.title, check.message), 2);
      for (const std::string& step : check.advice.each()) line("to do: " + step, 4);
    }
  }

  const PreflightOptions& options_;
  Paint paint_;
  std::ostream& out_;
};

}  // namespace

void render_preflight(const Preflight& preflight, const PreflightOptions& options, std::ostream& out) {
  PreflightText page(options, out);
  for (const PreflightOrganization& organization : preflight.organizations) page.write(organization);
  const bool is_good = preflight.is_good();
  const bool is_accepted = std::ranges::all_of(preflight.organizations, &PreflightOrganization::is_accepted);
  out << Paint(options.colour)
             .verdict(is_good ? Headline::Kind::pass : Headline::Kind::inconclusive,
                      is_good ? "Ready" : "Not ready")
      << ": "
      << (is_good        ? "the credential can decide every rule that is switched on\n"
          : !is_accepted ? "the credential is not accepted, see above\n"
                         : "some rules would be inconclusive for want of a right, see above\n");
}

}  // namespace patrol

#include "reporters/ending_waivers.h"
#include "reporters/finding_text.h"
#include "reporters/headline.h"
#include "reporters/holdings_text.h"
#include "reporters/markdown_text.h"
#include "reporters/reporters.h"
#include "reporters/roll_up_text.h"
#include "reporters/selection.h"
#include "reporters/trend_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {
namespace {

/// GitHub takes comments of 65,536 characters and GitLab of a million; Azure DevOps 150,000.
constexpr std::size_t most_bytes = 60'000;
/// For the sentences that say what was left out.
constexpr std::size_t reserved_bytes = 1'000;
constexpr std::size_t most_gaps = 12;
constexpr std::size_t longest_field = 300;
constexpr std::size_t longest_name = 80;

std::string name_cell(std::string_view name) {
  return markdown_code(shortened(name, longest_name));
}

std::string text_cell(std::string_view text) {
  return markdown_text(shortened(text, longest_field));
}

/// The page so far, and what still fits.
class Page {
 public:
  explicit Page(std::ostream& out) : out_(out) {}

  void write(std::string_view text) {
    out_ << text;
    written_ += text.size();
  }

  /// A table of as many rows as fit, and how many more there are.
  template <class Range, class Row>
  void table(std::string_view title, std::string_view head, const Range& items, Row row,
             std::size_t most = most_bytes) {
    if (items.empty()) return;
    const std::string begin = fmt::format("\n### {} ({})\n\n{}\n", title, items.size(), head);
    std::size_t shown = 0;
    for (const auto& item : items) {
      const std::string line = (shown == 0 ? begin : "") + row(item) + "\n";
      if (shown == most || written_ + line.size() + reserved_bytes > most_bytes) break;
      write(line);
      ++shown;
    }
    if (shown == items.size()) return;
    // A table ends with an empty line, so a sentence of its own begins after it.
    write(fmt::format("\n{}: {} more are left out here; the other reports hold all of them.\n", title,
                      items.size() - shown));
  }

 private:
  std::ostream& out_;
  std::size_t written_ = 0;
};

void write_head(Page& page, const Audit& audit) {
  const Headline told = headline(audit);
  page.write(fmt::format("## patrol: {}\n\n{}\n\n", title_of(told.kind), told.sentence));
  page.write(fmt::format(
      "{} in {}, evidence of {}.\n\n", counted(audit.integrations.size(), "integration", "integrations"),
      counted(audit.organizations.size(), "organization", "organizations"), moment_text(audit.collected_at)));
  const Totals& totals = audit.totals;
  page.write(
      fmt::format("| failed | inconclusive | waived | passed | not applicable |\n"
                  "|--:|--:|--:|--:|--:|\n| {} | {} | {} | {} | {} |\n",
                  totals.fail, totals.inconclusive, totals.waived, totals.pass, totals.not_applicable));
  if (audit.baseline) page.write("\n" + change_sentence(*audit.baseline) + "\n");
  if (audit.trend) {
    for (const std::string& line : trend_summary(*audit.trend)) page.write("\n" + text_cell(line) + "\n");
  }
  const std::string ending = ending_waivers_sentence(audit);
  if (!ending.empty()) page.write("\n" + ending + "\n");
}

constexpr std::size_t most_organizations = 60;
constexpr std::size_t most_rows = 60;

void write_organizations(Page& page, const RollUp& rolled) {
  std::vector<const OrganizationResult*> results;
  for (const std::size_t place : worst_first(rolled)) results.push_back(&rolled.organizations[place]);
  page.table(
      "Organizations",
      "| organization | verdict | failed | inconclusive | passed | read |\n|---|---|--:|--:|--:|---|",
      results,
      [](const OrganizationResult* result) {
        const std::string failures = failures_text(result->tally);
        const std::string unread = unread_text(*result);
        return fmt::format("| {} | {} | {}{} | {} | {} | {}{} |", name_cell(result->name),
                           to_word(result->standing), result->tally.totals.fail,
                           failures.empty() ? "" : " (" + failures + ")", result->tally.totals.inconclusive,
                           result->tally.totals.pass, to_word(result->extent),
                           unread.empty() ? "" : ": " + text_cell(unread));
      },
      most_organizations);
}

/// The organizations in which the integrations of the row come to that: `fabrikam, contoso and 40 more`.
std::string names_cell(const RollUp& rolled, const SideBySide& row, std::span<const Standing> standings) {
  constexpr std::size_t most_names = 6;
  std::vector<std::string> names;
  std::size_t more = 0;
  for (const auto& [place, integrations] : row.integrations) {
    if (std::ranges::find(standings, worst_of(rolled, integrations).standing) == standings.end()) continue;
    if (names.size() < most_names) {
      names.push_back(name_cell(rolled.organizations[place].name));
    } else {
      ++more;
    }
  }
  return fmt::format("{}{}", fmt::join(names, ", "), more == 0 ? "" : fmt::format(" and {} more", more));
}

void write_side_by_side(Page& page, const Audit& audit, const RollUp& rolled) {
  constexpr std::array failing{Standing::fail};
  constexpr std::array unknown{Standing::inconclusive};
  constexpr std::array other{Standing::nothing_counts, Standing::nothing_new, Standing::nothing};
  constexpr std::array holding{Standing::pass};
  page.table(
      "The same integration side by side",
      "| integration | fails in | inconclusive in | passes in | nothing that counts in "
      "|\n|---|---|---|---|---|",
      rolled.side_by_side,
      [&](const SideBySide& row) {
        return fmt::format("| {} | {} | {} | {} | {} |", text_cell(name_of(audit, row)),
                           names_cell(rolled, row, failing), names_cell(rolled, row, unknown),
                           names_cell(rolled, row, holding), names_cell(rolled, row, other));
      },
      most_rows);
}

std::string tag_of(const Audit& audit, const Finding& finding) {
  std::string tag;
  if (finding.since && finding.since->change != Change::unchanged) {
    tag += fmt::format("**{}** ", to_word(finding.since->change));
  }
  if (!audit.counts(finding) && !finding.waiver) tag += "*not counted* ";
  return tag;
}

/// The head of a table of findings; with a baseline it has a column for the day on which they were first
/// seen.
std::string finding_head(const Audit& audit, std::string_view last) {
  const bool has_day = audit.baseline.has_value();
  return fmt::format("| severity | integration | rule | what was found |{} {} |\n|---|---|---|---|{}---|",
                     has_day ? " first seen |" : "", last, has_day ? "---|" : "");
}

std::string finding_row(const Audit& audit, const Finding& finding, std::string_view last) {
  const AuditedRule& rule = audit.rule_of(finding);
  const std::string subject = subject_of(finding);
  std::string day;
  if (audit.baseline) day = finding.since ? " " + format_date(finding.since->first_seen) + " |" : " |";
  return fmt::format("| {} | {} | {}{} | {}{} |{} {} |", to_word(rule.severity),
                     name_cell(audit.integration_of(finding).name), name_cell(rule.id),
                     subject.empty() ? "" : " " + name_cell(subject), tag_of(audit, finding),
                     text_cell(finding.message), day, last);
}

void write_findings(Page& page, const Audit& audit) {
  const std::string head = finding_head(audit, "what to do");
  const auto with_advice = [&](const Finding* finding) {
    return finding_row(audit, *finding, text_cell(remediation_of(*finding).advice.first()));
  };
  page.table("Failed", head, failures(audit), with_advice);
  page.table("Inconclusive", head, inconclusive(audit), with_advice);
}

void write_waived(Page& page, const Audit& audit) {
  page.table("Waived", finding_head(audit, "until, and why"), waived(audit), [&](const Finding* finding) {
    const Waiver& waiver = *finding->waiver;
    return finding_row(audit, *finding, format_date(waiver.expires) + " " + text_cell(waiver.reason));
  });
}

void write_gaps(Page& page, const Audit& audit) {
  page.table(
      "What could not be read", "| findings | not known | why | to settle it |\n|--:|---|---|---|",
      gaps_by_weight(audit),
      [](const AuditedGap* gap) {
        return fmt::format("| {} | {} | {} | {} |", gap->findings, text_cell(gap->gap.what),
                           text_cell(gap->gap.reason), text_cell(gap->gap.grant));
      },
      most_gaps);
}

void write_tokens(Page& page, const Audit& audit) {
  page.table("Tokens that end within 30 days or are for all organizations",
             "| token | account | ends | used by |\n|---|---|---|---|", urgent_tokens(audit),
             [&](const AuditedToken* token) {
               return fmt::format("| {} | {} | {} | {} |", name_cell(name_of(*token)),
                                  name_cell(token->account), end_text(audit, *token),
                                  text_cell(fmt::format("{}", fmt::join(token->integrations, ", "))));
             });
}

void write_excess(Page& page, const Audit& audit) {
  page.table("Held without need",
             "| severity | account | what it holds | what that allows | what to do |\n|---|---|---|---|---|",
             excess_by_severity(audit), [](const Excess* excess) {
               return fmt::format("| {} | {} | {} | {} | {} |", to_word(excess->severity),
                                  name_cell(excess->account), name_cell(excess->what),
                                  text_cell(excess->allows), text_cell(excess->remediation.first()));
             });
}

/// What of the accounts was not held against the need, or could not be.
void write_not_compared(Page& page, const Audit& audit) {
  std::map<std::string_view, std::vector<std::string>> accounts;
  for (const AuditedAccount& account : audit.accounts) {
    for (const auto* things : {&account.unknown, &account.not_compared}) {
      for (const std::string& thing : *things) accounts[thing].push_back(account.account);
    }
  }
  page.table("Not held against the need", "| what | of |\n|---|---|", accounts, [](const auto& entry) {
    const auto& [what, names] = entry;
    const std::string more = names.size() > 1 ? fmt::format(" and {} more", names.size() - 1) : std::string();
    return fmt::format("| {} | {}{} |", text_cell(what), name_cell(names.front()), more);
  });
}

void write_gone(Page& page, const Audit& audit) {
  if (!audit.baseline) return;
  page.table("Gone since the baseline", "| severity | what is told no more |\n|---|---|",
             audit.baseline->gone, [](const GoneFinding& gone) {
               return fmt::format("| {} | {} |", to_word(gone.severity), text_cell(gone_text(gone)));
             });
}

void write_notices(Page& page, const Audit& audit) {
  std::vector<const Notice*> notices;
  notices.reserve(audit.notices.size());
  for (const Notice& notice : audit.notices) notices.push_back(&notice);
  page.table("Notices", "| of | notice |\n|---|---|", notices, [](const Notice* notice) {
    const std::string& who = notice->integration.empty() ? notice->organization : notice->integration;
    return fmt::format("| {} | {} |", who.empty() ? "" : name_cell(who), text_cell(notice->text));
  });
}

}  // namespace

void render_markdown(const Audit& audit, std::ostream& out) {
  Page page(out);
  write_head(page, audit);
  const RollUp rolled = roll_up(audit);
  if (rolled.has_many()) {
    write_organizations(page, rolled);
    write_side_by_side(page, audit, rolled);
  }
  write_gaps(page, audit);
  write_findings(page, audit);
  write_tokens(page, audit);
  write_excess(page, audit);
  write_not_compared(page, audit);
  write_waived(page, audit);
  write_gone(page, audit);
  write_notices(page, audit);
  page.write(fmt::format("\n{}; judged as of {}.\n", markdown_text(shortened(audit.tool, longest_name)),
                         moment_text(audit.generated_at)));
}

}  // namespace patrol

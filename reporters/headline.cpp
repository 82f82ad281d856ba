#include "reporters/headline.h"

#include <fmt/format.h>

#include <algorithm>

namespace patrol {
namespace {

std::string pass_sentence(const Totals& totals) {
  if (totals.waived == 0) return "Every rule holds, on evidence that was read.";
  return "No failure counts; " + counted(totals.waived, "is waived.", "are waived.");
}

/// `2 findings fail, and 1 could not be decided`
std::string open_text(std::size_t failed, std::size_t undecided) {
  if (failed == 0) return counted(undecided, "finding", "findings") + " could not be decided";
  std::string text = counted(failed, "finding fails", "findings fail");
  if (undecided > 0) text += fmt::format(", and {} could not be decided", undecided);
  return text;
}

std::string uncounted_sentence(const Audit& audit, Headline::Kind kind) {
  const Totals& totals = audit.totals;
  const std::string open = open_text(totals.fail, totals.inconclusive);
  std::string text =
      kind == Headline::Kind::nothing_new
          ? fmt::format("Nothing is new or worse. As before, {}.", open)
          : fmt::format("Nothing counts: {}, but what is recommended{} does not count.", open,
                        audit.baseline && audit.baseline->only_new_counts ? ", below the bar or not new"
                                                                          : " or below the bar");
  if (totals.waived > 0) text += " " + counted(totals.waived, "failure is waived.", "failures are waived.");
  return text;
}

/// Beside what does count.
std::string not_counted(const Audit& audit) {
  const Totals& totals = audit.totals;
  const std::size_t left =
      totals.fail + totals.inconclusive - totals.counting_failures - totals.counting_inconclusive;
  if (left == 0) return {};
  const bool only_new = audit.baseline && audit.baseline->only_new_counts;
  return fmt::format(" {} {}, and not counted.", counted(left, "more finding is", "more findings are"),
                     only_new ? "recommended, below the bar or not new" : "recommended or below the bar");
}

/// Of many, those that say nothing; one alone is told by its gaps.
std::string unread_organizations(const Audit& audit) {
  const RollUp rolled = roll_up(audit);
  if (!rolled.has_many() || rolled.unread() == 0) return {};
  return fmt::format("{} of {} organizations could not be read at all.", rolled.unread(),
                     rolled.organizations.size());
}

}  // namespace

std::string counted(std::size_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", number, number == 1 ? one : many);
}

std::string unread_sentence(const Audit& audit) {
  const auto was_answered = [](const Read& read) { return read.status == 200; };
  if (audit.totals.inconclusive == 0) return {};
  if (std::ranges::any_of(audit.reads, was_answered)) return unread_organizations(audit);
  if (!audit.reads.empty()) {
    return fmt::format(
        "Nothing could be read: {} failed.",
        audit.reads.size() == 1 ? "the one request" : fmt::format("each of {} requests", audit.reads.size()));
  }
  const auto needs_credential = [](const AuditedGap& gap) { return gap.gap.kind == Gap::Kind::unauthorized; };
  return std::ranges::any_of(audit.gaps, needs_credential)
             ? "Nothing could be read: there was no credential to ask with."
             : "";
}

Headline headline(const Audit& audit) {
  const Headline::Kind kind = standing_of(audit);
  const std::size_t open = audit.totals.counting_inconclusive;
  std::string sentence;
  switch (kind) {
    case Headline::Kind::fail:
      sentence = open_text(audit.totals.counting_failures, open) + '.' + not_counted(audit);
      break;
    case Headline::Kind::inconclusive:
      sentence = (open > 0 ? open_text(0, open) + ": the evidence could not be read, or is not enough."
                           : "No failure counts, but not everything was " +
                                 std::string(audit.cut_short ? "asked." : "read.")) +
                 not_counted(audit);
      break;
    case Headline::Kind::nothing_new:
    case Headline::Kind::nothing_counts: sentence = uncounted_sentence(audit, kind); break;
    case Headline::Kind::pass: sentence = pass_sentence(audit.totals); break;
    case Headline::Kind::nothing:
      sentence = "No rule concerned any integration, so nothing was decided.";
      break;
  }
  if (audit.cut_short) sentence += " The collection was cut short.";
  const std::string unread = unread_sentence(audit);
  return {.kind = kind, .sentence = unread.empty() ? sentence : unread + " " + sentence};
}

std::string_view title_of(Headline::Kind kind) {
  switch (kind) {
    case Headline::Kind::pass: return "Pass";
    case Headline::Kind::fail: return "Fail";
    case Headline::Kind::inconclusive: return "Inconclusive";
    case Headline::Kind::nothing_new: return "Nothing new";
    case Headline::Kind::nothing_counts: return "Nothing that counts";
    case Headline::Kind::nothing: return "Nothing applies";
  }
  return {};
}

std::string totals_text(const Totals& totals) {
  return fmt::format("{} failed, {} inconclusive, {} passed, {} waived, {} not applicable", totals.fail,
                     totals.inconclusive, totals.pass, totals.waived, totals.not_applicable);
}

std::string moment_text(Time time) {
  const std::string iso = format_time(time);
  const std::size_t clock = iso.ends_with(":00Z") ? 5 : 8;
  return iso.substr(0, 10) + ' ' + iso.substr(11, clock) + " UTC";
}

}  // namespace patrol

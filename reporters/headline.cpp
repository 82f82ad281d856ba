#include "reporters/headline.h"

#include <fmt/format.h>

namespace patrol {
namespace {

Headline::Kind kind_of(const Audit& audit) {
  if (audit.totals.counting_failures > 0) return Headline::Kind::fail;
  if (exit_code(audit) != 0) return Headline::Kind::inconclusive;
  const Totals& totals = audit.totals;
  return totals.all() == totals.not_applicable ? Headline::Kind::nothing : Headline::Kind::pass;
}

std::string pass_sentence(const Totals& totals) {
  if (totals.fail + totals.inconclusive + totals.waived == 0) {
    return "Every rule holds, on evidence that was read.";
  }
  if (totals.waived == 0) return "No failure counts.";
  return "No failure counts; " + counted(totals.waived, "is waived.", "are waived.");
}

std::string not_counted(const Audit& audit) {
  const Totals& totals = audit.totals;
  const std::size_t left =
      totals.fail + totals.inconclusive - totals.counting_failures - totals.counting_inconclusive;
  if (left == 0) return {};
  const bool only_new = audit.baseline && audit.baseline->only_new_counts;
  return fmt::format(" {} {}, and not counted.", counted(left, "more finding is", "more findings are"),
                     only_new ? "recommended, below the bar or not new" : "recommended or below the bar");
}

}  // namespace

std::string counted(std::size_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", number, number == 1 ? one : many);
}

Headline headline(const Audit& audit) {
  const Headline::Kind kind = kind_of(audit);
  const std::size_t open = audit.totals.counting_inconclusive;
  std::string sentence;
  switch (kind) {
    case Headline::Kind::fail:
      sentence = counted(audit.totals.counting_failures, "finding fails", "findings fail");
      if (open > 0) sentence += fmt::format(", and {} could not be decided", open);
      sentence += '.';
      break;
    case Headline::Kind::inconclusive:
      sentence = open > 0 ? counted(open, "finding", "findings") +
                                " could not be decided: the evidence could not be read, or is not enough."
                          : "No failure counts, but not everything was asked.";
      break;
    case Headline::Kind::pass: sentence = pass_sentence(audit.totals); break;
    case Headline::Kind::nothing:
      sentence = "No rule concerned any integration, so nothing was decided.";
      break;
  }
  if (audit.cut_short) sentence += " The collection was cut short.";
  return {.kind = kind, .sentence = sentence + not_counted(audit)};
}

std::string_view title_of(Headline::Kind kind) {
  switch (kind) {
    case Headline::Kind::pass: return "Pass";
    case Headline::Kind::fail: return "Fail";
    case Headline::Kind::inconclusive: return "Inconclusive";
    case Headline::Kind::nothing: return "Nothing audited";
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

#include "reporters/history_text.h"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <sstream>

namespace patrol {
namespace {

using testing::HasSubstr;
using testing::Not;

const PastAudit night{.id = 17,
                      .tool = "patrol 0.1.0",
                      .numbers = {.at = *parse_time("2026-11-23T09:00:00Z"),
                                  .integrations = 2,
                                  .pass = 7,
                                  .fail = 1,
                                  .cut_short = true},
                      .not_applicable = 3};

PastFinding finding(const std::string& rule, Verdict verdict, Severity severity, bool waived = false) {
  return {.name = {"contoso", "flow", "policy", rule, "Shop", {}},
          .title = "Title",
          .severity = severity,
          .verdict = verdict,
          .waived = waived,
          .message = verdict == Verdict::pass ? "" : "message of " + rule};
}

TEST(HistoryText, IsATableOfAudits) {
  std::ostringstream out;
  render_history(std::vector{night}, {.width = 0}, out);
  EXPECT_EQ(out.str(),
            "   id  time                     compliance  passed  failed  inconclusive  waived  integrations\n"
            "   17  2026-11-23 09:00 UTC         87.5 %       7       1             0       0             2  "
            "cut short\n");
}

TEST(HistoryText, SaysWhereThereIsNone) {
  std::ostringstream out;
  render_history({}, {}, out);
  EXPECT_EQ(out.str(), "No audit was appended yet.\n");
}

std::string shown(ConsoleOptions options) {
  const std::vector<PastFinding> findings{
      finding("a", Verdict::pass, Severity::high), finding("b", Verdict::inconclusive, Severity::critical),
      finding("c", Verdict::fail, Severity::critical, true), finding("d", Verdict::fail, Severity::low),
      finding("e", Verdict::fail, Severity::high)};
  std::ostringstream out;
  render_past_audit(night, findings, options, out);
  return out.str();
}

TEST(HistoryText, TellsWhatFailedInAnAudit) {
  EXPECT_EQ(shown({.width = 0}),
            "Audit 17 of 2026-11-23 09:00 UTC, patrol 0.1.0: 2 integrations\n"
            "1 failed, 0 inconclusive, 7 passed, 0 waived, 3 not applicable; 87.5 % of the findings pass\n"
            "The collection was cut short: not everything was asked.\n"
            "\n"
            "fail          high      contoso flow e [Shop]: message of e\n"
            "fail          low       contoso flow d [Shop]: message of d\n"
            "waived        critical  contoso flow c [Shop]: message of c\n"
            "inconclusive  critical  contoso flow b [Shop]: message of b\n");
}

TEST(HistoryText, TellsEverythingWhereAsked) {
  EXPECT_THAT(shown({.width = 0, .detail = ConsoleOptions::Detail::verbose}),
              HasSubstr("pass          high      contoso flow a [Shop]: Title\n"));
}

TEST(HistoryText, ShowsAFindingOfAResource) {
  EXPECT_EQ(name_text({"o", "i", "p", "r", "Shop", "repo"}), "o i r [Shop/repo]");
  EXPECT_EQ(name_text({"o", "i", "p", "r", {}, "repo"}), "o i r [repo]");
  EXPECT_EQ(name_text({"o", "i", "p", "r", {}, {}}), "o i r");
}

}  // namespace
}  // namespace patrol

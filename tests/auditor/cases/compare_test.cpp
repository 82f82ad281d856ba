#include "auditor/cases/compare.h"

#include <gtest/gtest.h>

namespace patrol::cases {
namespace {

/// The integration `case` with one finding of the rule `readers` in Website, which fails.
Audit failing_audit() {
  Audit audit;
  audit.integrations = {{.name = "case"}};
  audit.rules = {{.policy = "p", .id = "readers"}, {.policy = "p", .id = "active"}};
  audit.findings = {{.integration = 0,
                     .rule = 0,
                     .project = "Website",
                     .verdict = Verdict::fail,
                     .message = "svc is not in Readers",
                     .path = {"svc", "Bots", "Owners"}},
                    {.integration = 0, .rule = 1, .verdict = Verdict::pass, .message = "svc is active"}};
  audit.notices = {{"contoso", "case", "set aside: old"}};
  return audit;
}

Case wanting(std::vector<Wanted> wanted) {
  Case one;
  one.integrations.push_back({.name = "case"});
  one.wanted = std::move(wanted);
  return one;
}

std::vector<Difference> differences(std::vector<Wanted> wanted) {
  return compare(wanting(std::move(wanted)), failing_audit()).differences;
}

TEST(Compare, IsContentWithWhatIsWanted) {
  EXPECT_TRUE(differences({{.rule = "readers",
                            .place = "website",
                            .verdict = Verdict::fail,
                            .says = {"Readers", "svc"},
                            .through = {"svc", "Owners"}}})
                  .empty());
}

TEST(Compare, ShowsAnotherVerdictWithItsMessage) {
  EXPECT_EQ(differences({{.rule = "readers", .verdict = Verdict::pass}}),
            (std::vector<Difference>{{"readers · Website", "pass", "fail", "svc is not in Readers"}}));
}

TEST(Compare, MissesAPartOfTheMessage) {
  EXPECT_EQ(differences({{.rule = "readers", .verdict = Verdict::fail, .says = {"Writers"}}}),
            (std::vector<Difference>{{"readers · Website", "fail, saying “Writers”",
                                      "a message without “Writers”", "svc is not in Readers"}}));
}

TEST(Compare, WantsTheStepsOfAPathInTheirOrder) {
  EXPECT_EQ(differences({{.rule = "readers", .verdict = Verdict::fail, .through = {"Owners", "Bots"}}}),
            (std::vector<Difference>{{"readers · Website", "fail, through Owners and Bots",
                                      "the path svc → Bots → Owners", "svc is not in Readers"}}));
}

TEST(Compare, MissesAFindingOfAnotherProject) {
  EXPECT_EQ(differences({{.rule = "readers", .place = "Mobile", .verdict = Verdict::fail}}),
            (std::vector<Difference>{
                {"readers · Mobile", "fail", "no such finding", "there are findings for: Website"}}));
}

TEST(Compare, TellsWhatIsSaidOfNoProjectFromTheOthers) {
  EXPECT_TRUE(differences({{.rule = "active", .place = "no project", .verdict = Verdict::pass}}).empty());
  EXPECT_EQ(differences({{.rule = "readers", .place = "no project", .verdict = Verdict::fail}}),
            (std::vector<Difference>{
                {"readers · no project", "fail", "no such finding", "there are findings for: Website"}}));
}

TEST(Compare, HoldsTheOthersToo) {
  Case one = wanting({{.rule = "active", .verdict = Verdict::pass}});
  one.others_pass = true;
  EXPECT_EQ(compare(one, failing_audit()).differences,
            (std::vector<Difference>{
                {"readers · Website", "pass, as all others", "fail", "svc is not in Readers"}}));
}

TEST(Compare, WantsNotices) {
  Case one = wanting({});
  one.notices = {"set aside", "cut short"};
  EXPECT_EQ(compare(one, failing_audit()).differences,
            (std::vector<Difference>{{"", "a notice saying “cut short”", "others", "set aside: old"}}));
}

TEST(Compare, WantsAllExcessAndNoOther) {
  Audit audit = failing_audit();
  audit.excess = {{.what = "[contoso]\\Tools"}, {.what = "[Shop]\\Readers"}};
  const auto compared = [&](std::vector<std::string> parts) {
    Case one = wanting({});
    one.excess = std::move(parts);
    return compare(one, audit).differences;
  };
  const std::string told = "[contoso]\\Tools and [Shop]\\Readers";
  EXPECT_EQ(compared({"Readers", "Tools"}), std::vector<Difference>{});
  EXPECT_EQ(compared({}), (std::vector<Difference>{{"", "no excess", told, ""}}));
  EXPECT_EQ(compared({"Tools"}), (std::vector<Difference>{{"", "the excess “Tools”", told, ""}}));
  EXPECT_EQ(compared({"Tools", "Tools"}),
            (std::vector<Difference>{{"", "the excess “Tools and Tools”", told, ""}}));
  audit.excess.clear();
  EXPECT_EQ(compared({"Tools"}), (std::vector<Difference>{{"", "the excess “Tools”", "none", ""}}));
}

TEST(Compare, CountsWhatWasWantedAndFoundAlone) {
  const auto comparison = compare(
      wanting({{.rule = "readers", .verdict = Verdict::fail}, {.rule = "active", .verdict = Verdict::fail}}),
      failing_audit());
  EXPECT_EQ(comparison.shown, (std::set<std::pair<std::string, Verdict>>{{"readers", Verdict::fail}}));
}

}  // namespace
}  // namespace patrol::cases

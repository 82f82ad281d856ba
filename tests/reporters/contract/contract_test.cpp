#include "reporters/reporters.h"
#include "tests/reporters/contract/check.h"
#include "tests/reporters/contract/complaints.h"
#include "tests/reporters/contract/readers.h"
#include "tests/reporters/random_audit.h"
#include "tests/reporters/rendered.h"
#include "tests/reporters/sample_audit.h"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <gmock/gmock.h>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace patrol {
namespace {

using contract::broken_promises;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

struct NamedAudit {
  std::string_view name;
  Audit (*make)();
};

/// How test programs show one.
void PrintTo(const NamedAudit& audit,
             std::ostream* out) {  // NOLINT(readability-identifier-naming): GoogleTest's name
  *out << audit.name;
}

constexpr std::array audits{NamedAudit{"Sample", sample_audit}, NamedAudit{"Compared", compared_audit},
                            NamedAudit{"Hostile", hostile_audit}, NamedAudit{"Empty", empty_audit},
                            NamedAudit{"Large", [] { return large_audit(1'000); }}};

class EveryReport : public testing::TestWithParam<std::tuple<Reporter, NamedAudit>> {
 protected:
  const Reporter& reporter_ = std::get<0>(GetParam());
  const Audit audit_ = std::get<1>(GetParam()).make();
};

std::string name_of_test(const testing::TestParamInfo<EveryReport::ParamType>& test) {
  std::string name(std::get<0>(test.param).name);
  std::erase(name, '-');
  return name + std::string(std::get<1>(test.param).name);
}

TEST_P(EveryReport, KeepsItsPromises) {
  EXPECT_THAT(broken_promises(reporter_, audit_), IsEmpty());
}

TEST_P(EveryReport, GivesTheSameBytesWhereverTheAuditLiesAndTheProgramRuns) {
  EXPECT_TRUE(contract::gives_the_same_bytes(reporter_, audit_));
}

INSTANTIATE_TEST_SUITE_P(Table, EveryReport,
                         testing::Combine(testing::ValuesIn(reporters().begin(), reporters().end()),
                                          testing::ValuesIn(audits)),
                         name_of_test);

/// So many words that GitLab would not take them in one file, and something gone that no integration has.
TEST(Contract, HoldsForAReportInSeveralFiles) {
  Audit audit = large_audit(1'000);
  audit.baseline = compared_audit().baseline;
  for (Finding& finding : audit.findings) finding.observed.assign(120'000, 'x');
  for (const Reporter& reporter : reporters()) {
    if (reporter.parts == nullptr || reporter.is_folder) continue;
    std::vector<std::string> files;
    for (const ReportPart& part : reporter.parts(audit)) {
      std::ostringstream file;
      part.write(file);
      files.push_back(file.str());
    }
    EXPECT_GT(files.size(), 1U) << reporter.name;
    contract::Complaints complaints;
    contract::check_junit(audit, files, complaints);
    EXPECT_THAT(complaints.all(), IsEmpty()) << reporter.name;
  }
}

TEST(Contract, HasAReaderForEveryFormat) {
  for (const Reporter& reporter : reporters())
    EXPECT_TRUE(contract::has_reader(reporter.name)) << reporter.name;
  const Reporter newcomer{"pdf", "", [](const Audit& /*audit*/, std::ostream& /*out*/) {}};
  EXPECT_THAT(broken_promises(newcomer, empty_audit()), Not(IsEmpty()));
}

TEST(Contract, HoldsOnTheConsoleToo) {
  for (const NamedAudit& audit : audits)
    EXPECT_THAT(contract::broken_promises_of_console(audit.make()), IsEmpty()) << audit.name;
}

/// The audits of the tests have something of everything that a report tells.
TEST(Contract, IsAskedOfAuditsThatHaveEverything) {
  const Audit audit = hostile_audit();
  EXPECT_GT(audit.organizations.size(), 1U);
  EXPECT_GT(audit.totals.waived, 1U);
  EXPECT_GT(audit.notices.size(), 1U);
  EXPECT_GT(audit.excess.size(), 1U);
  EXPECT_GT(audit.baseline->gone.size(), 1U);
  EXPECT_GT(audit.trend->open.size(), 1U);
}

// Some hundreds of audits without a fuzzer; tests/fuzz looks for more. A seed that fails is the number in the
// message, and its bytes are a file for the corpus.

#ifdef __SANITIZE_ADDRESS__
constexpr std::uint64_t seeds = 30;
#else
constexpr std::uint64_t seeds = 200;
#endif

Audit seeded(std::uint64_t seed) {
  return random_audit(random_bytes(seed, 100 + seed * 7919 % 2'400));
}

TEST(Contract, HoldsForRandomAudits) {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    ASSERT_THAT(broken_promises(seeded(seed)), IsEmpty()) << "seed " << seed;
  }
}

TEST(RandomAudits, AreTheSameEverywhereAndHaveEverything) {
  EXPECT_EQ(random_audit({}).findings.size(), 0U);
  EXPECT_EQ(seeded(7), seeded(7));
  Audit all;
  std::size_t gone = 0;
  std::size_t trends = 0;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    const Audit one = seeded(seed);
    all.totals.pass += one.totals.pass;
    all.totals.waived += one.totals.waived;
    all.totals.counting_failures += one.totals.counting_failures;
    all.totals.counting_inconclusive += one.totals.counting_inconclusive;
    all.totals.not_applicable += one.totals.not_applicable;
    gone += one.baseline ? one.baseline->gone.size() : 0;
    trends += one.trend ? 1 : 0;
  }
  for (const std::size_t number :
       {all.totals.pass, all.totals.waived, all.totals.counting_failures, all.totals.counting_inconclusive,
        all.totals.not_applicable, gone, trends}) {
    EXPECT_GT(number, seeds / 6);
  }
}

// A reader that accepts anything would be of no use: each complains of a report of another audit, and of
// one with a character that no one sees or a command to the server in it.

const Reporter* spoiled = nullptr;

/// The same format, written wrongly.
Reporter with(void (*render)(const Audit&, std::ostream&)) {
  return {.name = spoiled->name, .summary = "", .render = render};
}

TEST(ContractReaders, SeeWhatIsWrong) {
  for (const Reporter& reporter : reporters()) {
    spoiled = &reporter;
    const Reporter another =
        with([](const Audit&, std::ostream& out) { spoiled->render(sample_audit(), out); });
    const Reporter hidden =
        with([](const Audit& audit, std::ostream& out) { spoiled->render(audit, out), out << "\u202E"; });
    const Reporter broken =
        with([](const Audit& audit, std::ostream& out) { spoiled->render(audit, out), out << "\xFF"; });
    const Reporter command = with(
        [](const Audit& audit, std::ostream& out) { spoiled->render(audit, out), out << "x ##vso[task.x]"; });
    const Reporter changing =
        with([](const Audit& audit, std::ostream& out) { spoiled->render(audit, out), out << &audit; });
    for (const Reporter& wrong : {another, hidden, broken, command}) {
      EXPECT_THAT(broken_promises(wrong, compared_audit()), Not(IsEmpty())) << reporter.name;
    }
    EXPECT_FALSE(contract::gives_the_same_bytes(changing, sample_audit())) << reporter.name;
  }
}

/// A report of one finding whose message is written as it stands.
template <const char* name, const char* text>
std::vector<std::string> complaints_of() {
  const Reporter reporter{name, "", [](const Audit&, std::ostream& out) { out << text; }};
  return broken_promises(reporter, empty_audit());
}

constexpr char csv[] = "csv";
constexpr char formula[] = "\"verdict\",\"waiver\",\"counts\",\"since\"\r\n\"\",\"x; =1\",\"\",\"\"\r\n";
constexpr char markdown[] = "markdown";
constexpr char mention[] = "## patrol: Pass\n\nx @y\n\n|a|b|c|d|e|\n|-|-|-|-|-|\n| 0 | 0 | 0 | 0 | 0 |\n";
constexpr char uneven[] = "## patrol: Pass\n\n|a|b|c|d|e|\n|-|-|-|-|-|\n| 0 | 0 | 0 | 0 | 0 |\n| 1 |\n";

TEST(ContractReaders, KnowFormulasAndMarkup) {
  EXPECT_THAT((complaints_of<csv, formula>()), ElementsAre("records: 1 told, 0 in the audit",
                                                           "a formula where `;` separates:  =1\","
                                                           "\"\",\"\"\r"));
  EXPECT_THAT((complaints_of<markdown, mention>()), ElementsAre("markup: x @y"));
  EXPECT_THAT((complaints_of<markdown, uneven>()), ElementsAre("cells of a row: 1 told, 5 in the audit"));
}

}  // namespace
}  // namespace patrol

#include "tests/auditor/store/scratch_folder.h"
#include "tests/end-to-end/patrol.h"

#include <gtest/gtest.h>

#include <fstream>
#include <gmock/gmock.h>

/// `patrol test`, which holds policies against cases.
namespace patrol::end_to_end {
namespace {

using testing::HasSubstr;

constexpr const char* policy = R"(policy: example
title: Example
rules:
  - id: active
    title: The account is active
    require: {account: {active: true}}
)";

struct Written {
  ScratchFolder folder;

  Written(const std::string& cases) {
    std::ofstream(folder / "example.yaml") << policy;
    std::ofstream(folder / "example.tests.yaml") << "policy: example\n" << cases;
  }
  Ended test(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments{"test", folder / ""};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_patrol(arguments, plain_environment());
  }
};

TEST(Test, PassesTheLibraryWithCasesOfEachKindForEachRule) {
  const Ended ended = run_patrol({"test", source("policies"), "--complete"}, plain_environment());
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("all as wanted"));
}

TEST(Test, PassesTheHandWrittenCasesOfTheLanguage) {
  const Ended ended = run_patrol({"test", source("tests/cases")}, plain_environment());
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("all as wanted"));
}

TEST(Test, ShowsWhatDiffersAndWritesIt) {
  const Written written(
      "cases:\n"
      "  - {case: Gone, users: [{account: svc@contoso.com, state: inactive}], others: pass}\n");
  const std::string junit = written.folder / "junit.xml";
  const Ended ended = written.test({"--report", "junit=" + junit});
  EXPECT_EQ(ended.code, 1) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("example.tests.yaml:3: Gone\n    active: wanted pass"));
  EXPECT_THAT(bytes_of(junit), HasSubstr("<failure message=\"active: wanted pass"));
}

TEST(Test, CanBeStrictAboutRulesWithoutCases) {
  const Written written("cases:\n  - {case: Active, others: pass}\n");
  EXPECT_EQ(written.test().code, 0);
  const Ended strict = written.test({"--complete"});
  EXPECT_EQ(strict.code, 1);
  EXPECT_THAT(strict.out, HasSubstr("no case: fail, evidence missing"));
}

TEST(Test, TellsMistakesWithTheirPlaces) {
  const Written written("cases:\n  - {case: Active, user: [], others: pass}\n");
  const Ended ended = written.test();
  EXPECT_EQ(ended.code, 3);
  EXPECT_THAT(ended.err, HasSubstr("example.tests.yaml:3:"));
  EXPECT_THAT(ended.err, HasSubstr("did you mean `users`?"));
  EXPECT_EQ(run_patrol({"test"}, plain_environment()).code, 3);
}

TEST(Test, ReadsNothingBesideWhatIsNotThere) {
  const Written written("cases: []\n");
  std::ofstream(written.folder / "broken.yaml") << "polici: x\n";
  const Ended ended = run_patrol({"test", written.folder / "missing"}, plain_environment());
  EXPECT_EQ(ended.code, 3);
  EXPECT_EQ(ended.err,
            "missing: there is no such file or folder; check the path\n"
            "patrol: 1 error, nothing was done\n");
}

TEST(Test, WritesNoReportOverWhatIsTested) {
  const Written written("cases:\n  - {case: Active, others: pass}\n");
  const Ended output = written.test({"--report", "junit=-"});
  EXPECT_EQ(output.code, 3);
  EXPECT_THAT(output.err, HasSubstr("as junit=PATH alone"));
  for (const char* name : {"example.yaml", "example.tests.yaml"}) {
    const std::string before = bytes_of(written.folder / name);
    const Ended ended = run_patrol(
        {"test", written.folder / "example.tests.yaml", "--report", "junit=" + (written.folder / name)},
        plain_environment());
    EXPECT_EQ(ended.code, 3);
    EXPECT_THAT(ended.err, HasSubstr("is read for the test, which would be lost"));
    EXPECT_EQ(bytes_of(written.folder / name), before);
  }
}

TEST(Test, FilesOfCasesAreNoPolicies) {
  const Written written("cases:\n  - {case: Active, others: pass}\n");
  const Ended ended =
      run_patrol({"policies", "list", "--policies", written.folder / ""}, plain_environment());
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("example  Example (1 rules)"));
}

}  // namespace
}  // namespace patrol::end_to_end

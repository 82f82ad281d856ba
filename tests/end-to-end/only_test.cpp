#include "tests/auditor/store/scratch_folder.h"
#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"
#include "tests/end-to-end/small_organization.h"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

/// Asking about some of the integrations that are loaded: what the others need of an account that they share
/// counts all the same.
namespace patrol::end_to_end {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* policy = R"(policy: shared
title: Shared
features: [x, y]
rules:
  - {id: in-a, title: A, when: x, require: {groups: [{organization: A}]}}
  - {id: in-b, title: B, when: y, require: {groups: [{organization: B}]}}
  - {id: ceiling, title: No more groups, at_most: {groups: required}}
)";

class OnlySome : public testing::Test {
 protected:
  OnlySome() {
    folder_.file("policies/shared.yaml", policy);
    for (const std::string name : {"x", "y"})
      folder_.file("integrations/" + name + ".yaml", integration(name));
    // Others that share nothing, and an organization without a credential.
    for (int i = 0; i < 20; ++i) {
      folder_.file("integrations/other" + std::to_string(i) + ".yaml",
                   "integration: other" + std::to_string(i) + "\npolicy: shared\norganization: acme\n" +
                       "connection: {email: other" + std::to_string(i) + "@acme.com}\nfeatures: [x]\n");
    }
    folder_.file("integrations/elsewhere.yaml",
                 "integration: elsewhere\npolicy: shared\norganization: globex\n"
                 "connection: {email: svc-flow@acme.com}\nfeatures: [x]\n");
  }

  static std::string integration(const std::string& name) {
    return "integration: of-" + name + "\npolicy: shared\norganization: acme\n" +
           "connection: {email: svc-flow@acme.com}\nfeatures: [" + name + "]\n";
  }

  Ended run(std::vector<std::string> words) {
    folder_.file("acme.yaml", organization());
    Emulator acme({folder_ / "acme.yaml"}, {});
    std::vector<std::string> environment = plain_environment();
    environment.emplace_back("PATROL_TOKEN_ACME=acme-auditor-demo-token");
    for (const std::string& more :
         {std::string("--policies"), folder_ / "policies", std::string("--integrations"),
          folder_ / "integrations", std::string("--server"), acme.url(), std::string("--now"),
          std::string(reference_time)}) {
      words.push_back(more);
    }
    const Ended ended = run_patrol(words, environment);
    statistics_ = acme.stop();
    return ended;
  }

  static std::string organization() {
    std::string text = small_organization("acme");
    const std::string groups = "groups:\n";
    return text.replace(text.find(groups), groups.size(),
                        groups + "  A: [svc-flow@acme.com]\n  B: [svc-flow@acme.com]\n");
  }

  ScratchFolder folder_;
  Statistics statistics_;
};

TEST_F(OnlySome, ChangesNoVerdict) {
  const Ended ended = run({"audit", "--only", "of-x", "--report", "json"});
  EXPECT_EQ(ended.code, 0) << ended.err << ended.out;
  EXPECT_EQ(
      verdicts_of(ended.out),
      (Verdicts{{"of-x / ceiling", "pass"}, {"of-x / in-a", "pass"}, {"of-x / in-b", "not_applicable"}}));
  EXPECT_THAT(ended.out, Not(HasSubstr(R"("what":"[acme]\\)")));
  // Of the integrations that share nothing not even the account is looked up.
  EXPECT_LE(statistics_.requests, 8U);
}

TEST_F(OnlySome, ExplainsWhatTheWholeAuditDecides) {
  const Ended ended = run({"explain", "of-x", "ceiling"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("of-x, ceiling: pass"));
  EXPECT_THAT(ended.out, Not(HasSubstr("of-y")));
}

}  // namespace
}  // namespace patrol::end_to_end

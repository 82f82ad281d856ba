#include "reporters/preflight.h"

#include <gtest/gtest.h>

#include <sstream>

namespace patrol {
namespace {

using Answer = PreflightRule::Answer;

std::string told(const Preflight& preflight) {
  std::ostringstream out;
  render_preflight(preflight, {}, out);
  return out.str();
}

TEST(PreflightPage, GroupsRulesByWhatIsMissing) {
  const Gap gap{Gap::Kind::forbidden, "the tokens of svc", "HTTP 403", "make it an administrator"};
  Preflight preflight;
  preflight.organizations.push_back(
      {.name = "contoso",
       .auditor = "Auditor",
       .requests = 9,
       .needed = {"Code: Read (vso.code)"},
       .rules = {{.policy = "flow", .rule = "a", .answer = Answer::decided},
                 {.policy = "flow", .rule = "b", .answer = Answer::refused, .gaps = {gap}},
                 {.policy = "flow", .rule = "c", .answer = Answer::refused, .gaps = {gap}},
                 {.policy = "flow", .rule = "d", .answer = Answer::not_switched_on}},
       .auditor_checks = {{.title = "Lasts",
                           .verdict = Verdict::fail,
                           .message = "it ends",
                           .advice = Steps::lines_of("renew\nor make one")}}});
  EXPECT_EQ(told(preflight),
            "contoso, read as Auditor, in 9 requests\n"
            "\n"
            "Can not be decided with this credential\n"
            "  flow: b and c\n"
            "    not known: the tokens of svc: HTTP 403\n"
            "    to do: make it an administrator\n"
            "\n"
            "Can be decided\n"
            "  flow: a\n"
            "\n"
            "Not tried: it applies to no integration\n"
            "  flow: d\n"
            "\n"
            "The credential itself\n"
            "  needed scopes: Code: Read (vso.code)\n"
            "  fail: Lasts: it ends\n"
            "    to do: renew\n"
            "    to do: or make one\n"
            "\n"
            "Not ready: some rules would be inconclusive for want of a right, see above\n");
}

TEST(PreflightPage, SaysThatNobodyIsKnown) {
  Preflight preflight;
  preflight.organizations.push_back({.name = "##vso[x]\x1b", .requests = 1});
  EXPECT_EQ(told(preflight),
            "# #vso[x][U+001B], read as nobody knows whom, in 1 request\n"
            "\n"
            "The credential itself\n"
            "  whose it is could not be read\n"
            "\n"
            "Ready: the credential can decide every rule that is switched on\n");
}

}  // namespace
}  // namespace patrol

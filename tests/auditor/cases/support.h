#pragma once

#include "auditor/cases/case_file.h"
#include "auditor/policy/catalogue.h"
#include "auditor/policy/policy_parser.h"
#include "tests/auditor/policy/support.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace patrol::cases {

/// One policy, `example`, whose one rule `active` asks for an active account.
inline PolicySet example_policies() {
  const auto policy = parse_policy(
      "policy: example\n"
      "title: Example\n"
      "rules:\n"
      "  - {id: active, title: Is active, require: {account: {active: true}}}\n",
      "example.yaml", built_in_catalogue());
  return {{"example", policy.value()}};
}

/// The cases of a text that has to be right.
inline std::vector<Case> cases_of(std::string_view text) {
  const Documents documents{{{"c.tests.yaml", std::string(text)}}, {}};
  auto cases = read_case_files(documents, example_policies(), built_in_catalogue());
  EXPECT_TRUE(cases) << lines(cases.error());
  return cases ? std::move(cases).value() : std::vector<Case>{};
}

}  // namespace patrol::cases

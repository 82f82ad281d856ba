#include "auditor/model/parts.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace patrol {
namespace {

Requirement said(const std::string& statement) {
  return {Attested{statement}};
}

/// One that is joined in every way: `a`, or `b` with `c` or `d`.
Requirement joined() {
  const Requirement c_or_d{AnyOf{{said("c"), said("d")}}};
  return {AnyOf{{said("a"), {AllOf{{said("b"), c_or_d}}}}}};
}

bool is_said(const Requirement& part, const std::string& statement) {
  const auto* attested = std::get_if<Attested>(&part.kind);
  return attested != nullptr && attested->statement == statement;
}

TEST(EachPart, VisitsWhatIsNoJoinInItsOrder) {
  std::vector<std::string> visited;
  each_part(joined(),
            [&](const Requirement& part) { visited.push_back(std::get<Attested>(part.kind).statement); });
  EXPECT_EQ(visited, (std::vector<std::string>{"a", "b", "c", "d"}));
}

TEST(EachPart, VisitsARequirementThatIsNoJoinItself) {
  int visits = 0;
  each_part(said("a"), [&](const Requirement& part) { visits += is_said(part, "a") ? 1 : 0; });
  EXPECT_EQ(visits, 1);
}

TEST(AnyPart, LooksIntoJoinsOfJoins) {
  EXPECT_TRUE(any_part(joined(), [](const Requirement& part) { return is_said(part, "d"); }));
  EXPECT_FALSE(any_part(joined(), [](const Requirement& part) { return is_said(part, "e"); }));
}

TEST(AnyPart, FindsNothingInAnEmptyJoin) {
  EXPECT_FALSE(any_part({AllOf{}}, [](const Requirement&) { return true; }));
}

}  // namespace
}  // namespace patrol

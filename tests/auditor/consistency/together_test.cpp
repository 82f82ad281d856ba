#include "auditor/consistency/together.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

using Words = std::vector<std::string>;

Rule rule(Words when, Words unless) {
  Rule rule;
  rule.when = std::move(when);
  rule.unless = std::move(unless);
  return rule;
}

Policy policy(Words features, Words variants) {
  Policy policy;
  policy.features = std::move(features);
  policy.variants = std::move(variants);
  return policy;
}

TEST(Together, FeaturesCanBeOnAtOnce) {
  const Policy p = policy({"a", "b"}, {});
  const Rule one = rule({"a"}, {});
  const Rule other = rule({"b"}, {});
  EXPECT_TRUE(can_be_asked_together(p, std::vector{&one, &other}));
}

TEST(Together, WhatOneNeedsTheOtherExcludes) {
  const Policy p = policy({"a", "b"}, {});
  const Rule with = rule({"a"}, {});
  const Rule without = rule({}, {"a"});
  EXPECT_FALSE(can_be_asked_together(p, std::vector{&with, &without}));
  const Rule either = rule({"a", "b"}, {});
  EXPECT_TRUE(can_be_asked_together(p, std::vector{&either, &without}));
  const Rule no_b = rule({}, {"b"});
  EXPECT_FALSE(can_be_asked_together(p, std::vector{&either, &without, &no_b}));
}

TEST(Together, OfVariantsThereIsExactlyOne) {
  const Policy p = policy({"a"}, {"user", "principal"});
  const Rule user = rule({"user"}, {});
  const Rule principal = rule({"principal"}, {});
  EXPECT_FALSE(can_be_asked_together(p, std::vector{&user, &principal}));
  const Rule no_user = rule({}, {"user"});
  EXPECT_TRUE(can_be_asked_together(p, std::vector{&no_user, &principal}));
  const Rule neither = rule({}, {"user", "principal"});
  EXPECT_FALSE(can_be_asked_together(p, std::vector{&neither}));
  const Rule user_or_a = rule({"user", "a"}, {});
  EXPECT_TRUE(can_be_asked_together(p, std::vector{&user_or_a, &principal}));
}

}  // namespace
}  // namespace patrol

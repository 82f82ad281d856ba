#include "auditor/facts/membership_graph.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(MembershipGraph, KnowsADescriptorInEveryLetterCase) {
  MembershipGraph graph;
  const auto node = graph.node("Microsoft.X;S-1");
  EXPECT_EQ(graph.node("microsoft.x;s-1"), node);
  EXPECT_EQ(graph.find("MICROSOFT.X;S-1"), node);
  EXPECT_EQ(graph.find("Microsoft.X;S-2"), std::nullopt);
  EXPECT_EQ(graph.size(), 1U);
  EXPECT_EQ(graph.descriptor(node), "microsoft.x;s-1");
}

TEST(MembershipGraph, GivesEdgesOnceAndInTheOrderOfTheDescriptors) {
  MembershipGraph graph;
  const auto z = graph.node("z");
  const auto a = graph.node("a");
  const auto member = graph.node("m");
  for (const auto group : {z, a, z}) graph.add_edge(member, group);
  graph.finish();
  EXPECT_EQ(graph.containers_of(member), (std::vector{a, z}));
  EXPECT_EQ(graph.members_of(z), std::vector{member});
  EXPECT_TRUE(graph.members_of(member).empty());
}

}  // namespace
}  // namespace patrol

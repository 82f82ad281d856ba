#include "examples/emulator/statistics.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace patrol::emulator {
namespace {

nlohmann::json report(const Statistics& statistics) {
  return nlohmann::json::parse(statistics.report());
}

TEST(Statistics, CountAChainOnlyWhereOneRequestWaitedForAnother) {
  Statistics statistics;
  const std::size_t first = statistics.begin("a", false);
  const std::size_t beside = statistics.begin("b", false);
  statistics.end(first, 200, 10);
  const std::size_t after = statistics.begin("a", false);
  statistics.end(beside, 200, 10);
  statistics.end(after, 404, 5);
  EXPECT_EQ(report(statistics)["longest_chain"], 2);
  EXPECT_EQ(report(statistics)["most_in_flight"], 2);
  EXPECT_EQ(report(statistics)["by_endpoint"], (nlohmann::json{{"a", 2}, {"b", 1}}));
  EXPECT_EQ(report(statistics)["by_status"], (nlohmann::json{{"200", 2}, {"404", 1}}));
  EXPECT_EQ(report(statistics)["bytes"], 25);
}

TEST(Statistics, RememberThatSomebodyTriedToWrite) {
  Statistics statistics;
  statistics.end(statistics.begin("x", true), 404, 0);
  EXPECT_EQ(report(statistics)["writes"], 1);
}

}  // namespace
}  // namespace patrol::emulator

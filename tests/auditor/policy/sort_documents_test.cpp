#include "auditor/policy/sort_documents.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(SortDocuments, TellsThemApartByTheirKeys) {
  Documents mixed;
  mixed.read = {{"a", "integration: flow\npolicy: p\n"},
                {"b", "policy: p\nrules: []\n"},
                {"c", "waivers: []\n"},
                {"d", "what: ever\n"},
                {"e", "a: [\n"}};
  mixed.errors = {{Error::Kind::file, "f", "can not be read"}};
  const SortedDocuments sorted = sort_documents(mixed);
  ASSERT_EQ(sorted.integrations.read.size(), 1U);
  EXPECT_EQ(sorted.integrations.read[0].name, "a");
  ASSERT_EQ(sorted.waivers.read.size(), 1U);
  EXPECT_EQ(sorted.waivers.read[0].name, "c");
  EXPECT_EQ(sorted.policies.read.size(), 3U);
  EXPECT_EQ(sorted.policies.errors.size(), 1U);
}

}  // namespace
}  // namespace patrol

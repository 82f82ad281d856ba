#include "auditor/evaluate/fact_hash.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(HashFact, IsTheSameInEveryVersion) {
  // A change of this value lapses every waiver that anybody has written.
  EXPECT_EQ(hash_fact("contoso", "svc@contoso.com", std::nullopt, "holds vso.code_full"),
            "h8a190109d4b02878");
}

TEST(HashFact, DoesNotCareForLetterCase) {
  EXPECT_EQ(hash_fact("Contoso", "SVC@contoso.com", "Shop", "in [Shop]\\Readers"),
            hash_fact("contoso", "svc@contoso.com", "shop", "in [shop]\\readers"));
  EXPECT_EQ(hash_fact("contoso", "svc", "GRÖßE Ɫ SHOPS", "in Ⱥ"),
            hash_fact("contoso", "svc", "größe ɫ shops", "in ⱥ"));
}

TEST(HashFact, TellsWhoseFaultItIs) {
  const std::string fact = hash_fact("contoso", "svc", "Shop", "in x");
  EXPECT_NE(fact, hash_fact("fabrikam", "svc", "Shop", "in x"));
  EXPECT_NE(fact, hash_fact("contoso", "other", "Shop", "in x"));
  EXPECT_NE(fact, hash_fact("contoso", "svc", "Web", "in x"));
  EXPECT_NE(fact, hash_fact("contoso", "svc", std::nullopt, "in x"));
  EXPECT_NE(fact, hash_fact("contoso", "svc", "Shop", "in y"));
}

TEST(HashFact, DoesNotMixUpWhereOnePartEnds) {
  EXPECT_NE(hash_fact("a", "bc", std::nullopt, "d"), hash_fact("ab", "c", std::nullopt, "d"));
  EXPECT_NE(hash_fact("a", "b", "", "c"), hash_fact("a", "b", std::nullopt, "c"));
}

}  // namespace
}  // namespace patrol

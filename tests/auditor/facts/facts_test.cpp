#include "auditor/facts/facts.h"

#include "tests/support/world.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

Truth auditor_administers(const Snapshot& snapshot) {
  const Catalogue catalogue = small_catalogue();
  const Facts facts(View(&snapshot.organizations.at("contoso"), "contoso", nullptr), catalogue, false);
  return facts.auditor_is_administrator().is_member;
}

TEST(Facts, KnowWhetherTheAuditorSeesEverything) {
  EXPECT_EQ(auditor_administers(World().snapshot()), Truth::yes);
  EXPECT_EQ(auditor_administers(World().humble_auditor().snapshot()), Truth::no);
}

TEST(Facts, DoNotTakeTheAuditorForAnAdministratorWithoutHavingReadIt) {
  for (const auto kind : {FactKey::Kind::connection, FactKey::Kind::account}) {
    Snapshot snapshot = World().snapshot();
    hide(snapshot, kind);
    EXPECT_EQ(auditor_administers(snapshot), Truth::unknown) << to_word(kind);
  }
}

}  // namespace
}  // namespace patrol

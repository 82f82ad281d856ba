#include "auditor/facts/view.h"

#include "tests/support/world.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(View, NotesWhatWasNeverAsked) {
  std::set<FactKey> missing;
  const View view(nullptr, "contoso", &missing);
  EXPECT_FALSE(view.connection().known);
  EXPECT_FALSE(view.projects().known.complete());
  EXPECT_EQ(view.account({AccountSelector::Kind::email, "Svc@x"}).known.rest->kind, Gap::Kind::not_collected);
  EXPECT_EQ(missing, (std::set<FactKey>{{FactKey::Kind::connection, "", ""},
                                        {FactKey::Kind::projects, "", ""},
                                        {FactKey::Kind::account, "email:svc@x", "Svc@x"}}));
}

TEST(View, NotesNothingThatIsThereEvenAsAGap) {
  Snapshot snapshot = World().snapshot();
  hide(snapshot, FactKey::Kind::connection);
  std::set<FactKey> missing;
  const View view(&snapshot.organizations.at("contoso"), "contoso", &missing);
  EXPECT_FALSE(view.connection().known);
  EXPECT_TRUE(view.projects().known.complete());
  EXPECT_TRUE(missing.empty());
}

TEST(View, FindsAListWhateverTheFormOfItsToken) {
  const Snapshot snapshot = World().snapshot();
  const View view(&snapshot.organizations.at("contoso"), "contoso", nullptr);
  EXPECT_TRUE(view.access_control(collection_namespace, "namespace").known);
  EXPECT_TRUE(view.access_control(collection_namespace, "NAMESPACE:").known);
}

}  // namespace
}  // namespace patrol

#include "auditor/store/snapshot_fields.h"
#include "auditor/store/snapshot_file.h"
#include "tests/auditor/store/small_snapshot.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

/// Counts the members of an aggregate: anything may stand for each of them.
struct Anything {
  template <class T>
  operator T() const;  // NOLINT(google-explicit-constructor): that is the trick
};
template <class T, class... Members>
constexpr std::size_t members_of() {
  if constexpr (requires { T{Members{}..., Anything{}}; }) {
    return members_of<T, Members..., Anything>();
  } else {
    return sizeof...(Members);
  }
}
template <class T>
constexpr bool all_fields_are_listed =
    members_of<T>() == std::tuple_size_v<std::remove_const_t<decltype(snapshot_file::Fields<T>::list)>>;

static_assert(all_fields_are_listed<Read>);
static_assert(all_fields_are_listed<Gap>);
static_assert(all_fields_are_listed<Fact<Listing<Project>>>);
static_assert(all_fields_are_listed<Listing<Project>>);
static_assert(all_fields_are_listed<Connection>);
static_assert(all_fields_are_listed<Project>);
static_assert(all_fields_are_listed<Identity>);
static_assert(all_fields_are_listed<GroupName>);
static_assert(all_fields_are_listed<Token>);
static_assert(all_fields_are_listed<Entitlement>);
static_assert(all_fields_are_listed<SecurityNamespace>);
static_assert(all_fields_are_listed<SecurityNamespace::Action>);
static_assert(all_fields_are_listed<AccessControlEntry>);
static_assert(all_fields_are_listed<AccessControlList>);
static_assert(all_fields_are_listed<Organization>);
static_assert(all_fields_are_listed<Snapshot>);

TEST(SnapshotWriter, WritesOneLineAValue) {
  EXPECT_EQ(write_snapshot(small_snapshot()), small_text);
}

TEST(SnapshotWriter, MakesAFileOfMalformedTextToo) {
  Snapshot snapshot = small_snapshot();
  snapshot.organizations.at("contoso").projects->known.items[0].name = "Sh\xFFop";
  const auto back = read_snapshot(write_snapshot(snapshot), "s.json");
  ASSERT_TRUE(back);
  EXPECT_EQ(back.value().organizations.at("contoso").projects->known.items[0].name, "Sh\xEF\xBF\xBDop");
}

}  // namespace
}  // namespace patrol

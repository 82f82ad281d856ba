#include "auditor/store/snapshot_file.h"

#include "auditor/store/snapshot_fields.h"
#include "tests/auditor/store/random_snapshot.h"

#include <gtest/gtest.h>

#include <string>

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

/// A small snapshot in which every shape of data stands once.
Snapshot small_snapshot() {
  Organization contoso;
  contoso.name = "Contoso";
  contoso.reads = {
      {.method = "GET", .url = "https://dev.azure.com/Contoso/_apis/projects", .status = 200, .count = 1},
      {.method = "GET",
       .url = "https://vssps.dev.azure.com/Contoso/_apis/tokens",
       .status = 401,
       .count = std::nullopt}};
  const Listing<Project> projects{.items = {{.id = "p-1", .name = "Shop", .state = "wellFormed"}},
                                  .rest = std::nullopt};
  contoso.projects = {.known = projects, .reads = {0}};
  const Gap refused{Gap::Kind::unauthorized, "the tokens", "HTTP 401", "vso.tokenadministration"};
  contoso.tokens.try_emplace("aad.x",
                             Fact<Listing<Token>>{.known = {.items = {}, .rest = refused}, .reads = {1}});
  using List = std::optional<AccessControlList>;
  contoso.access_control.try_emplace({"git", "repov2/p-1"},
                                     Fact<Evidence<List>>{.known = List{}, .reads = {0, 1}});
  Snapshot snapshot;
  snapshot.collected_at = *parse_time("2026-11-23T04:04:38Z");
  snapshot.organizations.try_emplace("contoso", contoso);
  return snapshot;
}

constexpr std::string_view small_text = R"({
 "schema": "patrol/snapshot/1",
 "collected_at": "2026-11-23T04:04:38Z",
 "cut_short": false,
 "organizations": {
  "contoso": {
   "name": "Contoso",
   "reads": [
    {
     "method": "GET",
     "url": "https://dev.azure.com/Contoso/_apis/projects",
     "status": 200,
     "count": 1
    },
    {
     "method": "GET",
     "url": "https://vssps.dev.azure.com/Contoso/_apis/tokens",
     "status": 401,
     "count": null
    }
   ],
   "connection": null,
   "projects": {
    "known": {
     "items": [
      {
       "id": "p-1",
       "name": "Shop",
       "state": "wellFormed"
      }
     ],
     "rest": null
    },
    "reads": [
     0
    ]
   },
   "namespaces": null,
   "group_names": null,
   "accounts": {},
   "groups": {},
   "group_members": {},
   "tokens": {
    "aad.x": {
     "known": {
      "items": [],
      "rest": {
       "kind": "unauthorized",
       "what": "the tokens",
       "reason": "HTTP 401",
       "grant": "vso.tokenadministration"
      }
     },
     "reads": [
      1
     ]
    }
   },
   "entitlements": {},
   "access_control": {
    "git": {
     "repov2/p-1": {
      "known": {
       "value": null
      },
      "reads": [
       0,
       1
      ]
     }
    }
   }
  }
 }
}
)";

/// The small text with one part of it changed.
std::string with(std::string_view part, std::string_view other) {
  std::string text(small_text);
  const std::size_t at = text.find(part);
  EXPECT_NE(at, std::string::npos) << part;
  return text.replace(at, part.size(), other);
}

std::string problem_of(std::string_view text) {
  const auto snapshot = read_snapshot(text, "s.json");
  return snapshot ? "none" : to_string(snapshot.error());
}

TEST(SnapshotFile, IsWrittenOneLineAValue) {
  EXPECT_EQ(write_snapshot(small_snapshot()), small_text);
}

TEST(SnapshotFile, IsReadBackAsItWas) {
  const auto snapshot = read_snapshot(small_text, "s.json");
  ASSERT_TRUE(snapshot) << to_string(snapshot.error());
  EXPECT_EQ(snapshot.value(), small_snapshot());
}

TEST(SnapshotFile, EveryFieldSurvivesTheRoundTrip) {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const Snapshot snapshot = RandomSnapshot(seed).make();
    const std::string text = write_snapshot(snapshot);
    const auto back = read_snapshot(text, "s.json");
    ASSERT_TRUE(back) << "seed " << seed << ": " << to_string(back.error());
    ASSERT_EQ(back.value(), snapshot) << "seed " << seed;
    ASSERT_EQ(write_snapshot(back.value()), text) << "seed " << seed;
  }
}

TEST(SnapshotFile, IsNeverReadWhenItWasCutOff) {
  for (std::size_t length = 0; length + 1 < small_text.size(); ++length) {
    ASSERT_FALSE(read_snapshot(small_text.substr(0, length), "s.json")) << length;
  }
}

TEST(SnapshotFile, LacksNoKey) {
  EXPECT_EQ(problem_of(with(",\n     \"rest\": null", "")),
            "s.json: $.organizations.contoso.projects.known: `rest` is missing");
  EXPECT_EQ(problem_of(with("\"cut_short\": false,", "")), "s.json: `cut_short` is missing");
}

TEST(SnapshotFile, HasNoKeyThatThisVersionDoesNotKnow) {
  EXPECT_EQ(problem_of(with("\"id\": \"p-1\",", "\"id\": \"p-1\", \"colour of it\": \"secret\",")),
            "s.json: $.organizations.contoso.projects.known.items[0][\"colour of it\"]: unknown key");
}

TEST(SnapshotFile, HasNoKeyTwice) {
  EXPECT_EQ(problem_of(with("\"rest\": null", "\"rest\": null, \"rest\": null")),
            "s.json:32:25: a key stands twice in one object");
}

TEST(SnapshotFile, HasTheRightTypes) {
  EXPECT_EQ(problem_of(with("\"status\": 200", "\"status\": \"200\"")),
            "s.json: $.organizations.contoso.reads[0].status: a whole number is needed here");
  EXPECT_EQ(problem_of(with("\"status\": 200", "\"status\": 2e2")),
            "s.json: $.organizations.contoso.reads[0].status: a whole number is needed here");
  EXPECT_EQ(problem_of(with("\"status\": 200", "\"status\": 99999999999")),
            "s.json: $.organizations.contoso.reads[0].status: the number is out of range");
  EXPECT_EQ(problem_of(with("\"count\": 1", "\"count\": -1")),
            "s.json: $.organizations.contoso.reads[0].count: the number is out of range");
  EXPECT_EQ(problem_of(with("\"name\": \"Shop\"", "\"name\": null")),
            "s.json: $.organizations.contoso.projects.known.items[0].name: a text is needed here");
  EXPECT_EQ(problem_of(with("\"cut_short\": false", "\"cut_short\": 0")),
            "s.json: $.cut_short: true or false is needed here");
  EXPECT_EQ(problem_of(with("2026-11-23T04:04:38Z", "yesterday")),
            "s.json: $.collected_at: a time such as `2026-11-23T04:04:38Z` is needed here");
  EXPECT_EQ(problem_of(with("\"kind\": \"unauthorized\"", "\"kind\": \"fine\"")),
            "s.json: $.organizations.contoso.tokens[\"aad.x\"].known.rest.kind: "
            "no kind of gap that this version knows");
  EXPECT_EQ(problem_of(with("\"accounts\": {}", "\"accounts\": []")),
            "s.json: $.organizations.contoso.accounts: an object is needed here");
  EXPECT_EQ(problem_of(with("\"items\": []", "\"items\": {}")),
            "s.json: $.organizations.contoso.tokens[\"aad.x\"].known.items: a list is needed here");
}

TEST(SnapshotFile, TellsKnownFromUnknown) {
  const std::string_view expected =
      "s.json: $.organizations.contoso.access_control.git[\"repov2/p-1\"].known: "
      "either `value` or `gap` is needed here";
  EXPECT_EQ(problem_of(with("\"value\": null", "")), expected);
  EXPECT_EQ(problem_of(with("\"value\": null", "\"worth\": null")), expected);
  EXPECT_EQ(problem_of(with("\"value\": null", "\"value\": null, \"gap\": null")), expected);
}

TEST(SnapshotFile, NamesOnlyReadsThatItHolds) {
  EXPECT_EQ(problem_of(with("       0,\n       1", "0, 2")),
            "s.json: $.organizations.contoso.access_control.git[\"repov2/p-1\"].reads[1]: "
            "the list `reads` has no such entry");
  EXPECT_EQ(
      problem_of(with("       0,\n       1", "1, 1")),
      "s.json: $.organizations.contoso.access_control.git[\"repov2/p-1\"].reads[1]: the numbers must rise");
}

TEST(SnapshotFile, FilesOrganizationsUnderTheirFoldedName) {
  EXPECT_EQ(problem_of(with("\"contoso\": {", "\"fabrikam\": {")),
            "s.json: $.organizations.fabrikam: the key must be the organization's `name` in lower case");
}

TEST(SnapshotFile, RefusesOtherVersionsAndOtherFiles) {
  EXPECT_EQ(problem_of(with("snapshot/1", "snapshot/2")),
            "s.json: was written by another version of patrol (format 2, this one reads format 1): "
            "update patrol, or collect again with this one");
  const std::string_view none = "s.json: is no snapshot of patrol: make one with `patrol collect`";
  EXPECT_EQ(problem_of(with("snapshot/1", "snapshot/1b")), none);
  EXPECT_EQ(problem_of(with("snapshot/1", "audit/1")), none);
  EXPECT_EQ(problem_of("[]"), none);
  EXPECT_EQ(problem_of("{}"), none);
  EXPECT_EQ(problem_of("policy: flow"), "s.json:1:1: no valid JSON, or it was cut off here");
}

TEST(SnapshotFile, ShowsNoControlCharacterOfAKey) {
  EXPECT_EQ(problem_of(with("\"accounts\": {}", "\"accounts\": {\"\\u001b[31m\": 1}")),
            "s.json: $.organizations.contoso.accounts[\"\\u001b[31m\"]: an object is needed here");
}

TEST(SnapshotFile, MalformedTextOfAServiceIsStillAFile) {
  Snapshot snapshot = small_snapshot();
  snapshot.organizations.at("contoso").projects->known.items[0].name = "Sh\xFFop";
  const auto back = read_snapshot(write_snapshot(snapshot), "s.json");
  ASSERT_TRUE(back);
  EXPECT_EQ(back.value().organizations.at("contoso").projects->known.items[0].name, "Sh\xEF\xBF\xBDop");
}

}  // namespace
}  // namespace patrol

#include "auditor/store/snapshot_file.h"
#include "tests/auditor/store/random_snapshot.h"
#include "tests/auditor/store/small_snapshot.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

namespace patrol {
namespace {

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

TEST(SnapshotReader, ReadsWhatWasWritten) {
  const auto snapshot = read_snapshot(small_text, "s.json");
  ASSERT_TRUE(snapshot) << to_string(snapshot.error());
  EXPECT_EQ(snapshot.value(), small_snapshot());
}

TEST(SnapshotReader, BringsEveryFieldBack) {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const Snapshot snapshot = RandomSnapshot(seed).make();
    const std::string text = write_snapshot(snapshot);
    const auto back = read_snapshot(text, "s.json");
    ASSERT_TRUE(back) << "seed " << seed << ": " << to_string(back.error());
    ASSERT_EQ(back.value(), snapshot) << "seed " << seed;
    ASSERT_EQ(write_snapshot(back.value()), text) << "seed " << seed;
  }
}

/// Every list but those of reads, which are numbered, and of members, which stay as many as were told.
void double_lists(nlohmann::json& json) {
  if (json.is_object()) {
    for (auto& [key, value] : json.items()) {
      if (key != "reads" && key != "members") double_lists(value);
    }
  }
  if (!json.is_array()) return;
  for (nlohmann::json& item : json) double_lists(item);
  const nlohmann::json once = json;
  json.insert(json.end(), once.begin(), once.end());
}

TEST(SnapshotReader, CountsEachThingOnce) {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const Snapshot snapshot = RandomSnapshot(seed).make();
    nlohmann::json document = nlohmann::json::parse(write_snapshot(snapshot));
    double_lists(document);
    const auto back = read_snapshot(document.dump(), "s.json");
    ASSERT_TRUE(back) << "seed " << seed << ": " << to_string(back.error());
    ASSERT_EQ(back.value(), snapshot) << "seed " << seed;
  }
}

TEST(SnapshotReader, TakesWhatIsToldDifferentlyForAGap) {
  const std::string_view shop = R"({
       "id": "p-1",
       "name": "Shop",
       "state": "wellFormed",
       "visibility": "private"
      })";
  const std::string other = R"({"id": "P-1", "name": "Store", "state": "", "visibility": ""})";
  const auto snapshot = read_snapshot(with(shop, std::string(shop) + "," + other), "s.json");
  ASSERT_TRUE(snapshot) << to_string(snapshot.error());
  const Listing<Project>& projects = snapshot.value().organizations.at("contoso").projects->known;
  EXPECT_TRUE(projects.items.empty());
  ASSERT_TRUE(projects.rest);
  EXPECT_EQ(projects.rest->what, "`$.organizations.contoso.projects.known` of the snapshot");
  EXPECT_EQ(projects.rest->reason, "the answer tells `P-1` twice, and differently");

  const std::string entry = R"({"descriptor": "d", "effective_allow": null, "effective_deny": null, )";
  const auto of_list = read_snapshot(
      with(R"("value": null)", R"("value": {"token": "t", "inherits": true, "entries": [)" + entry +
                                   R"("allow": 1, "deny": 0}, )" + entry + R"("allow": 0, "deny": 1}]})"),
      "s.json");
  ASSERT_TRUE(of_list) << to_string(of_list.error());
  const auto& list = of_list.value().organizations.at("contoso").access_control.begin()->second.known;
  ASSERT_FALSE(list);
  EXPECT_EQ(list.error().reason, "the answer tells `d` at `t` twice, and differently");
}

TEST(SnapshotReader, KeepsTheGapThatAListHas) {
  const std::string_view none = R"("items": [])";
  const std::string token =
      R"({"authorization_id": "a", "display_name": "", "scopes": [], "target_accounts": null, )"
      R"("valid_from": null, "valid_to": null, "is_valid": )";
  const auto snapshot =
      read_snapshot(with(none, R"("items": [)" + token + "true}, " + token + "false}]"), "s.json");
  ASSERT_TRUE(snapshot) << to_string(snapshot.error());
  const Listing<Token>& tokens = snapshot.value().organizations.at("contoso").tokens.at("aad.x").known;
  EXPECT_TRUE(tokens.items.empty());
  ASSERT_TRUE(tokens.rest);
  EXPECT_EQ(tokens.rest->reason, "HTTP 401");
}

TEST(SnapshotReader, MasksSecretsInNamesOfFilesThatHoldThem) {
  const std::string pasted = std::string(26, 'q') + std::string(26, '7');
  const auto snapshot =
      read_snapshot(with(R"("name": "Shop")", R"("name": "flow )" + pasted + "\""), "s.json");
  ASSERT_TRUE(snapshot) << to_string(snapshot.error());
  EXPECT_EQ(snapshot.value().organizations.at("contoso").projects->known.items.at(0).name, "flow ***");
}

TEST(SnapshotReader, ReadsNothingThatWasCutOff) {
  for (std::size_t length = 0; length + 1 < small_text.size(); ++length) {
    ASSERT_FALSE(read_snapshot(small_text.substr(0, length), "s.json")) << length;
  }
}

TEST(SnapshotReader, MissesEveryKey) {
  EXPECT_EQ(problem_of(with(",\n     \"rest\": null", "")),
            "s.json: $.organizations.contoso.projects.known: `rest` is missing");
  EXPECT_EQ(problem_of(with("\"cut_short\": false,", "")), "s.json: `cut_short` is missing");
}

TEST(SnapshotReader, RefusesKeysThatThisVersionDoesNotKnow) {
  EXPECT_EQ(problem_of(with("\"id\": \"p-1\",", "\"id\": \"p-1\", \"colour of it\": \"secret\",")),
            "s.json: $.organizations.contoso.projects.known.items[0][\"colour of it\"]: unknown key");
}

TEST(SnapshotReader, RefusesAKeyThatStandsTwice) {
  EXPECT_EQ(problem_of(with("\"rest\": null", "\"rest\": null, \"rest\": null")),
            "s.json:33:25: a key stands twice in one object");
}

TEST(SnapshotReader, RefusesWrongTypes) {
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

TEST(SnapshotReader, TellsKnownFromUnknown) {
  const std::string_view expected =
      "s.json: $.organizations.contoso.access_control.git[\"repov2/p-1\"].known: "
      "either `value` or `gap` is needed here";
  EXPECT_EQ(problem_of(with("\"value\": null", "")), expected);
  EXPECT_EQ(problem_of(with("\"value\": null", "\"worth\": null")), expected);
  EXPECT_EQ(problem_of(with("\"value\": null", "\"value\": null, \"gap\": null")), expected);
}

TEST(SnapshotReader, RefusesReadsThatAreNotThere) {
  EXPECT_EQ(problem_of(with("       0,\n       1", "0, 2")),
            "s.json: $.organizations.contoso.access_control.git[\"repov2/p-1\"].reads[1]: "
            "the list `reads` has no such entry");
  EXPECT_EQ(
      problem_of(with("       0,\n       1", "1, 1")),
      "s.json: $.organizations.contoso.access_control.git[\"repov2/p-1\"].reads[1]: the numbers must rise");
}

TEST(SnapshotReader, FindsOrganizationsUnderTheirFoldedName) {
  EXPECT_EQ(problem_of(with("\"contoso\": {", "\"fabrikam\": {")),
            "s.json: $.organizations.fabrikam: the key must be the organization's `name` in lower case");
}

TEST(SnapshotReader, FindsWhatAnEarlierVersionFoldedLess) {
  Snapshot snapshot = small_snapshot();
  Organization& contoso = snapshot.organizations.at("contoso");
  const auto list = contoso.access_control.begin()->second;
  const Fact<Listing<Identity>> nobody{.known = {}, .reads = {0}};
  const Fact<Listing<AccessControlList>> nothing_below{.known = {}, .reads = {1}};
  contoso.access_control.try_emplace({"build", "p-1/Ủy ban/12"}, list);
  contoso.accounts.try_emplace("email:ҐАНОК@contoso.com", nobody);
  contoso.accounts.try_emplace("descriptor:aad.QmFzZTY0", nobody);
  contoso.lists_below.try_emplace("build:p-1/Ș", nothing_below);
  const auto back = read_snapshot(write_snapshot(snapshot), "s.json");
  ASSERT_TRUE(back) << to_string(back.error());
  const Organization& read = back.value().organizations.at("contoso");
  EXPECT_EQ(read.access_control.size(), 2U);
  EXPECT_TRUE(read.access_control.contains({"build", normal_token("p-1/ỦY BAN/12/")}));
  EXPECT_EQ(read.accounts.size(), 2U);
  EXPECT_TRUE(read.accounts.contains(account_key({AccountSelector::Kind::email, "Ґанок@contoso.com"})));
  EXPECT_TRUE(read.accounts.contains(account_key({AccountSelector::Kind::descriptor, "aad.QmFzZTY0"})));
  EXPECT_TRUE(read.lists_below.contains(fact_name("build", normal_token("p-1/ș"))));
}

TEST(SnapshotReader, RefusesOtherVersionsAndOtherFiles) {
  EXPECT_EQ(problem_of(with("snapshot/7", "snapshot/1")),
            "s.json: was written by another version of patrol (format 1, this one reads format 7): "
            "update patrol, or collect again with this one");
  const std::string_view none = "s.json: is no snapshot of patrol: make one with `patrol collect`";
  EXPECT_EQ(problem_of(with("snapshot/7", "snapshot/1b")), none);
  EXPECT_EQ(problem_of(with("snapshot/7", "audit/1")), none);
  EXPECT_EQ(problem_of("[]"), none);
  EXPECT_EQ(problem_of("{}"), none);
  EXPECT_EQ(problem_of("policy: flow"), "s.json:1:1: no valid JSON, or it was cut off here");
}

TEST(SnapshotReader, ReadsTheVersionsBeforeWhichKnewLess) {
  std::string text(with("snapshot/7", "snapshot/5"));
  const auto leave_out = [&](const std::string& later) {
    const std::size_t place = text.find(later);
    ASSERT_NE(place, std::string::npos) << later;
    text.erase(place, later.size());
  };
  leave_out("   \"lists_below\": {},\n");
  EXPECT_EQ(problem_of(text), "none");
  text.replace(text.find("snapshot/5"), 10, "snapshot/4");
  leave_out("   \"every_repository\": null,\n");
  EXPECT_EQ(problem_of(text), "none");
  text.replace(text.find("snapshot/4"), 10, "snapshot/3");
  leave_out("   \"users\": null,\n   \"service_principals\": null,\n");
  EXPECT_EQ(problem_of(text), "none");
  text.replace(text.find("snapshot/3"), 10, "snapshot/2");
  leave_out(",\n   \"probed_tokens\": {},\n   \"probes\": {}");
  EXPECT_EQ(problem_of(text), "none");
  text.replace(text.find("snapshot/2"), 10, "snapshot/3");
  EXPECT_EQ(problem_of(text), "s.json: $.organizations.contoso: `probed_tokens` is missing");
}

TEST(SnapshotReader, KnowsOfNoLicenceOfGitHubInTheVersionsBefore) {
  Snapshot snapshot = small_snapshot();
  const Entitlement express{.account_license_type = "express", .status = "active"};
  snapshot.organizations.at("contoso").entitlements.try_emplace(
      "id-1", Fact<Evidence<Entitlement>>{.known = express, .reads = {0}});
  std::string text = write_snapshot(snapshot);
  const std::string_view line = "\"github_license_type\": \"\",";
  const std::size_t at = text.find(line);
  ASSERT_NE(at, std::string::npos) << text;
  text.erase(at, line.size());
  EXPECT_EQ(
      problem_of(text),
      "s.json: $.organizations.contoso.entitlements[\"id-1\"].known.value: `github_license_type` is missing");
  text.replace(text.find("snapshot/7"), 10, "snapshot/6");
  const auto back = read_snapshot(text, "s.json");
  ASSERT_TRUE(back) << to_string(back.error());
  EXPECT_EQ(back.value(), snapshot);
}

TEST(SnapshotReader, ShowsNoControlCharacterOfAKey) {
  EXPECT_EQ(problem_of(with("\"accounts\": {}", "\"accounts\": {\"\\u001b[31m\": 1}")),
            "s.json: $.organizations.contoso.accounts[\"\\u001b[31m\"]: an object is needed here");
}

}  // namespace
}  // namespace patrol

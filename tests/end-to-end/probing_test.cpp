#include "tests/end-to-end/emulator.h"
#include "tests/end-to-end/patrol.h"
#include "tests/end-to-end/small_organization.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <optional>

/// The integration's own token, which is tried where nobody may list the account's tokens.
namespace patrol::end_to_end {
namespace {

using nlohmann::json;

constexpr const char* secret = "adatum-flow-own-demo-token";
constexpr const char* encoded = "OmFkYXR1bS1mbG93LW93bi1kZW1vLXRva2Vu";
constexpr const char* auditor = "PATROL_TOKEN=adatum-auditor-demo-token";
constexpr const char* hidden_list = "path: tokenadmin, answer: forbidden";

constexpr const char* policy = R"(policy: probed
title: A token
rules:
  - id: pat.usable
    title: It is valid
    require: {pat: {valid: true}}
  - id: pat.scopes
    title: It reads
    require: {pat_scopes: [vso.code, vso.build, vso.graph, vso.identity, vso.project, vso.work]}
  - id: pat.no-wiki
    title: It reads no wiki and writes no code
    forbid: {pat_scopes: [vso.code_write]}
  - id: pat.no-excess
    title: It holds nothing else
    at_most: {pat_scopes: required}
  - id: pat.days
    title: It lasts
    require: {pat: {min_days_left: 14}}
)";

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const std::size_t place = text.find(what);
  EXPECT_NE(place, std::string::npos) << what;
  return place == std::string::npos ? text : text.replace(place, what.size(), with);
}

/// The organization with the token's secret, which `changed` may make another one.
std::string organization(const std::string& what = "", const std::string& with = "") {
  std::string text = replaced(small_organization("adatum"), "name: flow, ",
                              std::string("name: flow, secret: ") + secret + ", ");
  return what.empty() ? text : replaced(std::move(text), what, with);
}

/// An emulator, one integration whose token is in FLOW_PAT, and what patrol says of it.
class Trial {
 public:
  explicit Trial(const std::string& organization_text,
                 std::vector<std::string> flags = {"--fault", hidden_list})
      : emulator_({inputs_.file("organization.yaml", organization_text)}, std::move(flags)) {
    files_.file("policy.yaml", policy);
    tell("name: flow, secret_env: FLOW_PAT");
  }

  /// What the integration says of its token.
  void tell(const std::string& pat) {
    std::string text = replaced(small_integration("adatum"), "policy: pluralsight-flow", "policy: probed");
    text = replaced(std::move(text), "features: [tickets]\n", "");
    files_.file("integration.yaml", replaced(std::move(text), "name: flow", pat));
  }

  Ended run(const std::string& command, const std::vector<std::string>& variables,
            const std::vector<std::string>& more) {
    std::vector<std::string> environment = plain_environment();
    environment.insert(environment.end(), variables.begin(), variables.end());
    std::vector<std::string> line{
        command, "--policies",  files_ / "policy.yaml", "--integrations", files_ / "integration.yaml",
        "--now", reference_time};
    line.insert(line.end(), more.begin(), more.end());
    return run_patrol(line, environment);
  }

  json audit(const std::vector<std::string>& variables, std::vector<std::string> more = {}) {
    more.insert(more.end(), {"--server", emulator_.url(), "--report", "json=" + (reports_ / "audit.json")});
    const Ended ended = run("audit", variables, more);
    said_ = ended.out + ended.err;
    return json::parse(bytes_of(reports_ / "audit.json"), nullptr, false);
  }

  std::string url() const { return emulator_.url(); }
  const std::string& said() const { return said_; }
  const ScratchFolder& reports() const { return reports_; }
  Statistics stop() { return emulator_.stop(); }

 private:
  ScratchFolder inputs_;
  ScratchFolder files_;
  ScratchFolder reports_;
  Emulator emulator_;
  std::string said_;
};

const std::vector<std::string> with_token{auditor, std::string("FLOW_PAT=") + secret};

json finding_of(const json& audit, const std::string& rule) {
  if (audit.is_object()) {
    for (const json& finding : audit.at("findings")) {
      if (finding.at("rule") == rule) return finding;
    }
  }
  ADD_FAILURE() << "no finding of " << rule;
  return json::object();
}

/// `pass probed`
std::string answer_of(const json& audit, const std::string& rule) {
  const json finding = finding_of(audit, rule);
  const json grade = finding.value("grade", json());
  return finding.value("verdict", "") + (grade.is_null() ? "" : " " + grade.get<std::string>());
}

std::string message_of(const json& audit, const std::string& rule) {
  return finding_of(audit, rule).value("message", "");
}

TEST(Probing, ProvesWhatTheTokenReadsAndNeverThatItHoldsNothingElse) {
  Trial trial(organization());
  const json audit = trial.audit(with_token);
  EXPECT_EQ(answer_of(audit, "pat.usable"), "pass probed") << message_of(audit, "pat.usable");
  EXPECT_EQ(answer_of(audit, "pat.scopes"), "pass probed") << message_of(audit, "pat.scopes");
  EXPECT_EQ(answer_of(audit, "pat.no-wiki"), "inconclusive");
  EXPECT_EQ(answer_of(audit, "pat.no-excess"), "inconclusive");
  EXPECT_EQ(answer_of(audit, "pat.days"), "inconclusive");
  EXPECT_NE(message_of(audit, "pat.days").find("does not show it"), std::string::npos);
  EXPECT_EQ(trial.stop().writes, 0U);
}

TEST(Probing, FailsForAScopeThatIsMissing) {
  Trial trial(organization("vso.graph, ", ""));
  const json audit = trial.audit(with_token, {"--verbose"});
  EXPECT_EQ(answer_of(audit, "pat.usable"), "pass probed");
  EXPECT_EQ(answer_of(audit, "pat.scopes"), "fail probed");
  EXPECT_EQ(message_of(audit, "pat.scopes"), "the token in FLOW_PAT lacks Graph: Read (vso.graph)");
  EXPECT_NE(trial.said().find("probed: the integration's own token was tried"), std::string::npos);
}

TEST(Probing, ShowsAScopeTooMuch) {
  Trial trial(organization("vso.graph, ", "vso.graph, vso.wiki, "));
  const json audit = trial.audit(with_token);
  EXPECT_EQ(answer_of(audit, "pat.no-excess"), "fail probed");
  EXPECT_EQ(message_of(audit, "pat.no-excess"),
            "the token in FLOW_PAT holds more than is needed: Wiki: Read (vso.wiki)");
  EXPECT_EQ(answer_of(audit, "pat.scopes"), "pass probed");
}

TEST(Probing, FailsWhereTheTokenIsRevokedOrExpired) {
  for (const auto& [what, with] : {std::pair{"name: flow, ", "name: flow, revoked: true, "},
                                   std::pair{"to: 2027-03-01,\n", "to: 2026-11-01,\n"}}) {
    Trial trial(organization(what, with));
    const json audit = trial.audit(with_token);
    EXPECT_EQ(answer_of(audit, "pat.usable"), "fail probed") << what;
    EXPECT_NE(message_of(audit, "pat.usable").find("is not accepted"), std::string::npos);
    EXPECT_EQ(answer_of(audit, "pat.scopes"), "inconclusive") << what;
  }
}

TEST(Probing, TellsSomebodyElsesToken) {
  Trial trial(organization());
  const json audit = trial.audit({auditor, "FLOW_PAT=adatum-auditor-demo-token"});
  EXPECT_EQ(answer_of(audit, "pat.usable"), "fail probed");
  EXPECT_NE(message_of(audit, "pat.usable").find("not to svc-flow@adatum.com"), std::string::npos);
  EXPECT_EQ(answer_of(audit, "pat.scopes"), "inconclusive");
  EXPECT_NE(message_of(audit, "pat.scopes").find("belongs to"), std::string::npos);
}

TEST(Probing, IsInconclusiveWhereTheVariableIsNotSetOrHoldsSomethingElse) {
  for (const std::string value : {"", "FLOW_PAT=", "FLOW_PAT=ghp_0123456789012345678901234567890123456"}) {
    Trial trial(organization());
    std::vector<std::string> variables{auditor};
    if (!value.empty()) variables.push_back(value);
    const json audit = trial.audit(variables);
    EXPECT_EQ(answer_of(audit, "pat.usable"), "inconclusive") << value;
    EXPECT_NE(message_of(audit, "pat.usable").find("FLOW_PAT"), std::string::npos);
    EXPECT_EQ((trial.said() + audit.dump()).find("ghp_"), std::string::npos);
  }
}

TEST(Probing, ConcludesNothingFromAMissingPermission) {
  Trial trial(organization(),
              {"--fault", hidden_list, "--fault", "path: git/repositories, answer: forbidden"});
  const json audit = trial.audit(with_token);
  EXPECT_EQ(answer_of(audit, "pat.scopes"), "inconclusive");
  EXPECT_NE(message_of(audit, "pat.scopes").find("may be a permission"), std::string::npos);
}

TEST(Probing, IsNoPassWhereTheListSaysOtherwise) {
  Trial trial(organization(), {});
  const json agreeing = trial.audit(with_token);
  EXPECT_EQ(answer_of(agreeing, "pat.usable"), "pass observed");
  EXPECT_EQ(answer_of(agreeing, "pat.scopes"), "pass observed");
  EXPECT_EQ(agreeing.at("notices").size(), 0U) << agreeing.at("notices").dump();
  const json other = trial.audit({auditor, "FLOW_PAT=no-such-token-at-all"});
  for (const std::string rule : {"pat.usable", "pat.days"}) {
    EXPECT_EQ(answer_of(other, rule), "inconclusive");
    EXPECT_NE(message_of(other, rule).find("the evidence disagrees: observed, the token flow"),
              std::string::npos)
        << message_of(other, rule);
    EXPECT_NE(message_of(other, rule).find("the token in FLOW_PAT is not accepted"), std::string::npos);
  }
  EXPECT_EQ(answer_of(other, "pat.scopes"), "pass observed") << "of the token that is named";

  trial.tell("secret_env: FLOW_PAT");
  EXPECT_EQ(answer_of(trial.audit(with_token), "pat.scopes"), "pass observed");
  const json unnamed = trial.audit({auditor, "FLOW_PAT=adatum-auditor-demo-token"});
  for (const std::string rule : {"pat.usable", "pat.scopes", "pat.days"}) {
    EXPECT_EQ(answer_of(unnamed, rule), "inconclusive") << message_of(unnamed, rule);
    EXPECT_NE(message_of(unnamed, rule).find("not to svc-flow@adatum.com"), std::string::npos);
  }
}

TEST(Probing, AsksWithTheTokenOnlyWhatTheRulesNeed) {
  const auto requests = [](const std::string& pat) {
    Trial trial(organization());
    trial.tell(pat);
    trial.audit(with_token);
    return trial.stop();
  };
  const Statistics without = requests("name: flow");
  const Statistics with = requests("name: flow, secret_env: FLOW_PAT");
  // Who it is and its projects; one for each other required scope; five that would show too much.
  EXPECT_EQ(with.requests - without.requests, 2U + 6U + 5U);
  EXPECT_EQ(with.writes, 0U);
}

TEST(Probing, IsInTheSnapshotAndItsSecretNowhere) {
  Trial trial(organization());
  const std::string snapshot = trial.reports() / "snapshot.json";
  const Ended collected = trial.run("collect", with_token, {"--server", trial.url(), "--output", snapshot});
  std::vector<std::string> more{"--verbose"};
  for (const std::string format : {"html", "junit", "csv", "sarif", "markdown"}) {
    more.insert(more.end(), {"--report", format + "=" + (trial.reports() / format)});
  }
  trial.audit(with_token, more);
  std::string all = collected.out + collected.err + trial.said();
  for (const std::string& name : trial.reports().names()) all += bytes_of(trial.reports() / name);
  EXPECT_EQ(all.find(secret), std::string::npos);
  EXPECT_EQ(all.find(encoded), std::string::npos);
  for (const std::string format : {"html", "junit", "csv", "sarif"}) {
    EXPECT_NE(bytes_of(trial.reports() / format).find("probed"), std::string::npos) << format;
  }

  trial.stop();
  trial.run("audit", {}, {"--snapshot", snapshot, "--report", "json=" + (trial.reports() / "offline.json")});
  const json offline = json::parse(bytes_of(trial.reports() / "offline.json"), nullptr, false);
  EXPECT_EQ(answer_of(offline, "pat.scopes"), "pass probed");
}

TEST(Probing, LeavesTheLastWordToWhatIsDeclaredOnlyWhereThatIsAccepted) {
  Trial trial(organization());
  trial.tell(
      "name: flow, scopes: [vso.code, vso.build, vso.graph, vso.identity, vso.project, vso.work], "
      "expires: 2027-03-01");
  const json strict = trial.audit({auditor});
  EXPECT_EQ(answer_of(strict, "pat.no-excess"), "inconclusive");
  EXPECT_NE(finding_of(strict, "pat.no-excess").dump().find("--accept declared"), std::string::npos);
  const json lenient = trial.audit({auditor}, {"--accept", "declared"});
  for (const std::string rule : {"pat.usable", "pat.scopes", "pat.no-excess", "pat.no-wiki", "pat.days"}) {
    EXPECT_EQ(answer_of(lenient, rule), "pass declared") << message_of(lenient, rule);
  }
  EXPECT_NE(lenient.at("notices").dump().find("--accept declared"), std::string::npos);
}

}  // namespace
}  // namespace patrol::end_to_end

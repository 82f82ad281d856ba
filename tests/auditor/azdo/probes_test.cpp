#include "auditor/azdo/probes.h"

#include "tests/auditor/azdo/fake_transport.h"

#include <gtest/gtest.h>

namespace patrol::azdo {
namespace {

constexpr const char* shop = "0f8a2c61-5b7e-4a7d-9c33-7f1e2d4b6a90";

/// The auditor's client, and that of the integration's token.
struct TwoTokens {
  Bench own;
  Bench auditor{ClientOptions{.probing = {{"FLOW_PAT", &own.client}}}};

  Fetched<TriedToken> try_it() { return try_own_token(auditor.client, "FLOW_PAT"); }
};

std::string projects(const std::string& visibility) {
  return R"({"count":1,"value":[{"id":")" + std::string(shop) + R"(","name":"Shop","visibility":")" +
         visibility + R"("}]})";
}

TEST(TryOwnToken, TellsWhoseItIsAndAPrivateProject) {
  TwoTokens tokens;
  tokens.own.transport.on("connectionData", json(fixture("connection.json")))
      .on("projects?$top=100", json(projects("private")));
  const auto tried = tokens.try_it();
  ASSERT_TRUE(tried.known.token);
  EXPECT_TRUE(tried.known.token.value().is_accepted);
  EXPECT_EQ(tried.known.token.value().owner.account, "auditor@contoso.com");
  EXPECT_EQ(tried.known.token.value().project_id, shop);
  EXPECT_TRUE(tried.known.projects && tried.known.projects.value());
  EXPECT_EQ(tried.reads.size(), 2U);
  EXPECT_TRUE(tokens.auditor.transport.requests().empty());
}

TEST(TryOwnToken, TakesNoPublicProject) {
  TwoTokens tokens;
  tokens.own.transport.on("connectionData", json(fixture("connection.json")))
      .on("projects", json(projects("public")));
  EXPECT_EQ(tokens.try_it().known.token.value().project_id, "");
}

TEST(TryOwnToken, IsDeadOnlyWhereItIsSaidToBeOverOrTwoAreasLeadToTheSignInPage) {
  const auto state = [](const Response& who, const Response& listed) -> std::string {
    TwoTokens tokens;
    tokens.own.transport.on("connectionData", who).on("projects", listed);
    const auto tried = tokens.try_it();
    if (!tried.known.token) return "unknown";
    return tried.known.token.value().is_accepted ? "accepted" : "dead";
  };
  EXPECT_EQ(state(status(401), status(401)), "unknown") << "a narrow one is answered so too";
  EXPECT_EQ(state(error(401, "The Personal Access Token used has expired."), status(401)), "dead");
  EXPECT_EQ(state(status(401), error(401, "The Personal Access Token used has expired.")), "dead");
  EXPECT_EQ(state(error(401, "The Personal Access Token used has expired."), status(403)), "dead");
  EXPECT_EQ(state(html(203), html(203)), "dead");
  EXPECT_EQ(state(status(302), html(203)), "dead");
  EXPECT_EQ(state(html(203), status(401)), "unknown") << "one area alone proves nothing";
  EXPECT_EQ(state(status(401), html(203)), "unknown");
  EXPECT_EQ(state(status(302), status(401)), "unknown");
  EXPECT_EQ(state(html(203), json(projects("private"))), "accepted");
  EXPECT_EQ(state(status(401), json(projects("private"))), "accepted");
  EXPECT_EQ(state(status(401), status(404)), "unknown");
  EXPECT_EQ(state(status(404), status(401)), "unknown");
  EXPECT_EQ(state(html(200), status(401)), "unknown");
  EXPECT_EQ(state(error(401, "VS403463: the access policy"), status(401)), "unknown");
}

TEST(TryOwnToken, AsksSoThatADeadOneIsToldFromANarrowOne) {
  TwoTokens tokens;
  tokens.own.transport.on("_apis", status(401));
  const auto tried = tokens.try_it();
  ASSERT_FALSE(tried.known.token);
  const Gap& gap = tried.known.token.error();
  EXPECT_EQ(gap.kind, Gap::Kind::unauthorized);
  EXPECT_EQ(
      gap.reason,
      "it is dead, or its scopes are too small: it is told neither who it is nor its projects, HTTP 401");
  EXPECT_NE(gap.grant.find("list the account's tokens"), std::string::npos);
  EXPECT_FALSE(tried.known.projects);
  ASSERT_EQ(tokens.own.transport.requests().size(), 2U);
  for (const Request& request : tokens.own.transport.requests()) {
    EXPECT_TRUE(request.tells_dead_from_narrow);
  }
}

TEST(TryOwnToken, SaysWhyItWasNotTried) {
  Bench auditor;
  const auto tried = try_own_token(auditor.client, "FLOW_PAT");
  ASSERT_FALSE(tried.known.token);
  EXPECT_EQ(tried.known.token.error().kind, Gap::Kind::not_collected);
  TwoTokens tokens;
  tokens.own.transport.on("connectionData", TransportFailure{TransportFailure::Kind::sign_in,
                                                             "the variable FLOW_PAT is not set", false});
  const auto unset = tokens.try_it();
  ASSERT_FALSE(unset.known.token);
  EXPECT_NE(unset.known.token.error().reason.find("FLOW_PAT is not set"), std::string::npos);
  EXPECT_NE(unset.known.token.error().grant.find("set FLOW_PAT"), std::string::npos);
  EXPECT_TRUE(unset.reads.empty());
}

TEST(FetchProbe, ConcludesFromAnAnswerAndFromA401Alone) {
  const auto answer = [](const Response& response) -> std::string {
    TwoTokens tokens;
    tokens.own.transport.on("git/repositories", response);
    const auto probed = fetch_probe(tokens.auditor.client, "FLOW_PAT", "repositories");
    EXPECT_EQ(tokens.own.transport.requests().size(), 1U);
    if (!probed.known) return "unknown";
    return probed.known.value() ? "there" : "missing";
  };
  EXPECT_EQ(answer(json(R"({"count":0,"value":[]})")), "there");
  EXPECT_EQ(answer(status(401)), "missing");
  EXPECT_EQ(answer(error(401, "Access Denied: The Personal Access Token used has expired.")), "unknown");
  EXPECT_EQ(answer(error(403, "the permission")), "unknown");
  EXPECT_EQ(answer(status(404)), "unknown");
  EXPECT_EQ(answer(html(203)), "unknown");
  EXPECT_EQ(answer(html(200)), "unknown");
}

TEST(FetchProbe, AsksInTheProjectThatItIsTold) {
  TwoTokens tokens;
  tokens.own.transport.on("build/definitions", json(R"({"count":0,"value":[]})"));
  const auto probed = fetch_probe(tokens.auditor.client, "FLOW_PAT", std::string("pipelines/") + shop);
  EXPECT_TRUE(probed.known);
  ASSERT_EQ(tokens.own.transport.urls().size(), 1U);
  EXPECT_EQ(tokens.own.transport.urls().front(), std::string("https://dev.azure.com/contoso/") + shop +
                                                     "/_apis/build/definitions?$top=1&api-version=7.1");
}

}  // namespace
}  // namespace patrol::azdo

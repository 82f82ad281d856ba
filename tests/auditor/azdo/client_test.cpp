#include "auditor/azdo/client.h"

#include "auditor/azdo/answer.h"
#include "tests/auditor/azdo/fake_transport.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <gmock/gmock.h>
#include <utility>

namespace patrol::azdo {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const Question identities{.endpoint = EndpointId::identities,
                          .what = "the account `a`",
                          .path = {"_apis", "identities"},
                          .query = {{"filterValue", "a"}}};
constexpr auto identities_url =
    "https://vssps.dev.azure.com/contoso/_apis/identities?filterValue=a&api-version=7.1";
constexpr auto other_credential =
    "give patrol a credential that is valid for this organization, or correct `organization:` in the "
    "integration "
    "file";
const TransportFailure dropped{TransportFailure::Kind::connection, "connection reset"};

Read read_of(int status, std::optional<std::size_t> count = std::nullopt) {
  return {.method = "GET", .url = identities_url, .status = status, .count = count};
}

/// What one question came to.
struct Asked {
  std::optional<Answer> answer;
  Gap gap;
  std::vector<Read> reads;
};

Asked ask(Bench& bench, const Question& question = identities) {
  Asked asked;
  auto result = bench.client.ask(question, asked.reads);
  if (result) {
    asked.answer = std::move(result).value();
  } else {
    asked.gap = std::move(result).error();
  }
  return asked;
}

TEST(Client, AsksTheServicesOwnHostAndTellsTheRead) {
  Bench bench;
  bench.transport.on("identities", json(R"({"count":2,"value":[{},{}]})"));
  const auto asked = ask(bench);
  ASSERT_TRUE(asked.answer);
  EXPECT_THAT(asked.reads, ElementsAre(read_of(200, 2)));
  EXPECT_THAT(bench.transport.urls(), ElementsAre(identities_url));
  EXPECT_EQ(bench.transport.requests()[0].api_version, "7.1");
}

TEST(Client, PostsWhereThereIsABody) {
  Bench bench;
  bench.transport.on("subjectlookup", json(R"({"value":{"a":{}}})"));
  const auto asked = ask(
      bench,
      {.endpoint = EndpointId::subject_lookup, .path = {"_apis", "graph", "subjectlookup"}, .body = "{}"});
  ASSERT_EQ(asked.reads.size(), 1U);
  EXPECT_EQ(asked.reads[0].method, "POST");
  EXPECT_EQ(asked.reads[0].count, 1U);
}

TEST(Client, TriesAgainAndTellsOneRead) {
  const std::vector<FakeTransport::Reply> passing{dropped,
                                                  TransportFailure{TransportFailure::Kind::timeout, ""},
                                                  status(408),
                                                  status(429),
                                                  status(500),
                                                  status(503),
                                                  json("{\"value\":[")};
  for (const auto& trouble : passing) {
    Bench bench;
    bench.transport.on("identities", trouble).on("identities", json(R"({"value":[]})"));
    const auto asked = ask(bench);
    EXPECT_TRUE(asked.answer);
    EXPECT_THAT(asked.reads, ElementsAre(read_of(200, 0)));
    EXPECT_EQ(bench.transport.requests().size(), 2U);
  }
}

TEST(Client, TriesOnceWhereAnotherTryCanNotHelp) {
  for (const auto& refusal :
       {html(203), html(302), html(200), status(301), status(400), error(403, "no"), status(404)}) {
    Bench bench;
    bench.transport.on("connectionData", json("{}")).on("identities", refusal);
    const auto asked = ask(bench);
    EXPECT_FALSE(asked.answer);
    EXPECT_THAT(asked.reads, ElementsAre(read_of(refusal.status)));
    const auto is_the_question = [](const Request& request) { return request.path.back() == "identities"; };
    EXPECT_EQ(std::ranges::count_if(bench.transport.requests(), is_the_question), 1) << refusal.status;
  }
}

TEST(Client, BacksOffLongerEachTimeAndGivesUp) {
  Bench bench;
  bench.transport.on("identities", dropped);
  const auto asked = ask(bench);
  EXPECT_EQ(asked.gap,
            (Gap{.kind = Gap::Kind::unreachable,
                 .what = "the account `a`",
                 .reason = "no answer: connection reset",
                 .grant = "see that this machine reaches the service (network, HTTPS_PROXY, SSL_CERT_FILE), "
                          "then audit again"}));
  EXPECT_THAT(asked.reads, ElementsAre(read_of(0)));
  EXPECT_THAT(bench.time.sleeps(),
              ElementsAre(milliseconds{250}, milliseconds{500}, milliseconds{1000}, milliseconds{2000}));
}

TEST(Client, GivesUpWhenTheTimeOfARequestIsOver) {
  Bench bench;
  bench.transport.meanwhile = [&](const Request&) { bench.time.pass(seconds{30}); };
  bench.transport.on("identities", TransportFailure{TransportFailure::Kind::timeout, ""});
  const auto asked = ask(bench);
  EXPECT_EQ(asked.gap.kind, Gap::Kind::unreachable);
  EXPECT_EQ(bench.transport.requests().size(), 3U);
  EXPECT_LE(bench.time.elapsed(), seconds{91});
}

/// The identities are asked for in vain, each try for as long as it may take.
void let_it_hang(Bench& bench) {
  bench.transport.meanwhile = [&](const Request& request) {
    if (request.path.back() == "identities") bench.time.pass(seconds{30});
  };
  bench.transport.on("identities", TransportFailure{TransportFailure::Kind::timeout, ""});
}

TEST(Client, DoesNotAskAHostAtOnceAgainThatNeverAnswered) {
  Bench bench;
  let_it_hang(bench);
  bench.transport.on("connectionData", json("{}"));
  ask(bench);
  const std::size_t tries = bench.transport.requests().size();
  const auto asked = ask(bench);
  EXPECT_EQ(bench.transport.requests().size(), tries);
  EXPECT_TRUE(asked.reads.empty());
  EXPECT_EQ(asked.gap.kind, Gap::Kind::unreachable);
  EXPECT_EQ(asked.gap.reason,
            "not asked, as vssps.dev.azure.com had answered nothing before: no answer in time");
  EXPECT_THAT(asked.gap.grant, HasSubstr("see that this machine reaches the service"));
  EXPECT_TRUE(ask(bench, {.endpoint = EndpointId::connection, .path = {"_apis", "connectionData"}}).answer)
      << "the other host was not asked before";
  bench.time.pass(seconds{61});
  EXPECT_EQ(ask(bench).gap.reason, "no answer in time");
  EXPECT_GT(bench.transport.requests().size(), tries + 1);
}

TEST(Client, AsksAHostAgainThatAnsweredSomethingOnce) {
  for (const auto& first : {json("{}"), error(403, "no")}) {
    Bench bench;
    bench.transport.on("identities", first);
    let_it_hang(bench);
    ask(bench);
    ask(bench);
    EXPECT_EQ(ask(bench).gap.reason, "no answer in time") << first.status;
  }
}

// The pause that the service asked of everybody is not the silence of one host.
TEST(Client, AsksAHostAgainThatItOnlyWaitedToAsk) {
  Bench bench;
  bench.transport.on("connectionData", status(429, "", {{"Retry-After", "50"}}))
      .on("connectionData", json("{}"))
      .on("identities", dropped);
  ask(bench, {.endpoint = EndpointId::connection, .path = {"_apis", "connectionData"}});
  ask(bench);
  EXPECT_EQ(ask(bench).gap.reason, "no answer: connection reset");
}

// A container whose network is not up yet; a service principal whose login server is away.
TEST(Client, AsksAHostAgainThatRefusedAtOnceOrWasNotAsked) {
  for (const auto& failure :
       {dropped, TransportFailure{TransportFailure::Kind::sign_in_away, "no login server", false}}) {
    Bench bench;
    bench.transport.meanwhile = [&](const Request&) {
      if (!failure.sent) bench.time.pass(seconds{60});
    };
    for (int tries = 0; tries < (failure.sent ? 5 : 1); ++tries) bench.transport.on("identities", failure);
    bench.transport.on("identities", json("{}"));
    EXPECT_EQ(ask(bench).gap.kind, Gap::Kind::unreachable);
    EXPECT_TRUE(ask(bench).answer) << failure.what;
  }
}

TEST(Client, TellsTheEndOfTheRunAlsoOfAHostThatNeverAnswered) {
  FakeTime clock;
  Bench bench({.deadline = clock.timing().now() + seconds{100}});
  let_it_hang(bench);
  ask(bench);
  bench.time.pass(seconds{30});
  EXPECT_EQ(ask(bench).gap.kind, Gap::Kind::cut_short);
}

TEST(Client, WaitsAsTheServiceAsks) {
  Bench bench;
  bench.transport.on("identities", status(429, "", {{"Retry-After", "20"}})).on("identities", json("{}"));
  EXPECT_TRUE(ask(bench).answer);
  EXPECT_EQ(bench.time.elapsed(), seconds{20});
}

TEST(Client, DoesNotWaitLongerThanARequestMayTake) {
  Bench bench;
  bench.transport.on("identities", status(429, "", {{"Retry-After", "3600"}}));
  const auto first = ask(bench);
  EXPECT_EQ(first.gap.kind, Gap::Kind::throttled);
  EXPECT_EQ(first.gap.reason, "HTTP 429: the service refused for load");
  const auto second = ask(bench);
  EXPECT_EQ(second.gap.kind, Gap::Kind::throttled);
  EXPECT_EQ(second.gap.reason, "the service asked to wait longer than a request may take");
  EXPECT_TRUE(second.reads.empty());
  EXPECT_LT(bench.time.elapsed(), seconds{90});
}

TEST(Client, AsksNothingAfterAnInterrupt) {
  std::stop_source stop;
  stop.request_stop();
  Bench bench(ClientOptions{.stop = stop.get_token()});
  const auto asked = ask(bench);
  EXPECT_EQ(asked.gap.kind, Gap::Kind::cut_short);
  EXPECT_EQ(asked.gap.reason, "interrupted");
  EXPECT_TRUE(asked.reads.empty());
  EXPECT_TRUE(bench.transport.requests().empty());
}

TEST(Client, DoesNotTryAgainAfterAnInterrupt) {
  std::stop_source stop;
  Bench bench(ClientOptions{.stop = stop.get_token()});
  bench.transport.meanwhile = [&](const Request&) { stop.request_stop(); };
  EXPECT_EQ(ask(bench).gap.kind, Gap::Kind::cut_short);
  EXPECT_EQ(bench.transport.requests().size(), 1U);
}

TEST(Client, AsksNothingAfterTheTimeOfTheRunAndTellsWhatTheLastTryMet) {
  Bench bench(ClientOptions{.deadline = FakeTime().timing().now() + seconds{10}});
  bench.transport.on("identities", dropped);
  bench.transport.meanwhile = [&](const Request&) { bench.time.pass(seconds{11}); };
  EXPECT_EQ(
      ask(bench).gap,
      (Gap{.kind = Gap::Kind::cut_short,
           .what = "the account `a`",
           .reason = "the time for the whole run was over; before that: no answer: connection reset",
           .grant = "see that this machine reaches the service (network, HTTPS_PROXY, SSL_CERT_FILE), then "
                    "audit again, with more time (--max-time)"}));
  EXPECT_EQ(ask(bench).gap, (Gap{.kind = Gap::Kind::cut_short,
                                 .what = "the account `a`",
                                 .reason = "the time for the whole run was over",
                                 .grant = "audit again, with more time (--max-time)"}));
  EXPECT_EQ(bench.transport.requests().size(), 1U);
}

TEST(Client, TellsWhatTheLastTryMetWhereTheTimeOfTheRunEndsWhileItWaits) {
  const auto told = [](const Headers& headers, int end) {
    Bench bench(ClientOptions{.deadline = FakeTime().timing().now() + seconds{end}});
    bench.transport.on("identities", status(503, R"({"message":"TF24668: stopped"})", headers));
    const auto gap = ask(bench).gap;
    EXPECT_EQ(gap.kind, Gap::Kind::cut_short);
    return gap.reason;
  };
  const std::string met = "; before that: HTTP 503: the organization is stopped or moved: TF24668: stopped";
  EXPECT_EQ(told({}, 1), "the time for the whole run was over" + met);
  EXPECT_EQ(told({{"Retry-After", "20"}}, 10),
            "the service asked to wait longer than the run may take" + met);
}

TEST(Client, SaysSoWhereThePauseThatTheServiceAskedForEndsAfterTheRun) {
  Bench bench(ClientOptions{.deadline = FakeTime().timing().now() + seconds{10}});
  bench.transport.on("identities", json(R"({"count":0,"value":[]})", {{"Retry-After", "20"}}));
  EXPECT_TRUE(ask(bench).answer);
  EXPECT_EQ(
      ask(bench).gap,
      (Gap{.kind = Gap::Kind::cut_short,
           .what = "the account `a`",
           .reason = "the service asked to wait longer than the run may take",
           .grant = "audit again later, or with less at once (--concurrency), with more time (--max-time)"}));
  EXPECT_EQ(bench.transport.requests().size(), 1U);
}

TEST(Client, TakesA401ForTooSmallAScopeWhereAnotherCallSucceeded) {
  Bench bench;
  bench.transport.on("connectionData", json("{}")).on("identities", status(401));
  EXPECT_EQ(ask(bench).gap,
            (Gap{.kind = Gap::Kind::unauthorized,
                 .what = "the account `a`",
                 .reason = "HTTP 401: the scope of the credential does not cover this",
                 .grant = "give the auditor's token the scope Identity: Read (vso.identity)"}));
}

TEST(Client, AsksOnceWhetherTheCredentialWorksAndRecordsNoReadOfIt) {
  Bench bench;
  bench.transport.on("connectionData", json("{}")).on("identities", status(401));
  ask(bench);
  EXPECT_THAT(ask(bench).reads, ElementsAre(read_of(401)));
  EXPECT_EQ(bench.transport.requests().size(), 3U);
}

TEST(Client, TakesA401EverywhereForADeadCredential) {
  Bench bench;
  bench.transport.on("_apis", status(401));
  const auto gap = ask(bench).gap;
  EXPECT_THAT(gap.reason, HasSubstr("HTTP 401: the credential is not accepted"));
  EXPECT_EQ(gap.grant, other_credential);
}

const Question connection{
    .endpoint = EndpointId::connection, .what = "who is signed in", .path = {"_apis", "connectionData"}};

TEST(Client, TakesA401ForAnEndWhereItIsNotToldAnyMoreWhoItIs) {
  Bench bench;
  bench.transport.on("connectionData", json("{}")).on("connectionData", status(401));
  bench.transport.on("identities", status(401));
  ASSERT_TRUE(ask(bench, connection).answer);
  const auto gap = ask(bench).gap;
  EXPECT_EQ(gap.kind, Gap::Kind::unauthorized);
  EXPECT_EQ(gap.reason,
            "HTTP 401: the credential is not accepted any more; it ended or was revoked while this ran");
  EXPECT_EQ(gap.grant, "audit again, with a credential that does not end meanwhile");
  ask(bench);
  EXPECT_EQ(bench.transport.requests().size(), 4U) << "an end is seen once";
}

TEST(Client, LooksForAnEndNowAndThenWhereTheScopeIsTooSmall) {
  Bench bench;
  bench.transport.on("connectionData", json("{}")).on("identities", status(401));
  ASSERT_TRUE(ask(bench, connection).answer);
  for (int i = 0; i < 3; ++i) EXPECT_THAT(ask(bench).gap.reason, HasSubstr("the scope of the credential"));
  EXPECT_EQ(bench.transport.requests().size(), 5U);
}

TEST(Client, KeepsTheServicesWordsOfAnExpiredToken) {
  Bench bench;
  bench.transport.on("_apis", error(401, "Access Denied: The Personal Access Token used has expired."));
  const auto gap = ask(bench).gap;
  EXPECT_EQ(gap.reason, "HTTP 401: Access Denied: The Personal Access Token used has expired.");
  EXPECT_EQ(gap.grant, other_credential);
}

TEST(Client, DoubtsTheNameOfAnOrganizationOfWhichNothingWasFound) {
  Bench bench;
  bench.transport.on("_apis", status(404));
  const auto gap = ask(bench).gap;
  EXPECT_EQ(gap.kind, Gap::Kind::not_found);
  EXPECT_EQ(
      gap.grant,
      "check `organization:` in the integration file; if it is right, give the auditor's account membership "
      "of the organization");
}

TEST(Client, DoesNotDoubtTheNameWhereSomethingElseWasFound) {
  Bench bench;
  bench.transport.on("connectionData", json("{}")).on("identities", status(404));
  EXPECT_EQ(ask(bench).gap.grant, "give the auditor's account membership of the organization");
}

TEST(Client, NamesThePermissionThatIsMissing) {
  Bench bench;
  bench.transport.on("personalaccesstokens", error(403, "needs admin"));
  const auto gap =
      ask(bench, {.endpoint = EndpointId::tokens, .what = "tokens", .path = {"personalaccesstokens"}}).gap;
  EXPECT_EQ(gap.kind, Gap::Kind::forbidden);
  EXPECT_EQ(gap.grant, "give the auditor's account membership in Project Collection Administrators");
}

TEST(Client, ShowsNoSecretThatTheServerEchoesOrTheUserMistyped) {
  const std::string fresh = std::string(76, 'a') + "AZDO" + "1234";
  const std::string old(52, 'q');
  for (const auto& secret : {fresh, old}) {
    Bench bench;
    bench.transport.on("identities", error(403, "the token " + secret + " is refused, Authorization: Basic " +
                                                    std::string("OmFhYWFhYWFhYWFhYWFhYWFh")));
    Question question = identities;
    question.query = {{"filterValue", secret}};
    const auto asked = ask(bench, question);
    EXPECT_THAT(asked.gap.reason, Not(HasSubstr(secret)));
    EXPECT_THAT(asked.gap.reason, Not(HasSubstr("OmFh")));
    EXPECT_THAT(asked.reads.at(0).url, Not(HasSubstr(secret)));
  }
}

TEST(Client, TakesTheTokenOfTheNextPageFromHeaderOrBody) {
  const auto continuation = [](const Response& response) {
    Bench bench;
    bench.transport.on("identities", response);
    return ask(bench).answer.value().continuation;
  };
  EXPECT_EQ(continuation(json("{}", {{"x-ms-continuationtoken", "next"}})), "next");
  EXPECT_EQ(continuation(json(R"({"continuationToken":"b+/="})")), "b+/=");
  EXPECT_EQ(continuation(json(R"({"continuationToken":7})")), "7");
  EXPECT_EQ(continuation(json(R"({"continuationToken":null})")), "");
  EXPECT_EQ(continuation(json(R"({"continuationToken":""})")), "");
  EXPECT_EQ(continuation(json("[]")), "");
}

}  // namespace
}  // namespace patrol::azdo

#include "auditor/azdo/judge.h"

#include "tests/auditor/azdo/fake_transport.h"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

namespace patrol::azdo {
namespace {

using testing::HasSubstr;
using Mend = Refusal::Mend;

Refusal refusal(const Response& response) {
  auto judged = judge(response);
  EXPECT_FALSE(judged);
  return judged ? Refusal{} : std::move(judged).error();
}

TEST(Judge, TakesJsonOfA200Only) {
  EXPECT_TRUE(judge(json("{}")));
  EXPECT_TRUE(judge(json("\xEF\xBB\xBF{}")));
  EXPECT_TRUE(judge(status(200, "{}", {{"Content-Type", "APPLICATION/JSON"}})));
  for (const int code : {201, 202, 203, 204, 206, 302, 400, 404, 500}) {
    EXPECT_FALSE(judge(status(code, "{}", {{"Content-Type", "application/json"}}))) << code;
  }
}

TEST(Judge, KnowsTheSignInPageInAllItsForms) {
  for (const auto& response : {html(203), html(302), html(200), html(200, "<a href=\"/_signin\">")}) {
    const auto answer = refusal(response);
    EXPECT_EQ(answer.kind, Gap::Kind::unauthorized);
    EXPECT_EQ(answer.mend, Mend::credential);
    EXPECT_THAT(answer.reason, HasSubstr("not signed in"));
    EXPECT_FALSE(answer.try_again);
  }
}

TEST(Judge, TakesNoPageForEvidence) {
  EXPECT_THAT(refusal(html(200, "<html>hello</html>")).reason, HasSubstr("a page in place of JSON"));
  EXPECT_EQ(refusal(status(200, "{}", {{"Content-Type", "text/plain"}})).kind, Gap::Kind::bad_answer);
  EXPECT_EQ(refusal(status(200, "{}")).kind, Gap::Kind::bad_answer);
  EXPECT_FALSE(refusal(html(200, "{}")).try_again);
}

TEST(Judge, AsksAgainForABodyThatIsCut) {
  for (const auto* body : {"", "{\"count\":2,\"value\":[{"}) {
    const auto answer = refusal(json(body));
    EXPECT_EQ(answer.kind, Gap::Kind::bad_answer);
    EXPECT_TRUE(answer.try_again);
  }
}

TEST(Judge, TakesNoAnswerThatContradictsItself) {
  for (const auto* body :
       {R"({"count":7,"value":[]})", R"({"count":0,"value":[{"id":"a"}]})", R"({"count":"1","value":[{}]})",
        R"({"value":[{}],"count":null})", R"({"value":[],"count":-1})", R"({"count":2,"value":{"a":{}}})"}) {
    EXPECT_EQ(
        refusal(json(body)),
        (Refusal{
            .kind = Gap::Kind::bad_answer,
            .reason = "HTTP 200: it contradicts itself: `count` is not the number of entries in `value`"}))
        << body;
  }
  EXPECT_EQ(refusal(json(R"({"value":[1],"count":0,"value":[]})")),
            (Refusal{.kind = Gap::Kind::bad_answer,
                     .reason = "HTTP 200: a key stands twice in one object of the body"}));
}

TEST(Judge, CountsNullEntriesAndThoseOfMaps) {
  for (const auto* body : {R"({"count":2,"value":[null,{}]})", R"({"count":1,"value":{"aad.a":null}})",
                           R"({"count":0,"value":[]})", R"({"value":[{}],"continuationToken":null})",
                           R"({"count":3})", R"({"value":"aad.a"})", "[1]"}) {
    EXPECT_TRUE(judge(json(body))) << body;
  }
}

TEST(Judge, NeverFollowsOtherRedirects) {
  EXPECT_EQ(refusal(status(301)),
            (Refusal{.kind = Gap::Kind::bad_answer,
                     .reason = "HTTP 301: a redirect, and redirects are never followed"}));
}

TEST(Judge, ShowsTheServicesOwnMessageInAllItsShapes) {
  EXPECT_EQ(refusal(error(401, "The Personal Access Token used has expired.")),
            (Refusal{.kind = Gap::Kind::unauthorized,
                     .reason = "HTTP 401: The Personal Access Token used has expired.",
                     .mend = Mend::scope,
                     .has_message = true}));
  EXPECT_EQ(refusal(status(400, "\xEF\xBB\xBF{\"value\":{\"Message\":\"old stack\"},\"count\":1}")).reason,
            "HTTP 400: old stack");
  EXPECT_EQ(refusal(status(400, R"({"ClassName":"X","Message":"older"})")).reason, "HTTP 400: older");
  EXPECT_EQ(refusal(status(401, "", {{"x-tfs-serviceerror", "The+token%20expired%2e %C3%BC"}})).reason,
            "HTTP 401: The token expired. ??");
}

TEST(Judge, TellsDenialsApart) {
  EXPECT_EQ(refusal(status(401)),
            (Refusal{.kind = Gap::Kind::unauthorized, .reason = "HTTP 401", .mend = Mend::scope}));
  EXPECT_EQ(refusal(error(403, "Access denied: Alice needs X")).kind, Gap::Kind::forbidden);
  EXPECT_EQ(refusal(error(403, "Access denied: Alice needs X")).mend, Mend::permission);
  for (const int code : {401, 403}) {
    EXPECT_EQ(refusal(error(code, "VS403463: The conditional access policy …")).mend, Mend::access_policy);
  }
  EXPECT_EQ(refusal(status(404, "The controller for path '/x' was not found")).kind, Gap::Kind::not_found);
}

TEST(Judge, TriesAgainWhatMayPass) {
  for (const int code : {408, 429, 500, 502, 503}) EXPECT_TRUE(refusal(status(code)).try_again) << code;
  for (const int code : {203, 301, 302, 400, 401, 403, 404, 409, 410, 501 - 100}) {
    EXPECT_FALSE(refusal(status(code)).try_again) << code;
  }
  EXPECT_EQ(refusal(status(429)).kind, Gap::Kind::throttled);
  EXPECT_EQ(refusal(status(502)).kind, Gap::Kind::unreachable);
  EXPECT_THAT(refusal(status(503, "\xEF\xBB\xBF{\"message\":\"TF24668: stopped\"}")).reason,
              HasSubstr("the organization is stopped or moved"));
}

TEST(Judge, MakesForeignTextHarmless) {
  EXPECT_EQ(refusal(error(403, "no\r\n##vso[x] Bearer eyJhbGci.eyJzdWIi.c2ln")).reason,
            "HTTP 403: no ##vso[x] Bearer ***");
}

TEST(Judge, TellsWhyThereIsNoAnswer) {
  using Kind = TransportFailure::Kind;
  EXPECT_TRUE(judge(TransportFailure{Kind::connection, "refused"}).try_again);
  EXPECT_TRUE(judge(TransportFailure{Kind::timeout, ""}).try_again);
  EXPECT_FALSE(judge(TransportFailure{Kind::tls, ""}).try_again);
  EXPECT_FALSE(judge(TransportFailure{Kind::too_large, ""}).try_again);
  EXPECT_EQ(judge(TransportFailure{Kind::too_large, ""}).kind, Gap::Kind::bad_answer);
  EXPECT_EQ(judge(TransportFailure{Kind::stopped, ""}).kind, Gap::Kind::cut_short);
  EXPECT_FALSE(judge(TransportFailure{Kind::sign_in, ""}).try_again);
  EXPECT_EQ(judge(TransportFailure{Kind::sign_in, ""}).kind, Gap::Kind::unauthorized);
  EXPECT_FALSE(judge(TransportFailure{Kind::sign_in_away, ""}).try_again);
  EXPECT_EQ(judge(TransportFailure{Kind::sign_in_away, ""}).kind, Gap::Kind::unreachable);
  EXPECT_EQ(judge(TransportFailure{Kind::connection, "refused"}).reason, "no answer: refused");
}

}  // namespace
}  // namespace patrol::azdo

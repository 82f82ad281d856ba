#include "auditor/azdo/entra.h"

#include "tests/auditor/azdo/fake_http.h"
#include "tests/auditor/azdo/fake_transport.h"
#include "tests/support/key_pair.h"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

namespace patrol::azdo {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using Kind = TransportFailure::Kind;

constexpr std::chrono::seconds plenty{20};
const std::string client_secret = "s3cr~t with+signs&more";
const std::string good = R"({"token_type":"Bearer","expires_in":3599,"access_token":"eyJ.a.b"})";

ClientCredentials principal() {
  return {.tenant = "contoso.onmicrosoft.com",
          .client_id = "11111111-2222-3333-4444-555555555555",
          .proof = Secret(client_secret)};
}

/// One sign-in, and what it gave.
struct Attempt {
  FakeTime time;
  FakeHttp http;
  Result<Bearer, TransportFailure> end = TransportFailure{};

  Attempt(int status, const std::string& body, ClientCredentials who = principal(),
          std::optional<Server> server = std::nullopt) {
    http.then(status, body);
    end = ask_entra(http, std::move(who), std::move(server), time.timing())(plenty, {});
  }
  std::string sent() const { return std::string(http.messages().at(0).body.reveal()); }
  std::string problem() const { return end ? "" : end.error().what; }
};

TEST(Entra, IsAskedForAzureDevOpsByTheClientCredentialsFlow) {
  const Attempt attempt(200, good);
  const HttpMessage& message = attempt.http.messages().at(0);
  EXPECT_EQ(message.method, Request::Method::post);
  EXPECT_EQ(message.origin + message.target,
            "https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/token");
  EXPECT_EQ(message.content_type, "application/x-www-form-urlencoded");
  EXPECT_TRUE(message.authorization.empty());
  EXPECT_EQ(attempt.sent(),
            "client_id=11111111-2222-3333-4444-555555555555"
            "&scope=499b84ac-1321-427f-aa17-267ca6975798%2F.default"
            "&grant_type=client_credentials&client_secret=s3cr~t%20with%2Bsigns%26more");
  ASSERT_TRUE(attempt.end) << attempt.problem();
  EXPECT_EQ(attempt.end.value().secret.reveal(), "eyJ.a.b");
  EXPECT_EQ(attempt.end.value().lives, std::chrono::seconds{3599});
}

TEST(Entra, IsAskedThroughTheServerThatWasNamed) {
  const Attempt attempt(200, good, principal(), Server{.origin = "http://127.0.0.1:1", .prefix = "/x"});
  EXPECT_EQ(attempt.http.messages().at(0).origin, "http://127.0.0.1:1");
  EXPECT_THAT(attempt.http.messages().at(0).target, StartsWith("/x/login.microsoftonline.com/contoso"));
}

TEST(Entra, GetsAnAssertionOfTheCertificateMadeForTheRealEndpoint) {
  const KeyPair pair;
  auto certificate = ClientCertificate::load(pair.key_pem() + pair.certificate_pem(), Secret(), "sp.pem");
  ASSERT_TRUE(certificate);
  ClientCredentials who = principal();
  who.proof = std::move(certificate).value();
  const Attempt attempt(200, good, who, Server{.origin = "http://127.0.0.1:1", .prefix = ""});
  EXPECT_THAT(
      attempt.sent(),
      HasSubstr("client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"));
  EXPECT_THAT(attempt.sent(), HasSubstr("&client_assertion=eyJ"));
  EXPECT_THAT(attempt.sent(), Not(HasSubstr("client_secret")));
  EXPECT_TRUE(attempt.end);
}

TEST(Entra, GetsTheFederatedTokenAsItIsNow) {
  int reads = 0;
  ClientCredentials who = principal();
  who.proof = FederatedToken([&] { return Result<Secret>(Secret("fed-" + std::to_string(++reads))); });
  FakeTime time;
  FakeHttp http;
  http.then(200, good);
  const AskBearer ask = ask_entra(http, who, std::nullopt, time.timing());
  ASSERT_TRUE(ask(plenty, {}));
  ASSERT_TRUE(ask(plenty, {}));
  EXPECT_THAT(std::string(http.messages().at(1).body.reveal()), HasSubstr("client_assertion=fed-2"));
}

TEST(Entra, IsNotAskedWithoutTheFederatedToken) {
  ClientCredentials who = principal();
  who.proof = FederatedToken([] {
    return Result<Secret>(Error{Error::Kind::file, "/var/run/t", "is gone"});
  });
  const Attempt attempt(200, good, who);
  EXPECT_EQ(attempt.problem(), "/var/run/t: is gone");
  EXPECT_TRUE(attempt.http.messages().empty());
}

TEST(Entra, SaysWhyItRefuses) {
  const Attempt attempt(
      401,
      R"({"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided.\r\nTrace ID: 1"})");
  ASSERT_FALSE(attempt.end);
  EXPECT_EQ(
      attempt.end.error(),
      (TransportFailure{Kind::sign_in,
                        "login.microsoftonline.com: AADSTS7000215: Invalid client secret provided.", false}));
}

TEST(Entra, MayAnswerAnotherTime) {
  for (const int status : {408, 429, 500, 503}) {
    const Attempt attempt(status, "");
    ASSERT_FALSE(attempt.end);
    EXPECT_EQ(attempt.end.error().kind, Kind::connection) << status;
    EXPECT_FALSE(attempt.end.error().sent);
  }
}

TEST(Entra, IsBelievedOnlyWithAWholeAnswer) {
  for (const std::string body :
       {"", "[]", "null", "<html>", "{}", R"({"access_token":"eyJ.a.b"})",
        R"({"token_type":"Bearer","access_token":"eyJ.a.b"})",
        R"({"token_type":"Bearer","expires_in":0,"access_token":"eyJ.a.b"})",
        R"({"token_type":"Bearer","expires_in":-5,"access_token":"eyJ.a.b"})",
        R"({"token_type":"Bearer","expires_in":1e30,"access_token":"eyJ.a.b"})",
        R"({"token_type":"Bearer","expires_in":"soon","access_token":"eyJ.a.b"})",
        R"({"token_type":"mac","expires_in":3599,"access_token":"eyJ.a.b"})",
        R"({"token_type":"Bearer","expires_in":3599,"access_token":""})",
        R"({"token_type":"Bearer","expires_in":3599,"access_token":"a\r\nX-Evil: 1"})",
        R"({"token_type":"Bearer","expires_in":3599,"access_token":7})"}) {
    const Attempt attempt(200, body);
    ASSERT_FALSE(attempt.end) << body;
    EXPECT_EQ(attempt.end.error().kind, Kind::sign_in) << body;
    EXPECT_THAT(attempt.problem(), Not(HasSubstr("eyJ"))) << body;
  }
  EXPECT_FALSE(Attempt(302, good).end);
  EXPECT_FALSE(Attempt(203, good).end);
}

TEST(Entra, MayWriteNumbersAsText) {
  const Attempt attempt(200, R"({"token_type":"bearer","expires_in":"60","access_token":"eyJ.a.b"})");
  ASSERT_TRUE(attempt.end) << attempt.problem();
  EXPECT_EQ(attempt.end.value().lives, std::chrono::seconds{60});
}

TEST(Entra, ThatEchoesTheSecretIsNotQuoted) {
  const Attempt attempt(401, R"({"error_description":"you sent )" + client_secret + R"( to me"})");
  EXPECT_EQ(attempt.problem(), "login.microsoftonline.com: you sent *** to me");
}

TEST(Entra, ThatIsAwayIsNamed) {
  FakeTime time;
  FakeHttp http;
  http.then(TransportFailure{Kind::tls, "no trust"});
  const auto end = ask_entra(http, principal(), std::nullopt, time.timing())(plenty, {});
  ASSERT_FALSE(end);
  EXPECT_EQ(end.error(), (TransportFailure{Kind::tls, "login.microsoftonline.com: no trust", false}));
}

}  // namespace
}  // namespace patrol::azdo

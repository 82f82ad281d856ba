#include "auditor/azdo/http_transport.h"

#include "tests/auditor/azdo/fake_http.h"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

namespace patrol::azdo {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using Kind = TransportFailure::Kind;

constexpr std::chrono::seconds plenty{20};
const std::string pat = std::string(76, 'a') + "AZDO" + "1234";

const Request projects{.host = "dev.azure.com",
                       .path = {"contoso", "_apis", "projects"},
                       .query = {{"$top", "500"}},
                       .api_version = "7.1"};

/// Gives `bearer 1`, and after a refusal as many more as it was told.
class CountingSignIn final : public SignIn {
 public:
  explicit CountingSignIn(std::size_t more) : more_(more) {}

  Result<Signature, TransportFailure> signature(std::chrono::milliseconds, const std::stop_token&) override {
    return current();
  }
  std::optional<Signature> after_refusal(std::size_t turn, std::chrono::milliseconds,
                                         const std::stop_token&) override {
    EXPECT_EQ(turn, turn_);
    if (more_ == 0) return std::nullopt;
    --more_;
    ++turn_;
    return current();
  }
  void refused_again() override { ++refused_again_; }
  int refused_again_count() const { return refused_again_; }

 private:
  Signature current() const {
    return {{Credential::Kind::bearer, Secret("token-" + std::to_string(turn_))}, turn_};
  }
  std::size_t more_;
  std::size_t turn_ = 1;
  int refused_again_ = 0;
};

FixedSignIn with_pat() {
  return FixedSignIn(Credential{.kind = Credential::Kind::pat, .secret = Secret(pat)});
}

TEST(HttpTransport, SendsEachHostToItself) {
  FakeHttp http;
  http.then(200);
  auto sign_in = with_pat();
  HttpTransport transport(http, sign_in, std::nullopt);
  ASSERT_TRUE(transport.send(projects, plenty, {}));
  const HttpMessage& message = http.messages().at(0);
  EXPECT_EQ(message.origin, "https://dev.azure.com");
  EXPECT_EQ(message.target, "/contoso/_apis/projects?$top=500&api-version=7.1");
  EXPECT_EQ(message.headers.at("Accept"), "application/json;api-version=7.1");
  EXPECT_THAT(std::string(message.authorization.reveal()), HasSubstr("Basic OmFhYWFh"));
  EXPECT_TRUE(message.body.empty());
}

TEST(HttpTransport, WantsA401InPlaceOfASignInPageUnlessThatTellsMore) {
  FakeHttp http;
  http.then(200);
  auto sign_in = with_pat();
  HttpTransport transport(http, sign_in, std::nullopt);
  Request trial = projects;
  trial.tells_dead_from_narrow = true;
  ASSERT_TRUE(transport.send(projects, plenty, {}));
  ASSERT_TRUE(transport.send(trial, plenty, {}));
  EXPECT_EQ(http.messages().at(0).headers.at("X-TFS-FedAuthRedirect"), "Suppress");
  EXPECT_FALSE(http.messages().at(1).headers.contains("X-TFS-FedAuthRedirect"));
}

TEST(HttpTransport, SendsAllHostsToTheServerThatWasNamed) {
  FakeHttp http;
  http.then(200);
  auto sign_in = with_pat();
  HttpTransport transport(http, sign_in, Server{.origin = "http://127.0.0.1:1", .prefix = "/proxy"});
  ASSERT_TRUE(transport.send(projects, plenty, {}));
  EXPECT_EQ(http.messages().at(0).origin, "http://127.0.0.1:1");
  EXPECT_THAT(http.messages().at(0).target, HasSubstr("/proxy/dev.azure.com/contoso/_apis"));
}

TEST(HttpTransport, TakesOutACredentialThatTheServerEchoes) {
  FakeHttp http;
  http.then(Response{.status = 400, .headers = {{"X-TFS-ServiceError", pat}}, .body = "you sent " + pat});
  auto sign_in = with_pat();
  const auto response = HttpTransport(http, sign_in, std::nullopt).send(projects, plenty, {});
  ASSERT_TRUE(response);
  EXPECT_EQ(response.value().body, "you sent ***");
  EXPECT_EQ(response.value().header("X-TFS-ServiceError"), "***");
}

TEST(HttpTransport, AsksNobodyWithoutACredential) {
  FakeHttp http;
  FixedSignIn sign_in(TransportFailure{Kind::sign_in, "no credential", false});
  const auto response = HttpTransport(http, sign_in, std::nullopt).send(projects, plenty, {});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error(), (TransportFailure{Kind::sign_in, "no credential", false}));
  EXPECT_TRUE(http.messages().empty());
}

TEST(HttpTransport, TriesOnceMoreWithANewBearer) {
  FakeHttp http;
  http.then(401, "").then(200);
  CountingSignIn sign_in(5);
  const auto response = HttpTransport(http, sign_in, std::nullopt).send(projects, plenty, {});
  ASSERT_TRUE(response);
  EXPECT_EQ(response.value().status, 200);
  EXPECT_THAT(http.authorizations(), ElementsAre("Bearer token-1", "Bearer token-2"));
  EXPECT_EQ(sign_in.refused_again_count(), 0);
}

TEST(HttpTransport, BelievesASecond401) {
  FakeHttp http;
  http.then(401, "");
  CountingSignIn sign_in(5);
  const auto response = HttpTransport(http, sign_in, std::nullopt).send(projects, plenty, {});
  ASSERT_TRUE(response);
  EXPECT_EQ(response.value().status, 401);
  EXPECT_EQ(http.messages().size(), 2U);
  EXPECT_EQ(sign_in.refused_again_count(), 1);
}

TEST(HttpTransport, BelievesA401ToAPersonalAccessToken) {
  FakeHttp http;
  http.then(401, "");
  auto sign_in = with_pat();
  const auto response = HttpTransport(http, sign_in, std::nullopt).send(projects, plenty, {});
  ASSERT_TRUE(response);
  EXPECT_EQ(response.value().status, 401);
  EXPECT_EQ(http.messages().size(), 1U);
}

TEST(HttpTransport, DoesNotSignInAgainForAnyOtherAnswer) {
  for (const int status : {200, 203, 302, 403, 404, 500}) {
    FakeHttp http;
    http.then(status, "");
    CountingSignIn sign_in(5);
    ASSERT_TRUE(HttpTransport(http, sign_in, std::nullopt).send(projects, plenty, {}));
    EXPECT_EQ(http.messages().size(), 1U) << status;
  }
}

}  // namespace
}  // namespace patrol::azdo

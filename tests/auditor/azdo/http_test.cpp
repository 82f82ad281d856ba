#include "auditor/azdo/http.h"

#include "tests/auditor/azdo/tiny_server.h"

#include <gtest/gtest.h>

#include <chrono>
#include <gmock/gmock.h>
#include <netdb.h>
#include <thread>

/// The HTTP library leaks a few bytes of its own when a proxy refuses; leaks of ours still count.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libcpprest.so";
}

namespace patrol::azdo {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::Not;
using Kind = TransportFailure::Kind;

constexpr seconds plenty{20};
HttpMessage message_to(const std::string& origin) {
  return {.origin = origin,
          .target = "/dev.azure.com/contoso/_apis/projects?$top=500&api-version=7.1",
          .headers = {{"Accept", "application/json;api-version=7.1"}},
          .authorization = Secret("Basic OmFhYWFh")};
}

/// The program's own HTTP, and a server to send to.
class Line {
 public:
  explicit Line(std::string origin, HttpOptions options = {}) : origin_(std::move(origin)) {
    options.version = "0.1.0";
    auto http = make_http(std::move(options));
    EXPECT_TRUE(http);
    http_ = std::move(http).value();
  }
  Result<Response, TransportFailure> send(milliseconds patience = plenty, const std::stop_token& stop = {}) {
    return http_->exchange(message_to(origin_), patience, stop);
  }
  Http& http() { return *http_; }

 private:
  std::string origin_;
  std::unique_ptr<Http> http_;
};

TEST(Http, SendsWhatTheServiceWants) {
  TinyServer server([](const std::string&) { return TinyServer::Reply{json_reply("{}")}; });
  Line line(server.origin());
  const auto response = line.send();
  ASSERT_TRUE(response) << response.error().what;
  EXPECT_EQ(response.value().status, 200);
  EXPECT_EQ(response.value().body, "{}");
  EXPECT_EQ(response.value().header("content-TYPE"), "application/json; charset=utf-8; api-version=7.1");

  const std::string request = server.requests().at(0);
  EXPECT_THAT(request,
              HasSubstr("GET /dev.azure.com/contoso/_apis/projects?$top=500&api-version=7.1 HTTP/1.1"));
  EXPECT_THAT(request, HasSubstr("Accept:application/json;api-version=7.1\r\n"));
  EXPECT_THAT(request, HasSubstr("User-Agent:patrol/0.1.0\r\n"));
  EXPECT_THAT(request, HasSubstr("Authorization:Basic OmFhYWFh"));
  EXPECT_THAT(request, Not(HasSubstr("Expect:")));
}

TEST(Http, Posts) {
  TinyServer server([](const std::string&) { return TinyServer::Reply{json_reply("{}")}; });
  Line line(server.origin());
  HttpMessage lookup = message_to(server.origin());
  lookup.method = Request::Method::post;
  lookup.content_type = "application/json; charset=utf-8";
  lookup.body = Secret(R"({"lookupKeys":[]})");
  ASSERT_TRUE(line.http().exchange(lookup, plenty, {}));
  const std::string request = server.requests().at(0);
  EXPECT_THAT(request, HasSubstr("POST /dev.azure.com/"));
  EXPECT_THAT(request, HasSubstr("Content-Type:application/json; charset=utf-8\r\n"));
  EXPECT_THAT(request, testing::EndsWith("\r\n\r\n{\"lookupKeys\":[]}"));
  EXPECT_THAT(request, Not(HasSubstr("Expect:")));
}

TEST(Http, SignsNothingByItself) {
  TinyServer server([](const std::string&) { return TinyServer::Reply{json_reply("{}")}; });
  Line line(server.origin());
  HttpMessage plain = message_to(server.origin());
  plain.authorization = Secret();
  ASSERT_TRUE(line.http().exchange(plain, plenty, {}));
  EXPECT_THAT(server.requests().at(0), Not(HasSubstr("Authorization")));
}

TEST(Http, UsesAConnectionAgain) {
  TinyServer server([](const std::string&) { return TinyServer::Reply{json_reply("{}")}; });
  Line line(server.origin());
  for (int i = 0; i < 50; ++i) ASSERT_TRUE(line.send());
  // The library gives a connection back a moment after the answer, so now and then another one is opened.
  EXPECT_LE(server.connections(), 10U);
}

TEST(Http, FollowsNoRedirect) {
  TinyServer server([](const std::string& request) {
    if (request.find("_signin") != std::string::npos) return TinyServer::Reply{json_reply("{}")};
    return TinyServer::Reply{json_reply("", "302 Found", "Location: /_signin\r\n")};
  });
  Line line(server.origin());
  const auto response = line.send();
  ASSERT_TRUE(response);
  EXPECT_EQ(response.value().status, 302);
  EXPECT_EQ(server.requests().size(), 1U);
}

TEST(Http, EndsABodyOverTheLimit) {
  TinyServer server(
      [](const std::string&) { return TinyServer::Reply{json_reply(std::string(4U << 20U, ' '))}; });
  Line line(server.origin(), {.version = "", .most_bytes = std::size_t{1} << 20U});
  const auto response = line.send();
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error(), (TransportFailure{Kind::too_large, "the body is larger than 1 MiB"}));
}

TEST(Http, EndsAnEndlessChunkedBodyToo) {
  TinyServer server([](const std::string&) {
    std::string bytes =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 64; ++i) bytes += "10000\r\n" + std::string(0x10000, ' ') + "\r\n";
    return TinyServer::Reply{bytes};
  });
  Line line(server.origin(), {.version = "", .most_bytes = std::size_t{1} << 20U});
  const auto response = line.send();
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, Kind::too_large);
}

TEST(Http, GivesUpAtTheDeadline) {
  TinyServer server([](const std::string&) {
    return TinyServer::Reply{json_reply("{}"), false, seconds{30}};
  });
  Line line(server.origin());
  const auto start = std::chrono::steady_clock::now();
  const auto response = line.send(milliseconds{100});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, Kind::timeout);
  EXPECT_LT(std::chrono::steady_clock::now() - start, seconds{5});
}

TEST(Http, GivesUpOnABodyThatTrickles) {
  TinyServer server([](const std::string&) {
    return TinyServer::Reply{
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"};
  });
  Line line(server.origin());
  const auto response = line.send(milliseconds{100});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, Kind::timeout);
}

TEST(Http, GivesUpWhenInterrupted) {
  TinyServer server([](const std::string&) {
    return TinyServer::Reply{json_reply("{}"), false, seconds{30}};
  });
  Line line(server.origin());
  std::stop_source stop;
  std::thread interrupter([&] {
    while (server.requests().empty()) std::this_thread::yield();
    stop.request_stop();
  });
  const auto start = std::chrono::steady_clock::now();
  const auto response = line.send(plenty, stop.get_token());
  interrupter.join();
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, Kind::stopped);
  EXPECT_LT(std::chrono::steady_clock::now() - start, seconds{5});
}

TEST(Http, TellsARefusedConnection) {
  std::string origin;
  {
    origin = TinyServer([](const std::string&) { return TinyServer::Reply{}; }).origin();
  }
  Line line(origin);
  const auto response = line.send();
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, Kind::connection);
  EXPECT_NE(response.error().what, "");
}

TEST(Http, RefusesHeadersThatAreFarTooLarge) {
  for (const auto& [bytes, is_refused] : {std::pair{60'000, false}, std::pair{70'000, true}}) {
    TinyServer server([bytes = bytes](const std::string&) {
      return TinyServer::Reply{"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Much: " +
                               std::string(static_cast<std::size_t>(bytes), 'x') +
                               "\r\nContent-Length: 2\r\n\r\n{}"};
    });
    Line line(server.origin());
    const auto response = line.send();
    ASSERT_EQ(!response, is_refused) << bytes;
    if (!is_refused) continue;
    EXPECT_EQ(response.error().kind, Kind::too_large);
    EXPECT_EQ(response.error().what, "the headers are larger than 64 KiB");
  }
}

TEST(Http, TellsAConnectionThatDropsInsideTheBody) {
  TinyServer server([](const std::string&) {
    return TinyServer::Reply{
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"count\":", true};
  });
  Line line(server.origin());
  const auto response = line.send();
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, Kind::connection);
}

TEST(Http, TellsAConnectionThatDropsBeforeTheAnswer) {
  TinyServer server([](const std::string&) { return TinyServer::Reply{"", true}; });
  Line line(server.origin());
  const auto response = line.send();
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, Kind::connection);
}

TEST(Http, ServesManyThreads) {
  TinyServer server([](const std::string&) { return TinyServer::Reply{json_reply("{}")}; });
  Line line(server.origin());
  std::atomic<int> answers = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        for (int n = 0; n < 20; ++n) answers += line.send() ? 1 : 0;
      });
    }
  }
  EXPECT_EQ(answers, 160);
  EXPECT_LE(server.connections(), 40U);
}

TEST(Http, RefusesACertificateThatNobodyVouchesFor) {
  const SelfSigned tls;
  TinyServer server([](const std::string&) { return TinyServer::Reply{json_reply("{}")}; }, &tls);
  Line line(server.origin());
  const auto response = line.send();
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, Kind::tls);
  EXPECT_TRUE(server.requests().empty());
}

TEST(Http, AcceptsAnAuthorityOfOnesOwn) {
  const SelfSigned tls;
  TinyServer server([](const std::string&) { return TinyServer::Reply{json_reply("{}")}; }, &tls);
  Line line(server.origin(), {.version = "", .ca_file = tls.pem_file()});
  for (int i = 0; i < 3; ++i) {
    const auto response = line.send();
    ASSERT_TRUE(response) << response.error().what;
    EXPECT_EQ(response.value().status, 200);
  }
  EXPECT_LE(server.connections(), 2U);
}

/// Not on every machine, such as one without a file of hosts.
bool is_localhost_known() {
  addrinfo* found = nullptr;
  if (getaddrinfo("localhost", nullptr, nullptr, &found) != 0) return false;
  freeaddrinfo(found);
  return true;
}

TEST(Http, AcceptsTheNameThatTheCertificateIsFor) {
  if (!is_localhost_known()) GTEST_SKIP() << "this machine does not know `localhost`";
  const SelfSigned tls("DNS:localhost");
  TinyServer server([](const std::string&) { return TinyServer::Reply{json_reply("{}")}; }, &tls);
  const std::string origin = server.origin();
  Line line("https://localhost" + origin.substr(origin.rfind(':')),
            {.version = "", .ca_file = tls.pem_file()});
  const auto response = line.send();
  ASSERT_TRUE(response) << response.error().what;
  EXPECT_EQ(response.value().status, 200);
}

TEST(Http, RefusesATrustedCertificateOfAnotherName) {
  const SelfSigned tls("DNS:dev.azure.com");
  TinyServer server([](const std::string&) { return TinyServer::Reply{json_reply("{}")}; }, &tls);
  Line line(server.origin(), {.version = "", .ca_file = tls.pem_file()});
  const auto response = line.send();
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, Kind::tls);
  EXPECT_TRUE(server.requests().empty());
}

TEST(Http, IsNotMadeWithAnAuthorityFileThatIsNone) {
  const auto http = make_http({.version = "0", .ca_file = "/nonexistent/ca.pem"});
  ASSERT_FALSE(http);
  EXPECT_EQ(http.error().where, "SSL_CERT_FILE");
}

TEST(Http, IsNotMadeWithAProxyThatIsNone) {
  const auto http = make_http({.version = "0", .https_proxy = "socks5://u:hunter2@p"});
  ASSERT_FALSE(http);
  EXPECT_EQ(http.error().where, "HTTPS_PROXY");
  EXPECT_THAT(http.error().what, Not(HasSubstr("hunter2")));
}

TEST(Http, TunnelsThroughAProxyWithItsCredential) {
  TinyServer proxy([](const std::string&) {
    return TinyServer::Reply{"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n", true};
  });
  Line line("https://dev.azure.com",
            {.https_proxy = "http://user:pass@" + proxy.origin().substr(7), .no_proxy = "contoso.com"});
  EXPECT_FALSE(line.send());
  const auto requests = proxy.requests();
  ASSERT_FALSE(requests.empty());
  EXPECT_THAT(requests[0], HasSubstr("CONNECT dev.azure.com:443"));
  EXPECT_THAT(requests[0], HasSubstr("Proxy-Authorization: Basic dXNlcjpwYXNz"));
  EXPECT_THAT(requests[0], Not(HasSubstr("OmFh")));
}

}  // namespace
}  // namespace patrol::azdo

#include "auditor/azdo/http_transport.h"

#include "tests/auditor/azdo/tiny_server.h"

#include <gtest/gtest.h>

#include <chrono>
#include <gmock/gmock.h>
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
const std::string new_pat = std::string(76, 'a') + "AZDO" + "1234";

const Request projects{.host = "dev.azure.com",
                       .path = {"contoso", "_apis", "projects"},
                       .query = {{"$top", "500"}},
                       .api_version = "7.1"};

std::unique_ptr<Transport> transport_to(const TinyServer& server, HttpOptions options = {}) {
  options.version = "0.1.0";
  options.server = Server{.origin = server.origin(), .prefix = ""};
  auto transport = make_http_transport({.kind = Credential::Kind::pat, .secret = Secret(new_pat)}, options);
  EXPECT_TRUE(transport);
  return std::move(transport).value();
}

Result<Response, TransportFailure> send(Transport& transport, milliseconds patience = plenty,
                                        const std::stop_token& stop = {}) {
  return transport.send(projects, patience, stop);
}

TEST(HttpTransport, SendsWhatTheServiceWants) {
  TinyServer server([](const std::string&) { return TinyServer::Reply{json_reply("{}")}; });
  const auto transport = transport_to(server);
  const auto response = send(*transport);
  ASSERT_TRUE(response) << response.error().what;
  EXPECT_EQ(response.value().status, 200);
  EXPECT_EQ(response.value().body, "{}");
  EXPECT_EQ(response.value().header("content-TYPE"), "application/json; charset=utf-8; api-version=7.1");

  const std::string request = server.requests().at(0);
  EXPECT_THAT(request,
              HasSubstr("GET /dev.azure.com/contoso/_apis/projects?$top=500&api-version=7.1 HTTP/1.1"));
  EXPECT_THAT(request, HasSubstr("Accept:application/json;api-version=7.1\r\n"));
  EXPECT_THAT(request, HasSubstr("User-Agent:patrol/0.1.0\r\n"));
  EXPECT_THAT(request, HasSubstr("X-TFS-FedAuthRedirect:Suppress\r\n"));
  EXPECT_THAT(request, HasSubstr("X-VSS-ForceMsaPassThrough:true\r\n"));
  EXPECT_THAT(request, HasSubstr("Authorization:Basic OmFhYWFh"));
  EXPECT_THAT(request, Not(HasSubstr("Expect:")));
  EXPECT_THAT(request, Not(HasSubstr(new_pat)));
}

TEST(HttpTransport, PostsJson) {
  TinyServer server([](const std::string&) { return TinyServer::Reply{json_reply("{}")}; });
  const auto transport = transport_to(server);
  Request lookup = projects;
  lookup.method = Request::Method::post;
  lookup.body = R"({"lookupKeys":[]})";
  ASSERT_TRUE(transport->send(lookup, plenty, {}));
  const std::string request = server.requests().at(0);
  EXPECT_THAT(request, HasSubstr("POST /dev.azure.com/"));
  EXPECT_THAT(request, HasSubstr("Content-Type:application/json; charset=utf-8\r\n"));
  EXPECT_THAT(request, testing::EndsWith("\r\n\r\n{\"lookupKeys\":[]}"));
  EXPECT_THAT(request, Not(HasSubstr("Expect:")));
}

TEST(HttpTransport, UsesAConnectionAgain) {
  TinyServer server([](const std::string&) { return TinyServer::Reply{json_reply("{}")}; });
  const auto transport = transport_to(server);
  for (int i = 0; i < 50; ++i) ASSERT_TRUE(send(*transport));
  // The library gives a connection back a moment after the answer, so now and then another one is opened.
  EXPECT_LE(server.connections(), 10U);
}

TEST(HttpTransport, FollowsNoRedirect) {
  TinyServer server([](const std::string& request) {
    if (request.find("_signin") != std::string::npos) return TinyServer::Reply{json_reply("{}")};
    return TinyServer::Reply{json_reply("", "302 Found", "Location: /_signin\r\n")};
  });
  const auto transport = transport_to(server);
  const auto response = send(*transport);
  ASSERT_TRUE(response);
  EXPECT_EQ(response.value().status, 302);
  EXPECT_EQ(server.requests().size(), 1U);
}

TEST(HttpTransport, EndsABodyOverTheLimit) {
  TinyServer server(
      [](const std::string&) { return TinyServer::Reply{json_reply(std::string(4U << 20U, ' '))}; });
  const auto transport = transport_to(server, {.version = "", .most_bytes = std::size_t{1} << 20U});
  const auto response = send(*transport);
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error(), (TransportFailure{Kind::too_large, "the body is larger than 1 MiB"}));
}

TEST(HttpTransport, EndsAnEndlessChunkedBodyToo) {
  TinyServer server([](const std::string&) {
    std::string bytes =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 64; ++i) bytes += "10000\r\n" + std::string(0x10000, ' ') + "\r\n";
    return TinyServer::Reply{bytes};
  });
  const auto transport = transport_to(server, {.version = "", .most_bytes = std::size_t{1} << 20U});
  const auto response = send(*transport);
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, Kind::too_large);
}

TEST(HttpTransport, GivesUpAtTheDeadline) {
  TinyServer server([](const std::string&) {
    return TinyServer::Reply{json_reply("{}"), false, seconds{30}};
  });
  const auto transport = transport_to(server);
  const auto start = std::chrono::steady_clock::now();
  const auto response = send(*transport, milliseconds{100});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, Kind::timeout);
  EXPECT_LT(std::chrono::steady_clock::now() - start, seconds{5});
}

TEST(HttpTransport, GivesUpOnABodyThatTrickles) {
  TinyServer server([](const std::string&) {
    return TinyServer::Reply{
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"};
  });
  const auto transport = transport_to(server);
  const auto response = send(*transport, milliseconds{100});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, Kind::timeout);
}

TEST(HttpTransport, GivesUpWhenInterrupted) {
  TinyServer server([](const std::string&) {
    return TinyServer::Reply{json_reply("{}"), false, seconds{30}};
  });
  const auto transport = transport_to(server);
  std::stop_source stop;
  std::thread interrupter([&] {
    while (server.requests().empty()) std::this_thread::yield();
    stop.request_stop();
  });
  const auto start = std::chrono::steady_clock::now();
  const auto response = send(*transport, plenty, stop.get_token());
  interrupter.join();
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, Kind::stopped);
  EXPECT_LT(std::chrono::steady_clock::now() - start, seconds{5});
}

TEST(HttpTransport, TellsARefusedConnection) {
  std::string origin;
  {
    origin = TinyServer([](const std::string&) { return TinyServer::Reply{}; }).origin();
  }
  auto transport = make_http_transport({.kind = Credential::Kind::bearer, .secret = Secret("eyJ.secret")},
                                       {.version = "0", .server = Server{.origin = origin, .prefix = ""}});
  ASSERT_TRUE(transport);
  const auto response = send(*transport.value());
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, Kind::connection);
  EXPECT_NE(response.error().what, "");
}

TEST(HttpTransport, TellsAConnectionThatDropsInsideTheBody) {
  TinyServer server([](const std::string&) {
    return TinyServer::Reply{
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"count\":", true};
  });
  const auto transport = transport_to(server);
  const auto response = send(*transport);
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, Kind::connection);
}

TEST(HttpTransport, TellsAConnectionThatDropsBeforeTheAnswer) {
  TinyServer server([](const std::string&) { return TinyServer::Reply{"", true}; });
  const auto transport = transport_to(server);
  const auto response = send(*transport);
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, Kind::connection);
}

TEST(HttpTransport, TakesOutACredentialThatTheServerEchoes) {
  TinyServer server([](const std::string& request) {
    const auto start = request.find("Authorization:");
    const std::string value = request.substr(start + 14, request.find("\r\n", start) - start - 14);
    return TinyServer::Reply{json_reply("{\"message\":\"" + new_pat + " " + value + "\"}", "400 Bad Request",
                                        "X-TFS-ServiceError: " + new_pat + "\r\n")};
  });
  const auto transport = transport_to(server);
  const auto response = send(*transport);
  ASSERT_TRUE(response);
  EXPECT_EQ(response.value().body.substr(0, 22), R"({"message":"*** Basic )");
  EXPECT_THAT(response.value().body, Not(HasSubstr("OmFhYWFh")));
  EXPECT_EQ(response.value().header("X-TFS-ServiceError"), "***");
}

TEST(HttpTransport, ServesManyThreads) {
  TinyServer server([](const std::string&) { return TinyServer::Reply{json_reply("{}")}; });
  const auto transport = transport_to(server);
  std::atomic<int> answers = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        for (int n = 0; n < 20; ++n) answers += send(*transport) ? 1 : 0;
      });
    }
  }
  EXPECT_EQ(answers, 160);
  EXPECT_LE(server.connections(), 40U);
}

TEST(HttpTransport, RefusesACertificateThatNobodyVouchesFor) {
  const SelfSigned tls;
  TinyServer server([](const std::string&) { return TinyServer::Reply{json_reply("{}")}; }, &tls);
  const auto transport = transport_to(server);
  const auto response = send(*transport);
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, Kind::tls);
  EXPECT_TRUE(server.requests().empty());
}

TEST(HttpTransport, AcceptsAnAuthorityOfOnesOwn) {
  const SelfSigned tls;
  TinyServer server([](const std::string&) { return TinyServer::Reply{json_reply("{}")}; }, &tls);
  const auto transport = transport_to(server, {.version = "", .ca_file = tls.pem_file()});
  for (int i = 0; i < 3; ++i) {
    const auto response = send(*transport);
    ASSERT_TRUE(response) << response.error().what;
    EXPECT_EQ(response.value().status, 200);
  }
  EXPECT_LE(server.connections(), 2U);
}

TEST(HttpTransport, RefusesATrustedCertificateOfAnotherName) {
  const SelfSigned tls("DNS:dev.azure.com");
  TinyServer server([](const std::string&) { return TinyServer::Reply{json_reply("{}")}; }, &tls);
  const auto transport = transport_to(server, {.version = "", .ca_file = tls.pem_file()});
  const auto response = send(*transport);
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind, Kind::tls);
  EXPECT_TRUE(server.requests().empty());
}

TEST(HttpTransport, IsNotMadeWithAnAuthorityFileThatIsNone) {
  const auto transport = make_http_transport({}, {.version = "0", .ca_file = "/nonexistent/ca.pem"});
  ASSERT_FALSE(transport);
  EXPECT_EQ(transport.error().where, "SSL_CERT_FILE");
}

TEST(HttpTransport, IsNotMadeWithAProxyThatIsNone) {
  const auto transport = make_http_transport({}, {.version = "0", .https_proxy = "socks5://u:hunter2@p"});
  ASSERT_FALSE(transport);
  EXPECT_EQ(transport.error().where, "HTTPS_PROXY");
  EXPECT_THAT(transport.error().what, Not(HasSubstr("hunter2")));
}

TEST(HttpTransport, TunnelsThroughAProxyWithItsCredential) {
  TinyServer proxy([](const std::string&) {
    return TinyServer::Reply{"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n", true};
  });
  auto transport = make_http_transport({.kind = Credential::Kind::pat, .secret = Secret(new_pat)},
                                       {.version = "0",
                                        .https_proxy = "http://user:pass@" + proxy.origin().substr(7),
                                        .no_proxy = "contoso.com"});
  ASSERT_TRUE(transport);
  EXPECT_FALSE(send(*transport.value()));
  const auto requests = proxy.requests();
  ASSERT_FALSE(requests.empty());
  EXPECT_THAT(requests[0], HasSubstr("CONNECT dev.azure.com:443"));
  EXPECT_THAT(requests[0], HasSubstr("Proxy-Authorization: Basic dXNlcjpwYXNz"));
  EXPECT_THAT(requests[0], Not(HasSubstr("OmFh")));
}

}  // namespace
}  // namespace patrol::azdo

#include "auditor/azdo/server.h"

#include <gtest/gtest.h>

namespace patrol::azdo {
namespace {

TEST(ParseServer, TakesHttpsAnywhereAndHttpOnThisMachine) {
  const auto parsed = [](std::string_view text) {
    const auto server = parse_server(text);
    return server ? server.value() : Server{};
  };
  EXPECT_EQ(parsed("https://emulator.contoso.com"), (Server{"https://emulator.contoso.com", ""}));
  EXPECT_EQ(parsed("https://emulator.contoso.com:8443/ado/"),
            (Server{"https://emulator.contoso.com:8443", "/ado"}));
  EXPECT_EQ(parsed("http://127.0.0.1:8080"), (Server{"http://127.0.0.1:8080", ""}));
  EXPECT_EQ(parsed("http://127.3.2.1"), (Server{"http://127.3.2.1", ""}));
  EXPECT_EQ(parsed("http://LocalHost:80/a/b"), (Server{"http://LocalHost:80", "/a/b"}));
  EXPECT_EQ(parsed("http://[::1]:8080"), (Server{"http://[::1]:8080", ""}));
}

TEST(ParseServer, RefusesPlainHttpToOthers) {
  for (const auto* text :
       {"http://contoso.com", "http://localhost.contoso.com", "http://127.0.0.1.contoso.com",
        "http://127.0.0", "http://1270.0.0.1", "http://0.0.0.0", "http://[::2]", "http://127.0.0.256"}) {
    const auto server = parse_server(text);
    ASSERT_FALSE(server) << text;
    EXPECT_EQ(server.error().kind, Error::Kind::usage);
  }
}

TEST(ParseServer, RefusesWhatIsNoAddress) {
  for (const auto* text : {"", "localhost:8080", "ftp://localhost", "http://", "https://:80", "https://h:0",
                           "https://h:65536", "https://h:x", "https://h?x=1", "https://h/#a", "https://h/?q",
                           "https://a b", "https://[::1", "https://h/a\r\nX: y"}) {
    EXPECT_FALSE(parse_server(text)) << text;
  }
}

TEST(ParseServer, TakesNoPasswordAndDoesNotEchoIt) {
  const auto server = parse_server("https://user:hunter2@contoso.com");
  ASSERT_FALSE(server);
  EXPECT_EQ(to_string(server.error()), "--server: must not hold a user or a password");
}

}  // namespace
}  // namespace patrol::azdo

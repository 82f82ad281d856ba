#include "auditor/azdo/proxy.h"

#include <gtest/gtest.h>

namespace patrol::azdo {
namespace {

TEST(ParseProxy, TakesHostPortAndUser) {
  const auto plain = parse_proxy("proxy.contoso.com:3128");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain.value().origin, "http://proxy.contoso.com:3128");
  EXPECT_EQ(plain.value().user, "");
  const auto full = parse_proxy("http://svc%40contoso:p%3Aw@proxy:3128/");
  ASSERT_TRUE(full);
  EXPECT_EQ(full.value().origin, "http://proxy:3128");
  EXPECT_EQ(full.value().user, "svc@contoso");
  EXPECT_EQ(full.value().password.reveal(), "p:w");
}

TEST(ParseProxy, RefusesWithoutEchoing) {
  for (const auto* text :
       {"https://u:hunter2@p", "socks5://p", "http://u:hunter2@", "http://p q", "http://p/path?x"}) {
    const auto proxy = parse_proxy(text);
    ASSERT_FALSE(proxy) << text;
    EXPECT_EQ(to_string(proxy.error()).find("hunter2"), std::string::npos);
  }
}

TEST(BypassesProxy, KnowsHostsDomainsAndAll) {
  EXPECT_TRUE(bypasses_proxy("dev.azure.com", "*"));
  EXPECT_TRUE(bypasses_proxy("dev.azure.com", "localhost, DEV.azure.com"));
  EXPECT_TRUE(bypasses_proxy("vssps.dev.azure.com", "azure.com"));
  EXPECT_TRUE(bypasses_proxy("dev.azure.com", ".azure.com:443"));
  EXPECT_TRUE(bypasses_proxy("dev.azure.com", "*.azure.com"));
  EXPECT_FALSE(bypasses_proxy("dev.azure.com", ""));
  EXPECT_FALSE(bypasses_proxy("dev.azure.com", "zure.com,contoso.com,,"));
  EXPECT_FALSE(bypasses_proxy("azure.com", "dev.azure.com"));
}

}  // namespace
}  // namespace patrol::azdo

#include "auditor/azdo/client_certificate.h"

#include "auditor/model/base64.h"
#include "auditor/model/text.h"
#include "tests/support/key_pair.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <gmock/gmock.h>

namespace patrol::azdo {
namespace {

using testing::HasSubstr;
using testing::Not;

const KeyPair& auditor() {
  static const KeyPair pair;
  return pair;
}

const AssertionClaims claims{.audience = "https://login.microsoftonline.com/contoso/oauth2/v2.0/token",
                             .client_id = "11111111-2222-3333-4444-555555555555",
                             .id = "once",
                             .issued_at = Time{std::chrono::seconds{1'800'000'000}}};

std::string decoded(std::string_view text) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string bytes;
  unsigned buffer = 0;
  int bits = 0;
  for (const char c : text) {
    buffer = (buffer << 6U) | static_cast<unsigned>(digits.find(c));
    if ((bits += 6) >= 8) bytes += static_cast<char>((buffer >> (bits -= 8)) & 0xFFU);
  }
  return bytes;
}

std::string error_of(const std::string& bytes, const std::string& password = "") {
  const auto loaded = ClientCertificate::load(bytes, Secret(password), "sp.pem");
  return loaded ? "" : to_string(loaded.error());
}

TEST(ClientCertificate, SignsWhatEntraWants) {
  const auto certificate =
      ClientCertificate::load(auditor().key_pem() + auditor().certificate_pem(), Secret(), "sp.pem");
  ASSERT_TRUE(certificate) << certificate.error().what;
  const std::string token(certificate.value().sign(claims).reveal());
  const auto parts = split(token, '.');
  ASSERT_EQ(parts.size(), 3U);
  EXPECT_EQ(
      nlohmann::json::parse(decoded(parts[0])),
      (nlohmann::json{{"alg", "PS256"}, {"typ", "JWT"}, {"x5t#S256", to_base64url(auditor().thumbprint())}}));
  EXPECT_EQ(nlohmann::json::parse(decoded(parts[1])), (nlohmann::json{{"aud", claims.audience},
                                                                      {"iss", claims.client_id},
                                                                      {"sub", claims.client_id},
                                                                      {"jti", "once"},
                                                                      {"iat", 1'800'000'000},
                                                                      {"nbf", 1'800'000'000},
                                                                      {"exp", 1'800'000'600}}));
  EXPECT_TRUE(auditor().signed_it(parts[0] + "." + parts[1], decoded(parts[2])));
  EXPECT_FALSE(auditor().signed_it(parts[0] + "." + parts[0], decoded(parts[2])));
}

TEST(ClientCertificate, IsReadFromEachFormThatEntraGivesOut) {
  const std::string pem = auditor().certificate_pem();
  EXPECT_EQ(error_of(pem + auditor().key_pem()), "");
  EXPECT_EQ(error_of(pem + auditor().key_pem("hunter2!"), "hunter2!"), "");
  EXPECT_EQ(error_of(auditor().pkcs12("hunter2!"), "hunter2!"), "");
  EXPECT_EQ(error_of(auditor().pkcs12("")), "");
}

TEST(ClientCertificate, IsFoundInAChain) {
  const KeyPair authority;
  const auto loaded = ClientCertificate::load(
      authority.certificate_pem() + auditor().certificate_pem() + auditor().key_pem(), Secret(), "sp.pem");
  ASSERT_TRUE(loaded) << loaded.error().what;
  const auto header = split(std::string(loaded.value().sign(claims).reveal()), '.').at(0);
  EXPECT_THAT(decoded(header), HasSubstr(to_base64url(auditor().thumbprint())));
}

TEST(ClientCertificate, SendsItsChainWhereThatIsWanted) {
  const KeyPair authority;
  auto loaded = ClientCertificate::load(
      authority.certificate_pem() + auditor().certificate_pem() + auditor().key_pem(), Secret(), "sp.pem");
  ASSERT_TRUE(loaded);
  const auto header_of = [](const ClientCertificate& certificate) {
    return nlohmann::json::parse(decoded(split(std::string(certificate.sign(claims).reveal()), '.').at(0)));
  };
  EXPECT_FALSE(header_of(loaded.value()).contains("x5c"));
  ClientCertificate certificate = std::move(loaded).value();
  certificate.send_chain();
  EXPECT_EQ(header_of(certificate)["x5c"],
            (nlohmann::json{auditor().certificate_base64(), authority.certificate_base64()}))
      << "its own comes first";
  auto file = ClientCertificate::load(auditor().pkcs12("hunter2!"), Secret("hunter2!"), "sp.pfx");
  ASSERT_TRUE(file);
  ClientCertificate of_file = std::move(file).value();
  of_file.send_chain();
  EXPECT_EQ(header_of(of_file)["x5c"], nlohmann::json{auditor().certificate_base64()});
}

TEST(ClientCertificate, IsReadFromAFileOfOlderTools) {
  const std::string old = auditor().old_pkcs12("hunter2!");
  if (old.empty()) GTEST_SKIP() << "this OpenSSL can not write what older ones did";
  EXPECT_EQ(error_of(old, "hunter2!"), "");
  EXPECT_THAT(error_of(old, "wrong"), HasSubstr("AZURE_CLIENT_CERTIFICATE_PASSWORD"));
}

TEST(ClientCertificate, TellsWhatIsMissing) {
  EXPECT_THAT(error_of(""), HasSubstr("sp.pem: no private key can be read"));
  EXPECT_THAT(error_of("hello"), HasSubstr("no private key"));
  EXPECT_THAT(error_of(auditor().certificate_pem()), HasSubstr("no private key"));
  EXPECT_THAT(error_of(auditor().key_pem()), HasSubstr("no certificate"));
  EXPECT_THAT(error_of(auditor().key_pem() + KeyPair().certificate_pem()), HasSubstr("is not that of"));
  EXPECT_THAT(error_of(auditor().pkcs12("hunter2!"), "wrong"), HasSubstr("no private key"));
  EXPECT_THAT(error_of(auditor().key_pem("hunter2!") + auditor().certificate_pem(), ""),
              HasSubstr("AZURE_CLIENT_CERTIFICATE_PASSWORD"));
}

TEST(ClientCertificate, ShowsNoPassword) {
  EXPECT_THAT(error_of(auditor().pkcs12("right one"), "wrong-one"), Not(HasSubstr("wrong-one")));
}

TEST(ClientCertificate, HasAKeyThatEntraTakes) {
  const KeyPair small(1024);
  EXPECT_THAT(error_of(small.key_pem() + small.certificate_pem()), HasSubstr("at least 2048 bits"));
}

}  // namespace
}  // namespace patrol::azdo

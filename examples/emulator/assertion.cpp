#include "examples/emulator/assertion.h"

#include "auditor/model/text.h"
#include "examples/emulator/ids.h"

#include <nlohmann/json.hpp>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <array>
#include <memory>
#include <vector>

namespace patrol::emulator {
namespace {

using Json = nlohmann::json;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

/// Entra takes no assertion that is good for longer.
constexpr std::int64_t longest_life = std::int64_t{24} * 3600;

Certificate read_certificate(std::string_view pem) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> from(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
  return {PEM_read_bio_X509(from.get(), nullptr, nullptr, nullptr), X509_free};
}

std::string thumbprint(const X509& certificate, const EVP_MD* digest) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned length = 0;
  X509_digest(&certificate, digest, bytes.data(), &length);
  return base64url({reinterpret_cast<const char*>(bytes.data()), length});
}

bool is_signed(std::string_view text, const std::string& signature, const X509& certificate, bool is_pss) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  EVP_PKEY_CTX* details = nullptr;
  if (EVP_DigestVerifyInit(context.get(), &details, EVP_sha256(), nullptr, X509_get0_pubkey(&certificate)) !=
      1) {
    return false;
  }
  if (is_pss && (EVP_PKEY_CTX_set_rsa_padding(details, RSA_PKCS1_PSS_PADDING) != 1 ||
                 EVP_PKEY_CTX_set_rsa_pss_saltlen(details, RSA_PSS_SALTLEN_DIGEST) != 1)) {
    return false;
  }
  const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
  const auto* const proof = reinterpret_cast<const unsigned char*>(signature.data());
  return EVP_DigestVerify(context.get(), proof, signature.size(), bytes, text.size()) == 1;
}

Json object_of(std::string_view part) {
  Json json = Json::parse(base64_decode(part), nullptr, false);
  return json.is_object() ? json : Json::object();
}

}  // namespace

std::string refuse_assertion(std::string_view token, const ExpectedAssertion& expected, Time now) {
  const std::vector<std::string> parts = split(token, '.');
  if (parts.size() != 3) return "AADSTS50027: JWT token is invalid or malformed.";
  const Json header = object_of(parts[0]);
  const Json claims = object_of(parts[1]);

  const Certificate certificate = read_certificate(expected.certificate);
  if (!certificate) return "AADSTS700027: The application has no certificate.";
  const std::string algorithm = header.value("alg", "");
  const bool is_named = header.value("x5t#S256", "") == thumbprint(*certificate, EVP_sha256()) ||
                        header.value("x5t", "") == thumbprint(*certificate, EVP_sha1());
  const std::string text = parts[0] + "." + parts[1];
  if (!is_named || (algorithm != "PS256" && algorithm != "RS256") ||
      !is_signed(text, base64_decode(parts[2]), *certificate, algorithm == "PS256")) {
    return "AADSTS700027: The certificate with identifier used to sign the client assertion is not "
           "registered "
           "on application, or the signature is invalid.";
  }
  if (claims.value("aud", "") != expected.audience) {
    return "AADSTS700023: Client assertion audience claim does not match Realm issuer.";
  }
  if (claims.value("iss", "") != expected.client_id || claims.value("sub", "") != expected.client_id) {
    return "AADSTS700021: Client assertion application identifier doesn't match 'client_id' parameter.";
  }
  const std::int64_t start = claims.value("nbf", std::int64_t{0});
  const std::int64_t end = claims.value("exp", std::int64_t{0});
  const std::int64_t seconds = now.time_since_epoch().count();
  constexpr std::int64_t skew = 300;
  if (start > seconds + skew || end <= seconds || end - start > longest_life ||
      claims.value("jti", "").empty()) {
    return "AADSTS700024: Client assertion is not within its valid time range.";
  }
  return {};
}

}  // namespace patrol::emulator

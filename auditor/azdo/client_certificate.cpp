#include "auditor/azdo/client_certificate.h"

#include "auditor/model/base64.h"

#include <nlohmann/json.hpp>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace patrol::azdo {
namespace {

/// Entra takes no smaller keys.
constexpr int fewest_bits = 2048;
constexpr std::chrono::minutes assertion_life{10};

using Key = std::shared_ptr<EVP_PKEY>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

/// Key and certificate of one file; either may be missing.
struct Pair {
  Key key;
  Certificate certificate{nullptr, X509_free};
  std::vector<Certificate> others;  ///< of the chain, in the order of the file
  std::string problem;              ///< why nothing can be read, where that is known
};

Bio reader(std::string_view bytes) {
  return {BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())), BIO_free};
}

/// Gives OpenSSL the password; without one it would ask at the terminal.
int give_password(char* buffer, int size, int /*writing*/, void* password) {
  const std::string_view text = static_cast<const Secret*>(password)->reveal();
  if (text.size() > static_cast<std::size_t>(size)) return 0;
  text.copy(buffer, text.size());
  return static_cast<int>(text.size());
}

Pair read_pem(std::string_view bytes, const Secret& password) {
  Pair pair;
  Secret copy = password;
  pair.key.reset(PEM_read_bio_PrivateKey(reader(bytes).get(), nullptr, give_password, &copy), EVP_PKEY_free);
  // Several certificates are a chain: the one that the key belongs to is the service principal's.
  std::vector<Certificate> all;
  for (const Bio from = reader(bytes);;) {
    Certificate next(PEM_read_bio_X509(from.get(), nullptr, give_password, &copy), X509_free);
    if (!next) break;
    all.push_back(std::move(next));
  }
  auto own = std::ranges::find_if(all, [&](const Certificate& certificate) {
    return pair.key && X509_check_private_key(certificate.get(), pair.key.get()) == 1;
  });
  if (own == all.end()) own = all.begin();
  for (auto one = all.begin(); one != all.end(); ++one) {
    if (one == own) {
      pair.certificate = std::move(*one);
    } else {
      pair.others.push_back(std::move(*one));
    }
  }
  return pair;
}

/// What OpenSSL 3 reads only on request: the ciphers RC2 and single DES of older tools. It is let go again.
class OldCiphers {
 public:
  OldCiphers() : provider_(OSSL_PROVIDER_try_load(nullptr, "legacy", 1)) {}
  OldCiphers(const OldCiphers&) = delete;
  OldCiphers& operator=(const OldCiphers&) = delete;
  ~OldCiphers() {
    if (provider_ != nullptr) OSSL_PROVIDER_unload(provider_);
  }

 private:
  OSSL_PROVIDER* provider_;
};

Pair parsed(PKCS12& file, const std::string& password) {
  EVP_PKEY* key = nullptr;
  X509* certificate = nullptr;
  STACK_OF(X509)* others = nullptr;
  PKCS12_parse(&file, password.c_str(), &key, &certificate, &others);
  Pair pair{Key(key, EVP_PKEY_free), Certificate(certificate, X509_free), {}, {}};
  while (sk_X509_num(others) > 0) pair.others.emplace_back(sk_X509_shift(others), X509_free);
  sk_X509_free(others);
  return pair;
}

std::optional<Pair> read_pkcs12(std::string_view bytes, const Secret& password) {
  const std::unique_ptr<PKCS12, decltype(&PKCS12_free)> file(d2i_PKCS12_bio(reader(bytes).get(), nullptr),
                                                             PKCS12_free);
  if (!file) return std::nullopt;
  const std::string terminated(password.reveal());
  const bool is_right = PKCS12_verify_mac(file.get(), terminated.c_str(), -1) == 1 ||
                        (terminated.empty() && PKCS12_verify_mac(file.get(), nullptr, 0) == 1);
  Pair pair = parsed(*file, terminated);
  if (pair.key || !is_right) return pair;
  const OldCiphers old;
  pair = parsed(*file, terminated);
  if (!pair.key) {
    pair.problem =
        "the password is right, but the file is encrypted with a cipher that this OpenSSL does not read, "
        "such "
        "as RC2: make the file anew with `openssl pkcs12 -export`, which takes AES";
  }
  return pair;
}

std::string digest_of(const X509& certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  if (X509_digest(&certificate, EVP_sha256(), digest.data(), &length) != 1) return {};
  return {digest.begin(), digest.begin() + length};
}

std::string in_base64(const X509& certificate) {
  unsigned char* bytes = nullptr;
  const int size = i2d_X509(&certificate, &bytes);
  if (size <= 0) return {};
  std::string text = to_base64({reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)});
  OPENSSL_free(bytes);
  return text;
}

std::string signature_of(std::string_view text, EVP_PKEY& key) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  EVP_PKEY_CTX* details = nullptr;  // owned by the context
  const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
  std::size_t length = 0;
  const bool is_ready = context &&
                        EVP_DigestSignInit(context.get(), &details, EVP_sha256(), nullptr, &key) == 1 &&
                        EVP_PKEY_CTX_set_rsa_padding(details, RSA_PKCS1_PSS_PADDING) == 1 &&
                        EVP_PKEY_CTX_set_rsa_pss_saltlen(details, RSA_PSS_SALTLEN_DIGEST) == 1 &&
                        EVP_DigestSign(context.get(), nullptr, &length, bytes, text.size()) == 1;
  std::vector<unsigned char> signature(length);
  if (!is_ready || EVP_DigestSign(context.get(), signature.data(), &length, bytes, text.size()) != 1) {
    // `load` saw that it is an RSA key, and with one of those this can not fail but for memory.
    throw std::logic_error("the assertion could not be signed");
  }
  return {signature.begin(), signature.begin() + static_cast<std::ptrdiff_t>(length)};
}

}  // namespace

Result<ClientCertificate> ClientCertificate::load(std::string_view bytes, const Secret& password,
                                                  const std::string& source) {
  const auto bad = [&](std::string what) {
    ERR_clear_error();  // else another call of the library would be blamed for it
    return Error{Error::Kind::usage, source, std::move(what)};
  };
  constexpr std::string_view hint =
      ": a file is needed that holds the certificate and its private key, in PEM or PKCS #12; the password "
      "of "
      "the key, if it has one, in AZURE_CLIENT_CERTIFICATE_PASSWORD";
  std::optional<Pair> pair = read_pkcs12(bytes, password);
  if (!pair) pair = read_pem(bytes, password);
  if (!pair->problem.empty()) return bad("no private key can be read: " + pair->problem);
  if (!pair->key) return bad("no private key can be read" + std::string(hint));
  if (!pair->certificate) return bad("no certificate can be read" + std::string(hint));
  if (X509_check_private_key(pair->certificate.get(), pair->key.get()) != 1) {
    return bad("the private key is not that of the certificate");
  }
  if (EVP_PKEY_get_base_id(pair->key.get()) != EVP_PKEY_RSA ||
      EVP_PKEY_get_bits(pair->key.get()) < fewest_bits) {
    return bad("Entra takes only RSA keys of at least 2048 bits");
  }
  ERR_clear_error();
  std::vector<std::string> chain{in_base64(*pair->certificate)};
  for (const Certificate& other : pair->others) chain.push_back(in_base64(*other));
  return ClientCertificate(std::move(pair->key), to_base64url(digest_of(*pair->certificate)),
                           std::move(chain));
}

Secret ClientCertificate::sign(const AssertionClaims& claims) const {
  const auto issued = claims.issued_at.time_since_epoch().count();
  nlohmann::json header{{"alg", "PS256"}, {"typ", "JWT"}, {"x5t#S256", thumbprint_}};
  if (sends_chain_) header["x5c"] = chain_;
  const nlohmann::json body{{"aud", claims.audience},
                            {"iss", claims.client_id},
                            {"sub", claims.client_id},
                            {"jti", claims.id},
                            {"iat", issued},
                            {"nbf", issued},
                            {"exp", issued + std::chrono::seconds(assertion_life).count()}};
  std::string token = to_base64url(header.dump()) + "." + to_base64url(body.dump());
  token += "." + to_base64url(signature_of(token, *key_));
  return Secret(std::move(token));
}

}  // namespace patrol::azdo

#include "tests/support/key_pair.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <array>
#include <cstddef>
#include <vector>

namespace patrol {
namespace {

/// What `write` puts into a buffer of OpenSSL's.
template <class Write>
std::string written(Write write) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> buffer(BIO_new(BIO_s_mem()), BIO_free);
  write(buffer.get());
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(buffer.get(), &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

const unsigned char* bytes_of(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

KeyPair::KeyPair(unsigned bits)
    : key_(EVP_RSA_gen(bits), EVP_PKEY_free), certificate_(X509_new(), X509_free) {
  X509* const certificate = certificate_.get();
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_set_pubkey(certificate, key_.get());
  X509_NAME* const name = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("auditor"), -1,
                             -1, 0);
  X509_set_issuer_name(certificate, name);
  X509_sign(certificate, key_.get(), EVP_sha256());
}

std::string KeyPair::certificate_pem() const {
  return written([&](BIO* to) { PEM_write_bio_X509(to, certificate_.get()); });
}

std::string KeyPair::key_pem(const std::string& password) const {
  return written([&](BIO* to) {
    PEM_write_bio_PKCS8PrivateKey(to, key_.get(), password.empty() ? nullptr : EVP_aes_256_cbc(),
                                  password.data(), static_cast<int>(password.size()), nullptr, nullptr);
  });
}

std::string KeyPair::pkcs12(const std::string& password) const {
  const std::unique_ptr<PKCS12, decltype(&PKCS12_free)> file(
      PKCS12_create(password.c_str(), "auditor", key_.get(), certificate_.get(), nullptr, 0, 0, 0, 0, 0),
      PKCS12_free);
  return written([&](BIO* to) { i2d_PKCS12_bio(to, file.get()); });
}

std::string KeyPair::old_pkcs12(const std::string& password) const {
  OSSL_PROVIDER* const legacy = OSSL_PROVIDER_try_load(nullptr, "legacy", 1);
  if (legacy == nullptr) return {};
  constexpr int cipher = NID_pbe_WithSHA1And40BitRC2_CBC;
  const std::unique_ptr<PKCS12, decltype(&PKCS12_free)> file(
      PKCS12_create(password.c_str(), "auditor", key_.get(), certificate_.get(), nullptr, cipher, cipher, 0,
                    0, 0),
      PKCS12_free);
  OSSL_PROVIDER_unload(legacy);
  if (!file) return {};
  return written([&](BIO* to) { i2d_PKCS12_bio(to, file.get()); });
}

std::string KeyPair::certificate_base64() const {
  std::string text;
  const std::string pem = certificate_pem();
  for (std::size_t at = pem.find('\n') + 1; pem[at] != '-'; ++at) {
    if (pem[at] != '\n') text += pem[at];
  }
  return text;
}

std::string KeyPair::thumbprint() const {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  X509_digest(certificate_.get(), EVP_sha256(), digest.data(), &length);
  return {digest.begin(), digest.begin() + length};
}

std::string KeyPair::sign(const std::string& text) const {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  EVP_PKEY_CTX* details = nullptr;
  EVP_DigestSignInit(context.get(), &details, EVP_sha256(), nullptr, key_.get());
  EVP_PKEY_CTX_set_rsa_padding(details, RSA_PKCS1_PSS_PADDING);
  EVP_PKEY_CTX_set_rsa_pss_saltlen(details, RSA_PSS_SALTLEN_DIGEST);
  std::size_t length = 0;
  EVP_DigestSign(context.get(), nullptr, &length, bytes_of(text), text.size());
  std::vector<unsigned char> signature(length);
  EVP_DigestSign(context.get(), signature.data(), &length, bytes_of(text), text.size());
  return {signature.begin(), signature.begin() + static_cast<std::ptrdiff_t>(length)};
}

bool KeyPair::signed_it(const std::string& text, const std::string& signature) const {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  EVP_PKEY_CTX* details = nullptr;
  EVP_DigestVerifyInit(context.get(), &details, EVP_sha256(), nullptr, key_.get());
  EVP_PKEY_CTX_set_rsa_padding(details, RSA_PKCS1_PSS_PADDING);
  EVP_PKEY_CTX_set_rsa_pss_saltlen(details, RSA_PSS_SALTLEN_DIGEST);
  return EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(text),
                          text.size()) == 1;
}

}  // namespace patrol

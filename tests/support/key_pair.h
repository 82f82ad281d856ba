#pragma once

#include <openssl/types.h>

#include <memory>
#include <string>

namespace patrol {

/// An RSA key with a certificate that it signed itself, made anew for each test run: no key lies in the tree.
class KeyPair {
 public:
  explicit KeyPair(unsigned bits = 2048);

  std::string certificate_pem() const;
  /// In PEM, encrypted where there is a password.
  std::string key_pem(const std::string& password = "") const;
  std::string pkcs12(const std::string& password) const;
  /// The like as tools before OpenSSL 3 made it, encrypted with RC2; empty where OpenSSL has that no more.
  std::string old_pkcs12(const std::string& password) const;
  /// The certificate in base64, as `x5c` has it.
  std::string certificate_base64() const;
  /// SHA-256 of the certificate.
  std::string thumbprint() const;
  /// PS256.
  std::string sign(const std::string& text) const;
  /// Whether the key made this PS256 signature of the text.
  bool signed_it(const std::string& text, const std::string& signature) const;

 private:
  std::shared_ptr<EVP_PKEY> key_;
  std::shared_ptr<X509> certificate_;
};

}  // namespace patrol

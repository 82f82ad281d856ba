#pragma once

#include "auditor/model/result.h"
#include "auditor/model/secret.h"
#include "auditor/model/time.h"

#include <openssl/types.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace patrol::azdo {

/// What an assertion says of itself, beside who signs it.
struct AssertionClaims {
  std::string audience;   ///< the token endpoint
  std::string client_id;  ///< issuer and subject
  std::string id;         ///< a new one each time, so that nobody can use it twice
  Time issued_at{};
};

/// The certificate of a service principal with its private key.
class ClientCertificate {
 public:
  /// Reads a file's bytes: PEM that holds both, or PKCS #12. `password` is that of the key; may be empty.
  /// `source` says where the bytes came from. Errors quote nothing of them.
  static Result<ClientCertificate> load(std::string_view bytes, const Secret& password,
                                        const std::string& source);

  /// Has its assertions carry the certificate with the others of the file (`x5c`), for applications that
  /// trust a subject and an issuer instead of one certificate.
  void send_chain() { sends_chain_ = true; }

  /// A JSON web token that proves to hold the key, for ten minutes: PS256, named by the certificate's SHA-256
  /// (learn.microsoft.com, "Microsoft identity platform application authentication certificate credentials").
  Secret sign(const AssertionClaims& claims) const;

 private:
  ClientCertificate(std::shared_ptr<EVP_PKEY> key, std::string thumbprint, std::vector<std::string> chain)
      : key_(std::move(key)), thumbprint_(std::move(thumbprint)), chain_(std::move(chain)) {}

  std::shared_ptr<EVP_PKEY> key_;
  std::string thumbprint_;          ///< SHA-256 of the certificate, base64url
  std::vector<std::string> chain_;  ///< its own first, in base64
  bool sends_chain_ = false;
};

}  // namespace patrol::azdo

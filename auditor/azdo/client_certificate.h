#pragma once

#include "auditor/model/result.h"
#include "auditor/model/secret.h"
#include "auditor/model/time.h"

#include <openssl/types.h>

#include <memory>
#include <string>
#include <string_view>

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

  /// A JSON web token that proves to hold the key, for ten minutes: PS256, named by the certificate's SHA-256
  /// (learn.microsoft.com, "Microsoft identity platform application authentication certificate credentials").
  Secret sign(const AssertionClaims& claims) const;

 private:
  ClientCertificate(std::shared_ptr<EVP_PKEY> key, std::string thumbprint)
      : key_(std::move(key)), thumbprint_(std::move(thumbprint)) {}

  std::shared_ptr<EVP_PKEY> key_;
  std::string thumbprint_;  ///< SHA-256 of the certificate, base64url
};

}  // namespace patrol::azdo

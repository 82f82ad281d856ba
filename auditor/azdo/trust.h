#pragma once

#include "auditor/model/result.h"

#include <openssl/types.h>

#include <memory>
#include <string>

namespace patrol::azdo {

/// The authorities whose certificates are trusted, read once and shared by all connections: each connection
/// of the HTTP library would read them anew, which is most of what a new TLS connection costs.
class Trust {
 public:
  /// The system's authorities, and those of `ca_file` if it is not empty.
  static Result<Trust> load(const std::string& ca_file);

  /// Makes a TLS context trust them and nobody else, for this host only, and refuse TLS before 1.2.
  void share_with(SSL_CTX* context, const std::string& host) const;

 private:
  explicit Trust(std::shared_ptr<X509_STORE> store) : store_(std::move(store)) {}
  std::shared_ptr<X509_STORE> store_;
};

}  // namespace patrol::azdo

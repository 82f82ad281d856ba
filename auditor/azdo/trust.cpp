#include "auditor/azdo/trust.h"

#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <utility>

namespace patrol::azdo {

Result<Trust> Trust::load(const std::string& ca_file) {
  const std::shared_ptr<X509_STORE> store(X509_STORE_new(), X509_STORE_free);
  if (!store || X509_STORE_set_default_paths(store.get()) != 1) {
    return Error{.kind = Error::Kind::transport,
                 .where = "",
                 .what = "the system's certificate authorities can not be used"};
  }
  // Read here too, although OpenSSL knows SSL_CERT_FILE itself: it would pass over a file that is no good.
  if (!ca_file.empty() && X509_STORE_load_file(store.get(), ca_file.c_str()) != 1) {
    return Error{.kind = Error::Kind::usage,
                 .where = "SSL_CERT_FILE",
                 .what = "no certificate can be read from `" + ca_file + "`; it must be a file in PEM form"};
  }
  return Trust(store);
}

void Trust::share_with(SSL_CTX* context, const std::string& host) const {
  // The HTTP library compares names too, but takes a certificate's old common name although it names others.
  X509_VERIFY_PARAM* const checks = SSL_CTX_get0_param(context);
  const bool has_brackets = host.starts_with('[') && host.ends_with(']');
  const std::string name = has_brackets ? host.substr(1, host.size() - 2) : host;
  if (X509_VERIFY_PARAM_set1_ip_asc(checks, name.c_str()) != 1) {
    X509_VERIFY_PARAM_set1_host(checks, name.c_str(), name.size());
  }
  SSL_CTX_set1_cert_store(context, store_.get());
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
}

}  // namespace patrol::azdo

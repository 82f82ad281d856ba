#pragma once

#include "auditor/model/result.h"
#include "auditor/model/secret.h"

#include <string>
#include <string_view>

namespace patrol::azdo {

/// The proxy that HTTPS_PROXY names.
struct Proxy {
  std::string origin;  ///< `http://proxy.contoso.com:3128`
  std::string user{};  ///< empty: the proxy asks for none
  Secret password{};
};

/// Reads the value of HTTPS_PROXY: `[http://][user:password@]host[:port]`. Errors do not echo it.
Result<Proxy> parse_proxy(std::string_view text);

/// Whether NO_PROXY excepts the host: a comma list of hosts and domains (`contoso.com` holds
/// `dev.contoso.com` too), or `*`.
bool bypasses_proxy(std::string_view host, std::string_view no_proxy);

}  // namespace patrol::azdo

#include "auditor/cli/environment.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace patrol::cli {
namespace {

/// The first of the names that is set and not empty: tools write the names of proxies in both cases.
std::string first_of(std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') return value;
  }
  return {};
}

bool is_secret(std::string_view name) {
  constexpr std::array names{"PATROL_TOKEN",        "PATROL_BEARER",
                             "PATROL_GRAPH_BEARER", "AZURE_CLIENT_SECRET",
                             "SYSTEM_ACCESSTOKEN",  "AZURE_CLIENT_CERTIFICATE_PASSWORD"};
  return std::ranges::find(names, name) != names.end() || name.starts_with("PATROL_TOKEN_") ||
         is_token_variable(name);
}

SecretVariables take_secrets() {
  SecretVariables secrets;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || !is_secret(text.substr(0, equals))) continue;
    secrets.emplace(text.substr(0, equals), Secret(std::string(text.substr(equals + 1))));
    ::explicit_bzero(*entry + equals + 1, text.size() - equals - 1);
  }
  for (const auto& [name, secret] : secrets) ::unsetenv(name.c_str());
  return secrets;
}

}  // namespace

Environment take_environment() {
  Environment environment;
  environment.secrets = take_secrets();
  for (const char* name :
       {"AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_CERTIFICATE_PATH",
        "AZURE_CLIENT_SEND_CERTIFICATE_CHAIN", "AZURE_FEDERATED_TOKEN_FILE", "AZURE_AUTHORITY_HOST"}) {
    if (std::string value = first_of({name}); !value.empty()) {
      environment.azure.emplace(name, std::move(value));
    }
  }
  environment.path = first_of({"PATH"});
  environment.https_proxy = first_of({"HTTPS_PROXY", "https_proxy"});
  environment.no_proxy = first_of({"NO_PROXY", "no_proxy"});
  environment.ca_file = first_of({"SSL_CERT_FILE"});
  environment.colour = first_of({"NO_COLOR"}).empty() && first_of({"TERM"}) != "dumb";
  return environment;
}

void protect_memory() {
  const rlimit none{.rlim_cur = 0, .rlim_max = 0};
  ::setrlimit(RLIMIT_CORE, &none);
#ifndef __SANITIZE_ADDRESS__  // the leak checker looks at the process as a debugger does
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

}  // namespace patrol::cli

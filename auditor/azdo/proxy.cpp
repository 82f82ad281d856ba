#include "auditor/azdo/proxy.h"

#include "auditor/azdo/percent.h"
#include "auditor/model/text.h"

#include <algorithm>

namespace patrol::azdo {

Result<Proxy> parse_proxy(std::string_view text) {
  const auto bad = [](std::string what) {
    return Error{.kind = Error::Kind::usage, .where = "HTTPS_PROXY", .what = std::move(what)};
  };
  if (text.starts_with("http://")) {
    text.remove_prefix(std::string_view("http://").size());
  } else if (text.find("://") != std::string_view::npos) {
    return bad("the proxy itself is spoken to in plain http: write http://host:port");
  }
  while (text.ends_with('/')) text.remove_suffix(1);
  Proxy proxy;
  if (const auto at = text.rfind('@'); at != std::string_view::npos) {
    const auto user = text.substr(0, std::min(text.find(':'), at));
    proxy.user = percent_decoded(user);
    if (user.size() < at)
      proxy.password = Secret(percent_decoded(text.substr(user.size() + 1, at - user.size() - 1)));
    text.remove_prefix(at + 1);
  }
  constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.:[]";
  if (text.empty() || text.find_first_not_of(allowed) != std::string_view::npos) {
    return bad("must be http://host:port");
  }
  proxy.origin = "http://" + std::string(text);
  return proxy;
}

bool bypasses_proxy(std::string_view host, std::string_view no_proxy) {
  const auto excepts = [&](std::string_view entry) {
    entry = trim(entry);
    if (entry == "*") return true;
    entry = entry.substr(0, entry.find(':'));
    if (entry.starts_with("*.")) entry.remove_prefix(1);
    if (entry.starts_with('.')) entry.remove_prefix(1);
    if (entry.empty() || entry.size() > host.size()) return false;
    const bool at_label = entry.size() == host.size() || host[host.size() - entry.size() - 1] == '.';
    return at_label && same_name(host.substr(host.size() - entry.size()), entry);
  };
  return std::ranges::any_of(split(no_proxy, ','), excepts);
}

}  // namespace patrol::azdo

#include "auditor/azdo/server.h"

#include "auditor/model/text.h"

#include <charconv>
#include <cstdint>

namespace patrol::azdo {
namespace {

constexpr std::string_view host_characters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.";
constexpr std::string_view address_characters = "0123456789abcdefABCDEF:.";
constexpr std::string_view path_characters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/%";

/// The value is not echoed: it may hold a user's password in front of the host.
Error bad(std::string what) {
  return {.kind = Error::Kind::usage, .where = "--server", .what = std::move(what)};
}

bool consists_of(std::string_view text, std::string_view characters) {
  return !text.empty() && text.find_first_not_of(characters) == std::string_view::npos;
}

bool is_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), port);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() && port > 0;
}

bool is_loopback(std::string_view host) {
  if (same_name(host, "localhost") || host == "[::1]") return true;
  const auto parts = split(host, '.');
  if (parts.size() != 4 || parts[0] != "127") return false;
  for (const auto& part : parts) {
    std::uint8_t number = 0;
    const auto read = std::from_chars(part.data(), part.data() + part.size(), number);
    if (read.ec != std::errc{} || read.ptr != part.data() + part.size()) return false;
  }
  return true;
}

/// Host of an authority, brackets of an address kept; empty where host or port is no good.
std::string_view host_of(std::string_view authority) {
  std::string_view host = authority;
  std::string_view rest;
  if (authority.starts_with('[')) {
    const auto end = authority.find(']');
    if (end == std::string_view::npos || !consists_of(authority.substr(1, end - 1), address_characters))
      return {};
    host = authority.substr(0, end + 1);
    rest = authority.substr(end + 1);
  } else {
    host = authority.substr(0, authority.find(':'));
    rest = authority.substr(host.size());
    if (!consists_of(host, host_characters)) return {};
  }
  if (!rest.empty() && (rest[0] != ':' || !is_port(rest.substr(1)))) return {};
  return host;
}

}  // namespace

Result<Server> parse_server(std::string_view text) {
  const bool secure = text.starts_with("https://");
  if (!secure && !text.starts_with("http://")) {
    return bad("must start with https:// (or http:// for this machine)");
  }
  const auto authority_start = text.find("//") + 2;
  const auto path_start = text.find('/', authority_start);
  const auto authority = text.substr(authority_start, path_start - authority_start);
  if (authority.find('@') != std::string_view::npos) return bad("must not hold a user or a password");
  const auto host = host_of(authority);
  if (host.empty()) return bad("needs a host, and a port from 1 to 65535 if any");
  if (!secure && !is_loopback(host)) {
    return bad(
        "plain http is for this machine only, because a credential goes with every request; use https");
  }
  std::string_view prefix =
      path_start == std::string_view::npos ? std::string_view{} : text.substr(path_start);
  while (prefix.ends_with('/')) prefix.remove_suffix(1);
  if (!prefix.empty() && !consists_of(prefix, path_characters)) return bad("must end after its path");
  return Server{.origin = std::string(text.substr(0, authority_start)) + std::string(authority),
                .prefix = std::string(prefix)};
}

}  // namespace patrol::azdo

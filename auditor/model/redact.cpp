#include "auditor/model/redact.h"

#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace patrol {
namespace {

constexpr std::string_view mask = "***";

/// A secret that begins at a word: so many characters of the text are shown, so many after them are not.
struct Found {
  std::size_t shown = 0;
  std::size_t hidden = 0;
};

/// A form of secrets, looked for where a word begins: what stands before it, and the text from there on.
using Form = std::optional<Found> (*)(std::string_view before, std::string_view text);

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_alphanumeric(char c) {
  return is_digit(c) || is_lower(c) || is_upper(c);
}
bool is_base64(char c) {
  return is_alphanumeric(c) || c == '+' || c == '/' || c == '=';
}
bool is_token_character(char c) {
  return is_base64(c) || c == '-' || c == '_' || c == '.' || c == '~';
}

/// The characters in front that are of a kind.
template <class Is>
std::string_view run_of(std::string_view text, const Is& is) {
  const auto* const end = std::ranges::find_if_not(text, is);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

bool starts_with(std::string_view text, std::string_view start) {
  return text.size() >= start.size() && same_name(text.substr(0, start.size()), start);
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && same_name(text.substr(text.size() - end.size()), end);
}

/// Whether the word behind is the value of an `Authorization` header, however that is written.
bool follows_authorization(std::string_view before) {
  constexpr std::string_view between = " \t:='\"";
  const auto last = before.find_last_not_of(between);
  return last != std::string_view::npos && ends_with(before.substr(0, last + 1), "authorization");
}

/// `Basic OnNlY3JldA==`, `Bearer eyJ…`. Without the name of the header words of a sentence or a group's name
/// ("Basic access", "Basic RepositoryReaders") have the same form, so more is asked of the value.
std::optional<Found> authorization(std::string_view before, std::string_view text) {
  constexpr std::size_t shortest = 8;
  constexpr std::size_t shortest_basic = 16;
  constexpr std::size_t shortest_bearer = 32;
  for (const std::string_view scheme : {"basic ", "bearer "}) {
    if (!starts_with(text, scheme)) continue;
    const std::string_view value = run_of(text.substr(scheme.size()), is_token_character);
    const auto has = [&](auto is) { return std::ranges::any_of(value, is); };
    const bool is_mixed = has(is_digit) && (has(is_lower) || has(is_upper));
    const bool is_encoded = value.size() >= shortest_basic && value.size() % 4 == 0 && has(is_lower) &&
                            has(is_upper) && std::ranges::all_of(value, is_base64);
    const bool is_credential = follows_authorization(before) ? value.size() >= shortest
                               : scheme == "basic "          ? is_mixed && is_encoded
                                                             : is_mixed && value.size() >= shortest_bearer;
    if (is_credential) return Found{scheme.size(), value.size()};
  }
  return std::nullopt;
}

/// `https://user:password@host`
std::optional<Found> password_of_url(std::string_view /*before*/, std::string_view text) {
  constexpr std::size_t longest_scheme = 16;
  const auto scheme =
      run_of(text.substr(0, longest_scheme), [](char c) { return is_alphanumeric(c) || c == '+'; });
  if (!text.substr(scheme.size()).starts_with("://")) return std::nullopt;
  const std::size_t start = scheme.size() + 3;
  const std::string_view authority = text.substr(start, text.find_first_of("/?#\\ \t\"'<>", start) - start);
  const auto end = authority.rfind('@');
  const auto colon = authority.find(':');
  if (end == std::string_view::npos || colon >= end || colon + 1 == end) return std::nullopt;
  return Found{start + colon + 1, end - colon - 1};
}

/// `password=…`, also in a URL or a connection string; `?code=…` and `&sig=…` in a URL alone, where Azure
/// puts the keys of functions and signatures. `token=` is what access control lists are asked for
/// (API.md 3.5).
std::optional<Found> named_value(std::string_view before, std::string_view text) {
  constexpr std::array<std::string_view, 14> names{
      "password=",     "passwd=",        "pwd=",          "secret=",         "client_secret=",
      "clientsecret=", "client-secret=", "access_token=", "accesstoken=",    "accountkey=",
      "api_key=",      "apikey=",        "api-key=",      "sharedaccesskey="};
  constexpr std::array<std::string_view, 2> in_urls{"code=", "sig="};
  constexpr std::size_t shortest_in_url = 16;
  const auto value_after = [&](std::string_view name) {
    const std::string_view rest = text.substr(name.size());
    return rest.substr(0, rest.find_first_of("&;#,()<>`\"' \t\r\n"));
  };
  for (const std::string_view name : names) {
    if (!starts_with(text, name)) continue;
    const std::string_view value = value_after(name);
    // `password=${PASSWORD}` says where the secret comes from.
    const bool is_placeholder = value.empty() || value.starts_with('$') || value.starts_with('{');
    return is_placeholder ? std::nullopt : std::optional{Found{name.size(), value.size()}};
  }
  if (before.empty() || std::string_view("?&").find(before.back()) == std::string_view::npos)
    return std::nullopt;
  for (const std::string_view name : in_urls) {
    if (!starts_with(text, name)) continue;
    const std::string_view value = value_after(name);
    if (value == mask || value.size() >= shortest_in_url) return Found{name.size(), value.size()};
  }
  return std::nullopt;
}

/// `eyJ….….…`, whose beginning is that of every JSON object in base64.
std::optional<Found> web_token(std::string_view /*before*/, std::string_view text) {
  constexpr std::size_t longest_part = 4'096;
  if (!text.starts_with("eyJ")) return std::nullopt;
  const std::string_view head = run_of(text.substr(0, longest_part), is_token_character);
  if (head.find('.') == std::string_view::npos) return std::nullopt;
  return Found{0, run_of(text, is_token_character).size()};
}

/// The base64 of a header with a personal access token: of ":" and 52 characters or more, whose beginning is
/// one of four.
std::optional<Found> encoded_token(std::string_view /*before*/, std::string_view text) {
  constexpr std::size_t shortest = 72;
  const auto starts_so = [&](std::string_view start) { return text.starts_with(start); };
  if (std::ranges::none_of(std::array<std::string_view, 4>{"Oi", "Oj", "Om", "On"}, starts_so))
    return std::nullopt;
  const std::string_view run = run_of(text, is_base64);
  if (run.size() < shortest) return std::nullopt;
  return Found{0, run.size()};
}

/// Tokens of products that publish how theirs begin: GitHub, GitLab, Slack.
std::optional<Found> marked_token(std::string_view /*before*/, std::string_view text) {
  struct Mark {
    std::string_view start;
    std::size_t rest;
  };
  constexpr std::array marks{Mark{"ghp_", 36},   Mark{"gho_", 36},  Mark{"ghu_", 36},
                             Mark{"ghs_", 36},   Mark{"ghr_", 36},  Mark{"github_pat_", 22},
                             Mark{"glpat-", 20}, Mark{"xoxb-", 20}, Mark{"xoxp-", 20}};
  for (const Mark& mark : marks) {
    if (!text.starts_with(mark.start)) continue;
    const auto rest = run_of(text.substr(mark.start.size()),
                             [](char c) { return is_alphanumeric(c) || c == '_' || c == '-'; });
    if (rest.size() >= mark.rest) return Found{0, mark.start.size() + rest.size()};
  }
  return std::nullopt;
}

/// A client secret of Entra: `Q~` after a few characters, and more than thirty behind it.
std::optional<Found> client_secret(std::string_view /*before*/, std::string_view text) {
  constexpr std::size_t latest = 4;
  constexpr std::size_t shortest_rest = 31;
  const std::string_view head = text.substr(0, latest + 2);
  const auto at = head.find("Q~");
  if (at == std::string_view::npos || at == 0) return std::nullopt;
  const std::string_view run = run_of(text, is_token_character);
  if (run.size() < at + 2 + shortest_rest) return std::nullopt;
  return Found{0, run.size()};
}

/// API.md 8: 84 characters with `AZDO` at a fixed place, or 52 of `a` to `z` and `2` to `7`.
std::optional<Found> personal_access_token(std::string_view /*before*/, std::string_view text) {
  const std::string_view run = run_of(text, is_alphanumeric);
  const bool is_new = run.size() == 84 && run.substr(76, 4) == "AZDO";
  const auto is_old_character = [](char c) { return is_lower(c) || (c >= '2' && c <= '7'); };
  const bool is_old = run.size() == 52 && std::ranges::all_of(run, is_old_character);
  if (!is_new && !is_old) return std::nullopt;
  return Found{0, run.size()};
}

constexpr std::array<Form, 8> forms{authorization, password_of_url, named_value,   web_token,
                                    encoded_token, marked_token,    client_secret, personal_access_token};

std::optional<Found> find_secret(std::string_view before, std::string_view text) {
  for (const Form form : forms) {
    if (const auto found = form(before, text)) return found;
  }
  return std::nullopt;
}

}  // namespace

std::string redact(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    if (!is_alphanumeric(text[i])) {
      clean.push_back(text[i++]);
      continue;
    }
    if (const auto found = find_secret(text.substr(0, i), text.substr(i))) {
      // What is shown of it may hold another one: `https://token:@host`.
      clean.append(redact(text.substr(i, found->shown))).append(mask);
      i += found->shown + found->hidden;
      continue;
    }
    const std::string_view word = run_of(text.substr(i), is_alphanumeric);
    clean.append(word);
    i += word.size();
  }
  return clean;
}

bool is_masked(std::string_view text) {
  return text.find(mask) != std::string_view::npos;
}

}  // namespace patrol

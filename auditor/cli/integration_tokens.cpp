#include "auditor/cli/integration_tokens.h"

#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace patrol::cli {
namespace {

/// New tokens have 84 characters, old ones 52 (API.md 8).
constexpr std::size_t longest_token = 256;

/// How tokens of other services begin.
constexpr std::array<std::string_view, 12> other_services{
    "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "AKIA", "ASIA", "xox", "npm_", "eyJ"};

azdo::TransportFailure not_sent(const std::string& variable, std::string_view why) {
  return {azdo::TransportFailure::Kind::sign_in, "the variable " + variable + " " + std::string(why), false};
}

}  // namespace

Result<azdo::Credential, azdo::TransportFailure> token_in(const Environment& environment,
                                                          const std::string& variable) {
  const auto found = environment.secrets.find(variable);
  // The parser lets no other name through; this is what the promise rests on.
  if (!is_token_variable(variable) || found == environment.secrets.end()) {
    return not_sent(variable, "is not set");
  }
  const std::string_view token = trim(found->second.reveal());
  if (token.empty()) return not_sent(variable, "is empty");
  const bool is_word =
      token.size() <= longest_token && std::ranges::all_of(token, [](char c) { return c > ' ' && c <= '~'; });
  if (!is_word || token.starts_with("$(") || token.starts_with("${")) {
    return not_sent(variable, "holds no token: one word is needed, without quotes or a prefix");
  }
  const bool is_other =
      std::ranges::any_of(other_services, [&](std::string_view start) { return token.starts_with(start); });
  if (is_other)
    return not_sent(variable, "holds a token of another service, which is not sent to Azure DevOps");
  return azdo::Credential{azdo::Credential::Kind::pat, Secret(std::string(token))};
}

}  // namespace patrol::cli

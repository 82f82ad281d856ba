#include "auditor/cli/az_login.h"

#include "auditor/azdo/json.h"
#include "auditor/cli/program_output.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace patrol::cli {
namespace {

using std::chrono::seconds;

constexpr seconds least_life{300};
constexpr seconds longest_life = std::chrono::hours{48};

Error bad_answer() {
  return {Error::Kind::usage, "az", "gave no token for Azure DevOps: sign in with `az login`"};
}

bool can_be_sent(std::string_view token) {
  return !token.empty() && std::ranges::all_of(token, [](char c) { return c > ' ' && c <= '~'; });
}

}  // namespace

Result<azdo::Bearer> parse_az_answer(std::string_view text, Time now) {
  auto parsed = azdo::parse_json(text);
  if (!parsed || !parsed.value().is_object()) return bad_answer();
  azdo::Json answer = std::move(parsed).value();
  const auto token = answer.find("accessToken");
  if (token == answer.end() || !token->is_string()) return bad_answer();
  Secret secret(std::move(token->get_ref<std::string&>()));
  if (!can_be_sent(secret.reveal())) return bad_answer();

  seconds lives = least_life;
  const auto end = answer.find("expires_on");
  if (end != answer.end() && end->is_number_integer()) {
    lives = seconds{end->get<seconds::rep>()} - now.time_since_epoch();
    if (lives <= seconds{0}) return bad_answer();
  }
  return azdo::Bearer{.secret = std::move(secret), .lives = std::min(lives, longest_life)};
}

azdo::AskBearer ask_az(const AzLogin& login) {
  std::vector<std::string> command{
      login.program, "account", "get-access-token", "--resource", std::string(azdo::azure_devops_resource),
      "--output",    "json"};
  if (!login.tenant.empty()) command.insert(command.end(), {"--tenant", login.tenant});
  return [command = std::move(command)](
             std::chrono::milliseconds patience,
             const std::stop_token& stop) -> Result<azdo::Bearer, azdo::TransportFailure> {
    using Kind = azdo::TransportFailure::Kind;
    const auto output = output_of(command, patience, stop);
    if (stop.stop_requested()) return azdo::TransportFailure{Kind::stopped, "interrupted", false};
    // Its own words are not shown, and the usual cause is that nobody is signed in.
    if (!output) {
      return azdo::TransportFailure{
          Kind::sign_in, to_string(output.error()) + "; is it signed in? `az login` does it", false};
    }
    const Time now = std::chrono::floor<seconds>(std::chrono::system_clock::now());
    auto bearer = parse_az_answer(output.value().reveal(), now);
    if (!bearer) return azdo::TransportFailure{Kind::sign_in, to_string(bearer.error()), false};
    return std::move(bearer).value();
  };
}

}  // namespace patrol::cli

#include "auditor/azdo/entra.h"

#include "auditor/azdo/json.h"
#include "auditor/azdo/percent.h"
#include "auditor/azdo/plain_text.h"
#include "auditor/model/base64.h"
#include "auditor/model/text.h"

#include <nlohmann/json.hpp>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

namespace patrol::azdo {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Failure = TransportFailure;
using Form = std::vector<std::pair<std::string_view, Secret>>;

/// Longer than any that Entra issues; what says so is no token answer.
constexpr seconds longest_life = std::chrono::hours{48};
constexpr milliseconds longest_exchange{30'000};

Failure failure(Failure::Kind kind, std::string what) {
  return {kind, std::move(what), false};
}

Failure refused(std::string what) {
  return failure(Failure::Kind::sign_in, std::move(what));
}

Secret encoded(const Form& form) {
  std::string text;
  for (const auto& [name, value] : form) {
    if (!text.empty()) text += '&';
    text += std::string(name) + "=" + percent_encoded(value.reveal());
  }
  return Secret(std::move(text));
}

/// 128 bits that nobody can guess; only their being new matters.
std::string new_id() {
  std::array<unsigned char, 16> bytes{};
  RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
  return to_base64url({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

std::string path_of(const ClientCredentials& principal) {
  return "/" + principal.tenant + "/oauth2/v2.0/token";
}

/// What proves that it is this application, by its names in the form.
Result<Form, Failure> proof_of(const ClientCredentials& principal, Time now) {
  if (const auto* const secret = std::get_if<Secret>(&principal.proof))
    return Form{{"client_secret", *secret}};
  Secret assertion;
  if (const auto* const certificate = std::get_if<ClientCertificate>(&principal.proof)) {
    assertion = certificate->sign({.audience = "https://" + principal.authority + path_of(principal),
                                   .client_id = principal.client_id,
                                   .id = new_id(),
                                   .issued_at = now});
  } else {
    auto token = std::get<FederatedToken>(principal.proof)();
    if (!token) return refused(to_string(token.error()));
    assertion = std::move(token).value();
  }
  return Form{{"client_assertion_type", Secret("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")},
              {"client_assertion", std::move(assertion)}};
}

/// Entra says `AADSTS7000215: Invalid client secret provided. …` and more lines for its support.
std::string reason_of(const Json& answer, int status) {
  for (const char* const name : {"error_description", "error"}) {
    const auto found = answer.find(name);
    if (found == answer.end() || !found->is_string()) continue;
    const auto& text = found->get_ref<const std::string&>();
    return plain_text(text.substr(0, text.find_first_of("\r\n")));
  }
  return "HTTP " + std::to_string(status);
}

/// `3599`, which older endpoints write as a text.
std::optional<seconds> life_of(const Json& answer) {
  const auto found = answer.find("expires_in");
  if (found == answer.end()) return std::nullopt;
  seconds::rep number = 0;
  if (found->is_number_integer()) {
    number = found->get<seconds::rep>();
  } else if (found->is_string()) {
    const auto& text = found->get_ref<const std::string&>();
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  }
  if (number <= 0 || number > longest_life.count()) return std::nullopt;
  return seconds{number};
}

bool can_be_sent(std::string_view token) {
  return !token.empty() && std::ranges::all_of(token, [](char c) { return c > ' ' && c <= '~'; });
}

Result<Bearer, Failure> read_success(Json& answer) {
  const auto token = answer.find("access_token");
  const auto type = answer.find("token_type");
  const bool is_bearer =
      type != answer.end() && type->is_string() && same_name(type->get_ref<const std::string&>(), "Bearer");
  const auto life = life_of(answer);
  if (token == answer.end() || !token->is_string() || !is_bearer || !life) {
    return refused("an answer that holds no bearer token");
  }
  Secret secret(std::move(token->get_ref<std::string&>()));
  if (!can_be_sent(secret.reveal())) return refused("a token that can not be sent");
  return Bearer{.secret = std::move(secret), .lives = *life};
}

Result<Bearer, Failure> read_answer(Response response) {
  const int status = response.status;
  const bool may_go_well = status == 408 || status == 429 || status >= 500;
  auto parsed = parse_json(response.body);
  const Secret wiped_at_the_end(std::move(response.body));
  Json answer = parsed && parsed.value().is_object() ? std::move(parsed).value() : Json::object();
  if (status == 200) return read_success(answer);
  std::string reason = reason_of(answer, status);
  return failure(may_go_well ? Failure::Kind::connection : Failure::Kind::sign_in, std::move(reason));
}

/// An answer may echo what was sent: none of it may reach a report.
void hide(std::string& text, const Form& proof) {
  for (const auto& [name, value] : proof) {
    if (name != "client_assertion_type") scrub(text, {.kind = Credential::Kind::bearer, .secret = value});
  }
}

}  // namespace

AskBearer ask_entra(Http& http, ClientCredentials principal, std::optional<Server> login_server,
                    Timing timing) {
  return
      [&http, principal = std::move(principal), server = std::move(login_server), timing = std::move(timing)](
          milliseconds patience, const std::stop_token& stop) -> Result<Bearer, Failure> {
        auto proof = proof_of(principal, timing.wall_clock());
        if (!proof) return std::move(proof).error();
        Form form{{"client_id", Secret(principal.client_id)},
                  {"scope", Secret(std::string(azure_devops_resource) + "/.default")},
                  {"grant_type", Secret("client_credentials")}};
        form.insert(form.end(), proof.value().begin(), proof.value().end());
        const HttpMessage message{
            .method = Request::Method::post,
            .origin = server ? server->origin : "https://" + principal.authority,
            .target = (server ? server->prefix + "/" + principal.authority : "") + path_of(principal),
            .headers = {{"Accept", "application/json"}},
            .content_type = "application/x-www-form-urlencoded",
            .body = encoded(form)};

        auto response = http.exchange(message, std::min(patience, longest_exchange), stop);
        auto bearer = response ? read_answer(std::move(response).value())
                               : Result<Bearer, Failure>(std::move(response).error());
        if (bearer) return bearer;
        Failure end = std::move(bearer).error();
        if (end.kind != Failure::Kind::stopped) end.what = principal.authority + ": " + end.what;
        end.sent = false;
        hide(end.what, proof.value());
        return end;
      };
}

}  // namespace patrol::azdo

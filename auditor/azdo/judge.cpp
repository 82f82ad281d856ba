#include "auditor/azdo/judge.h"

#include "auditor/azdo/plain_text.h"
#include "auditor/model/text.h"

#include <string_view>

namespace patrol::azdo {
namespace {

/// `application/json` of `application/json; charset=utf-8; api-version=7.1`, in lower case.
std::string media_type(const Response& response) {
  const std::string_view header = response.header("Content-Type");
  return fold_case(trim(header.substr(0, header.find(';'))));
}

bool is_json(std::string_view type) {
  return type == "application/json" || type == "text/json" ||
         (type.starts_with("application/") && type.ends_with("+json"));
}

std::string text_member(const Json& json, const char* name) {
  if (!json.is_object()) return {};
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

/// What the service says itself, in any of its shapes (API.md 2.3); empty: it says nothing.
std::string message_of(const Response& response) {
  if (const auto body = parse_json(response.body)) {
    const Json& json = body.value();
    for (const char* const member : {"", "value", "error"}) {
      const Json* const place = json.contains(member) ? &json[member] : &json;
      for (const char* const name : {"message", "Message"}) {
        if (const std::string text = text_member(*place, name); !text.empty()) return plain_text(text);
      }
    }
  }
  return plain_text(decode_header_text(response.header("X-TFS-ServiceError")));
}

bool shows_sign_in(std::string_view text) {
  return text.find("_signin") != std::string_view::npos || text.find("Sign In") != std::string_view::npos;
}

Refusal with_message(int status, std::string message, std::string_view otherwise, Refusal refusal) {
  refusal.has_message = !message.empty();
  refusal.reason = "HTTP " + std::to_string(status);
  if (message.empty()) message = otherwise;
  if (!message.empty()) refusal.reason += ": " + message;
  return refusal;
}

Refusal not_signed_in(int status, std::string_view how) {
  return with_message(status, "", "not signed in: " + std::string(how),
                      {.kind = Gap::Kind::unauthorized, .mend = Refusal::Mend::credential});
}

Refusal judge_redirect(const Response& response) {
  if (response.status == 302 || response.status == 303 || response.status == 307) {
    // An Azure DevOps that redirects an API call sends it to the sign-in page (API.md 2.2).
    return not_signed_in(response.status, "the service sent the request to a sign-in page");
  }
  return with_message(response.status, "", "a redirect, and redirects are never followed", {});
}

/// 401 and 403. The text tells apart what the status does not.
Refusal judge_denial(const Response& response) {
  using Mend = Refusal::Mend;
  std::string message = message_of(response);
  if (message.find("VS403463") != std::string::npos) {
    return with_message(response.status, std::move(message), "",
                        {.kind = Gap::Kind::unauthorized, .mend = Mend::access_policy});
  }
  if (response.status == 403) {
    return with_message(403, std::move(message), "the permission is missing",
                        {.kind = Gap::Kind::forbidden, .mend = Mend::permission});
  }
  return with_message(401, std::move(message), "", {.kind = Gap::Kind::unauthorized, .mend = Mend::scope});
}

Refusal judge_server_error(const Response& response) {
  std::string message = message_of(response);
  if (message.find("TF24668") != std::string::npos)
    message = "the organization is stopped or moved: " + message;
  return with_message(response.status, std::move(message), "the service failed",
                      {.kind = Gap::Kind::unreachable, .try_again = true});
}

/// `{"count": n, "value": …}`, of a list or a map: the count is that of this answer, null entries included,
/// as the service makes it out of the value itself (API.md 1.4). An answer that says otherwise was changed on
/// its way.
bool counts_right(const Json& body) {
  if (!body.is_object()) return true;
  const auto count = body.find("count");
  const auto value = body.find("value");
  if (count == body.end() || value == body.end() || !value->is_structured()) return true;
  return *count == value->size();
}

Result<Json, Refusal> judge_success(const Response& response) {
  const std::string type = media_type(response);
  if (!is_json(type)) {
    if (shows_sign_in(response.body)) return not_signed_in(200, "the service answered with its sign-in page");
    const std::string what = type == "text/html" ? "a page"
                             : type.empty()      ? "an answer of no stated kind"
                                                 : "`" + plain_text(type) + "`";
    return with_message(200, "",
                        what + " in place of JSON: the credential is not signed in, or a proxy answered",
                        {.kind = type == "text/html" ? Gap::Kind::unauthorized : Gap::Kind::bad_answer,
                         .mend = type == "text/html" ? Refusal::Mend::credential : Refusal::Mend::nothing});
  }
  auto body = parse_json(response.body);
  if (!body) return with_message(200, "", body.error().what, {.try_again = body.error().may_pass});
  if (!counts_right(body.value())) {
    return with_message(200, "", "it contradicts itself: `count` is not the number of entries in `value`",
                        {});
  }
  return std::move(body).value();
}

}  // namespace

Result<Json, Refusal> judge(const Response& response) {
  using Mend = Refusal::Mend;
  const int status = response.status;
  if (status == 200) return judge_success(response);
  if (status == 203) return not_signed_in(203, "the service answered with its sign-in page");
  if (status >= 300 && status < 400) return judge_redirect(response);
  if (status == 401 || status == 403) return judge_denial(response);
  if (status == 404) {
    return with_message(404, message_of(response), "the service knows nothing at this address, or hides it",
                        {.kind = Gap::Kind::not_found, .mend = Mend::permission});
  }
  if (status == 408) {
    return with_message(408, message_of(response), "the service did not answer in time",
                        {.kind = Gap::Kind::unreachable, .try_again = true});
  }
  if (status == 429) {
    return with_message(429, message_of(response), "the service refused for load",
                        {.kind = Gap::Kind::throttled, .try_again = true});
  }
  if (status >= 500) return judge_server_error(response);
  return with_message(status, message_of(response), "an answer that is no success", {});
}

Refusal judge(const TransportFailure& failure) {
  using Kind = TransportFailure::Kind;
  switch (failure.kind) {
    case Kind::connection:
      return {.kind = Gap::Kind::unreachable,
              .reason = "no answer: " + plain_text(failure.what),
              .try_again = true};
    case Kind::timeout:
      return {.kind = Gap::Kind::unreachable, .reason = "no answer in time", .try_again = true};
    case Kind::tls:
      return {.kind = Gap::Kind::unreachable, .reason = "no trust: " + plain_text(failure.what)};
    case Kind::too_large: return {.kind = Gap::Kind::bad_answer, .reason = plain_text(failure.what)};
    case Kind::sign_in:
      return {.kind = Gap::Kind::unauthorized,
              .reason = "not signed in: " + plain_text(failure.what),
              .mend = Refusal::Mend::credential};
    case Kind::sign_in_away:
      return {.kind = Gap::Kind::unreachable, .reason = "not signed in: " + plain_text(failure.what)};
    case Kind::stopped: return {.kind = Gap::Kind::cut_short, .reason = "interrupted"};
  }
  return {};
}

}  // namespace patrol::azdo

#include "auditor/azdo/client.h"

#include "auditor/azdo/answer.h"
#include "auditor/azdo/judge.h"
#include "auditor/model/redact.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <variant>

namespace patrol::azdo {
namespace {

using std::chrono::milliseconds;

/// API.md 7: 5xx a few times; the time of a request ends most rows of time-outs before.
constexpr int most_tries = 5;
constexpr milliseconds first_back_off{500};
constexpr milliseconds longest_back_off{10'000};
/// How long a host that hung is not asked by others.
constexpr std::chrono::seconds silence_is_believed{60};

/// Doubles from try to try; half of it is chance, so that workers that failed together do not return
/// together.
milliseconds back_off(int tries, double chance) {
  const auto full = std::min(longest_back_off, first_back_off * (1 << std::min(tries, 10)));
  return full / 2 + milliseconds{static_cast<std::int64_t>(chance * static_cast<double>(full.count()) / 2)};
}

Request request_for(const std::string& organization, const Question& question) {
  const Endpoint& row = endpoint(question.endpoint);
  Request request{.method = question.body.empty() ? Request::Method::get : Request::Method::post,
                  .host = std::string(row.host),
                  .path = {row.root.empty() ? organization : std::string(row.root)},
                  .query = question.query,
                  .api_version = std::string(row.api_version),
                  .body = question.body};
  request.path.insert(request.path.end(), question.path.begin(), question.path.end());
  return request;
}

/// Things in an answer that is a list, or a map of things (subjectlookup).
std::optional<std::size_t> count_of(const Json& body) {
  if (!body.is_object()) return std::nullopt;
  const auto value = body.find("value");
  if (value == body.end() || !value->is_structured()) return std::nullopt;
  return value->size();
}

std::string continuation_of(const Response& response, const Json& body) {
  if (const auto header = response.header("X-MS-ContinuationToken"); !header.empty())
    return std::string(header);
  if (!body.is_object()) return {};
  const auto member = body.find("continuationToken");
  if (member == body.end() || member->is_null()) return {};
  return member->is_string() ? member->get<std::string>() : member->dump();
}

Refusal cut_short(std::string reason) {
  return {.kind = Gap::Kind::cut_short, .reason = std::move(reason)};
}

/// What the last try met, if there was one, is still worth telling.
Refusal cut_short_after(const Refusal& last, std::string reason) {
  Refusal late = cut_short(std::move(reason));
  if (last.reason.empty()) return late;
  late.reason += "; before that: " + last.reason;
  late.before_the_cut = last.kind;
  return late;
}

Refusal out_of_time(const Refusal& last) {
  return cut_short_after(last, "the time for the whole run was over");
}

/// The run would end before the pause that the service asked for.
Refusal pause_too_long(const Refusal& last) {
  Refusal refusal = cut_short_after(last, "the service asked to wait longer than the run may take");
  if (!refusal.before_the_cut) refusal.before_the_cut = Gap::Kind::throttled;
  return refusal;
}

/// What to do where nothing can be granted: no gap is without a way on.
std::string way_on(Gap::Kind kind) {
  switch (kind) {
    case Gap::Kind::unreachable:
      return "see that this machine reaches the service (network, HTTPS_PROXY, SSL_CERT_FILE), then audit "
             "again";
    case Gap::Kind::throttled: return "audit again later, or with less at once (--concurrency)";
    case Gap::Kind::cut_short: return "audit again, with more time (--max-time)";
    case Gap::Kind::not_collected:
    case Gap::Kind::unauthorized:
    case Gap::Kind::forbidden:
    case Gap::Kind::not_found:
    case Gap::Kind::bad_answer:
    case Gap::Kind::not_expandable:
    case Gap::Kind::not_decidable: break;
  }
  return std::string(report_answer);
}

std::string way_on(const Refusal& refusal) {
  const auto before = refusal.before_the_cut;
  const bool was_told_apart = before == Gap::Kind::unreachable || before == Gap::Kind::throttled;
  return was_told_apart ? way_on(*before) + ", with more time (--max-time)" : way_on(refusal.kind);
}

std::string grant_for(const Refusal& refusal, const Endpoint& endpoint) {
  switch (refusal.mend) {
    case Refusal::Mend::nothing: return way_on(refusal);
    case Refusal::Mend::credential:
      return endpoint.root.empty()
                 ? "give patrol a credential that is valid for this organization, or correct "
                   "`organization:` in the integration file"
                 : "give patrol a token for Microsoft Graph that is valid";
    case Refusal::Mend::renewal: return "audit again, with a credential that does not end meanwhile";
    case Refusal::Mend::organization:
      return "check `organization:` in the integration file; if it is right, " + grant_permission(endpoint);
    case Refusal::Mend::scope: return grant_scope(endpoint);
    case Refusal::Mend::permission: return grant_permission(endpoint);
    case Refusal::Mend::access_policy:
      return "run patrol from where the access policy of the organization allows it";
  }
  return {};
}

/// Whose credential it is: the one question that every living one is answered.
Question who_am_i() {
  return {.endpoint = EndpointId::connection, .path = {"_apis", "connectionData"}};
}

}  // namespace

/// How a request ended after all its tries.
struct Client::Outcome {
  int status = 0;  ///< of the last try
  bool sent = false;
  milliseconds waited{0};  ///< for answers that did not come
  std::variant<Refusal, Answer> end = Refusal{};

  Outcome& refuse(Refusal refusal) {
    end = std::move(refusal);
    return *this;
  }
};

Client::Client(std::string organization, Transport& transport, Limiter& limiter, ClientOptions options)
    : organization_(std::move(organization)),
      transport_(transport),
      limiter_(limiter),
      options_(std::move(options)) {}

Client::Outcome Client::try_until_done(const Request& request) {
  const Timing& timing = options_.timing;
  const auto run_end = options_.deadline.value_or(Timing::Clock::time_point::max());
  Outcome outcome;
  const auto refuse_late = [&]() -> Outcome& {
    return outcome.refuse(out_of_time(std::get<Refusal>(outcome.end)));
  };

  auto place = limiter_.enter(run_end, options_.stop);
  if (!place) {
    return place.error() == Limiter::Refusal::stopped ? outcome.refuse(cut_short("interrupted"))
                                                      : refuse_late();
  }
  const auto request_end = std::min(run_end, timing.now() + options_.per_request);

  for (int tries = 0; tries < most_tries; ++tries) {
    if (tries > 0) {
      const auto pause = back_off(tries - 1, timing.chance());
      if (timing.now() + pause >= request_end) return request_end == run_end ? refuse_late() : outcome;
      timing.sleep(pause, options_.stop);
    }
    if (const auto refusal = limiter_.wait_for_go(place.value(), request_end, options_.stop)) {
      if (*refusal == Limiter::Refusal::stopped) return outcome.refuse(cut_short("interrupted"));
      if (request_end == run_end) {
        return timing.now() < run_end ? outcome.refuse(pause_too_long(std::get<Refusal>(outcome.end)))
                                      : refuse_late();
      }
      if (tries == 0) {
        outcome.refuse({.kind = Gap::Kind::throttled,
                        .reason = "the service asked to wait longer than a request may take"});
      }
      return outcome;
    }

    const auto left = std::chrono::ceil<milliseconds>(request_end - timing.now());
    const auto sent_at = timing.now();
    const auto response = transport_.send(request, std::min(options_.per_try, left), options_.stop);
    if (!response) outcome.waited += std::chrono::duration_cast<milliseconds>(timing.now() - sent_at);
    outcome.sent = outcome.sent || response || response.error().sent;
    if (response) note_answer(request.host);
    outcome.status = response ? response.value().status : 0;
    if (!response) {
      outcome.end = judge(response.error());
    } else {
      limiter_.learn(place.value(), response.value());
      auto judged = judge(response.value());
      if (judged) {
        std::string continuation = continuation_of(response.value(), judged.value());
        outcome.end = Answer{std::move(judged).value(), std::move(continuation)};
        return outcome;
      }
      outcome.end = std::move(judged).error();
    }
    if (!std::get<Refusal>(outcome.end).try_again) return outcome;
  }
  return outcome;
}

void Client::note_answer(const std::string& host) {
  const std::lock_guard lock(hosts_mutex_);
  hosts_[host].has_answered = true;
}

std::optional<Refusal> Client::silence_of(const std::string& host) {
  const std::lock_guard lock(hosts_mutex_);
  const Hearing& hearing = hosts_[host];
  if (hearing.has_answered || options_.timing.now() >= hearing.ask_again_at) return std::nullopt;
  return Refusal{.kind = Gap::Kind::unreachable,
                 .reason = "not asked, as " + host + " had answered nothing before: " + hearing.silence};
}

Client::Outcome Client::send(const Request& request) {
  const auto begun = options_.timing.now();
  const bool is_over = options_.stop.stop_requested() || (options_.deadline && begun >= *options_.deadline);
  if (!is_over) {
    if (auto silence = silence_of(request.host)) return Outcome{}.refuse(*std::move(silence));
  }
  Outcome outcome = try_until_done(request);
  const auto* const refusal = std::get_if<Refusal>(&outcome.end);
  // Who refuses at once costs no time, and who could not be asked for lack of a sign-in has not been silent.
  const bool was_long = outcome.waited >= options_.per_request / 2;
  if (refusal == nullptr || refusal->kind != Gap::Kind::unreachable || !outcome.sent || !was_long)
    return outcome;
  const std::lock_guard lock(hosts_mutex_);
  Hearing& hearing = hosts_[request.host];
  hearing.silence = refusal->reason;
  hearing.ask_again_at = options_.timing.now() + silence_is_believed;
  return outcome;
}

Result<Answer, Gap> Client::ask(const Question& question, std::vector<Read>& reads) {
  const Request request = request_for(organization_, question);
  Outcome outcome = send(request);
  auto* const answer = std::get_if<Answer>(&outcome.end);
  note(request, outcome, reads);
  if (answer != nullptr) {
    credential_worked_ = true;
    if (question.endpoint == EndpointId::connection) who_was_told_ = true;
    return std::move(*answer);
  }

  auto& refusal = std::get<Refusal>(outcome.end);
  if (refusal.mend == Refusal::Mend::scope) explain_denial(question.endpoint, refusal);
  // Where something was found, 404 is about the thing asked for.
  const bool is_not_found = refusal.kind == Gap::Kind::not_found && endpoint(question.endpoint).root.empty();
  if (is_not_found && !credential_works(question.endpoint)) refusal.mend = Refusal::Mend::organization;
  return Gap{.kind = refusal.kind,
             .what = question.what,
             .reason = std::move(refusal.reason),
             .grant = grant_for(refusal, endpoint(question.endpoint))};
}

/// What a 401 means, as far as other calls tell.
void Client::explain_denial(EndpointId asking, Refusal& refusal) {
  std::string_view why = ": the scope of the credential does not cover this";
  // Microsoft Graph says 403 where a permission is missing; 401 is about the token (API.md 12).
  if (!endpoint(asking).root.empty() || !credential_works(asking)) {
    refusal.mend = Refusal::Mend::credential;
    why = ": the credential is not accepted; it may be expired, revoked or made for another organization";
  } else if (has_ended()) {
    refusal.mend = Refusal::Mend::renewal;
    why = ": the credential is not accepted any more; it ended or was revoked while this ran";
  }
  if (!refusal.has_message) refusal.reason += why;
}

void Client::note(const Request& request, const Outcome& outcome, std::vector<Read>& reads) {
  if (!outcome.sent) return;
  const auto* const answer = std::get_if<Answer>(&outcome.end);
  // An integration file may hold a secret where a name should be, and names are put into URLs.
  reads.push_back({.method = std::string(to_word(request.method)),
                   .url = redact(url_of(request)),
                   .status = outcome.status,
                   .count = answer != nullptr ? count_of(answer->body) : std::nullopt});
}

Result<Answer, Denial> Client::try_token(const Request& request, const std::string& what,
                                         std::vector<Read>& reads) {
  Outcome outcome = send(request);
  note(request, outcome, reads);
  if (auto* const answer = std::get_if<Answer>(&outcome.end)) return std::move(*answer);
  auto& refusal = std::get<Refusal>(outcome.end);
  // A page with 200 may also be a proxy's.
  const bool is_sign_in = outcome.status == 203 || (outcome.status >= 300 && outcome.status < 400);
  Denial denial{.kind = Denial::Kind::other,
                .gap = {.kind = refusal.kind,
                        .what = what,
                        .reason = std::move(refusal.reason),
                        .grant = refusal.mend == Refusal::Mend::nothing ? way_on(refusal) : ""}};
  if (is_sign_in && refusal.mend == Refusal::Mend::credential) denial.kind = Denial::Kind::not_signed_in;
  if (outcome.status == 401 && refusal.mend == Refusal::Mend::scope) {
    denial.kind = Denial::Kind::unauthorized;
  }
  return denial;
}

Client* Client::probing(std::string_view variable) const {
  const auto found = options_.probing.find(variable);
  return found == options_.probing.end() ? nullptr : found->second;
}

/// A 401 alone does not tell a dead credential from one with too small a scope (API.md 2.2), nor a 404 what
/// is not there: another call does. Its reads are no evidence for any fact, so they are not recorded.
bool Client::credential_works(EndpointId asking) {
  if (credential_worked_) return true;
  const std::lock_guard lock(proof_mutex_);
  if (proof_) return *proof_;
  const std::array proofs{
      who_am_i(),
      Question{.endpoint = EndpointId::projects, .path = {"_apis", "projects"}, .query = {{"$top", "1"}}}};
  const bool works = std::ranges::any_of(proofs, [&](const Question& proof) {
    return proof.endpoint != asking &&
           std::holds_alternative<Answer>(send(request_for(organization_, proof)).end);
  });
  proof_ = works;
  return works;
}

/// Whether a credential that was taken is so no longer. Only asked where it had worked before: one with few
/// scopes may not be told whose it is at all.
bool Client::has_ended() {
  constexpr std::chrono::seconds moment{10};
  if (!who_was_told_) return false;
  const std::lock_guard lock(proof_mutex_);
  if (has_ended_ || options_.timing.now() < lives_until_) return has_ended_;
  const Outcome outcome = send(request_for(organization_, who_am_i()));
  const auto* const refusal = std::get_if<Refusal>(&outcome.end);
  has_ended_ = refusal != nullptr && refusal->kind == Gap::Kind::unauthorized;
  lives_until_ = options_.timing.now() + moment;
  return has_ended_;
}

}  // namespace patrol::azdo

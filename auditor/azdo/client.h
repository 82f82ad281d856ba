#pragma once

#include "auditor/azdo/endpoint.h"
#include "auditor/azdo/limiter.h"
#include "auditor/azdo/timing.h"
#include "auditor/azdo/transport.h"
#include "auditor/model/evidence.h"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace patrol::azdo {

/// What a call to the service gave, with every request that it took.
template <class T>
struct Fetched {
  T known;
  std::vector<Read> reads;

  friend bool operator==(const Fetched&, const Fetched&) = default;
};

class Client;
struct Refusal;

struct ClientOptions {
  Timing timing = real_timing();
  std::chrono::milliseconds per_try{30'000};
  std::chrono::milliseconds per_request{90'000};        ///< with all its tries
  std::optional<Timing::Clock::time_point> deadline{};  ///< of the run: nothing is asked after it
  std::stop_token stop{};                               ///< an interrupt: likewise
  std::size_t most_pages = 2'000;                       ///< of one list
  /// With the integrations' own tokens, by the variable that holds each; outlive the client.
  std::map<std::string, Client*, std::less<>> probing{};
  Client* directory = nullptr;  ///< asks Microsoft Graph with its own credential; null: there is none
};

/// One thing to ask of an organization.
struct Question {
  EndpointId endpoint = EndpointId::connection;
  std::string what{};             ///< what is not known without an answer, for Gap::what
  std::vector<std::string> path;  ///< segments after the organization
  std::vector<std::pair<std::string, std::string>> query{};
  std::string body{};  ///< JSON: makes it a POST
};

struct Answer;

/// How a token that is tried was refused (API.md 2.2).
struct Denial {
  enum class Kind {
    not_signed_in,  ///< sent to a sign-in page: the service does not take the token
    unauthorized,   ///< 401: the token is dead, or its scope too small; only another answer tells
    other           ///< shows nothing about the token
  };
  Kind kind = Kind::other;
  Gap gap;
};

/// Asks one organization, from many threads if wanted. Knows how to try again, how to tell success from all
/// that looks like it, and what to say of a refusal; knows no endpoint's JSON. A host that never answered
/// anything, and let one request try for long, is not asked for a while: each further one would take as long.
class Client {
 public:
  Client(std::string organization, Transport& transport, Limiter& limiter, ClientOptions options);

  /// The JSON of a success, or the gap. Appends one Read, however many tries it took; none if nothing was
  /// sent.
  Result<Answer, Gap> ask(const Question& question, std::vector<Read>& reads);

  /// Sends exactly this request (but for tries again), whose path begins with the organization or its like.
  /// Makes no second one to find out what a 401 means: a token is tried to know just that.
  Result<Answer, Denial> try_token(const Request& request, const std::string& what, std::vector<Read>& reads);

  /// The client for the token in this variable; null: nobody gave a way to ask with it.
  Client* probing(std::string_view variable) const;

  const std::string& organization() const { return organization_; }
  std::size_t most_pages() const { return options_.most_pages; }
  Client* directory() const { return options_.directory; }

 private:
  struct Outcome;

  Outcome send(const Request& request);
  std::optional<Refusal> silence_of(const std::string& host);
  void note_answer(const std::string& host);
  Outcome try_until_done(const Request& request);
  static void note(const Request& request, const Outcome& outcome, std::vector<Read>& reads);
  bool credential_works(EndpointId asking);
  bool has_ended();
  void explain_denial(EndpointId asking, Refusal& refusal);

  const std::string organization_;
  Transport& transport_;
  Limiter& limiter_;
  const ClientOptions options_;

  /// What is known of a host: that it answers, or what the first that asked it met instead.
  struct Hearing {
    bool has_answered = false;
    std::string silence;
    Timing::Clock::time_point ask_again_at{};
  };
  std::mutex hosts_mutex_;
  std::map<std::string, Hearing> hosts_;

  std::atomic<bool> credential_worked_ = false;
  std::mutex proof_mutex_;
  std::optional<bool> proof_;                ///< what asking for it gave: whether the credential works at all
  std::atomic<bool> who_was_told_ = false;   ///< the service took the credential and said whose it is
  bool has_ended_ = false;                   ///< and does so no longer
  Timing::Clock::time_point lives_until_{};  ///< at least, as it was asked a moment ago
};

}  // namespace patrol::azdo

#pragma once

#include "auditor/azdo/client.h"

#include <chrono>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace patrol::azdo {

/// Time that passes only when somebody sleeps in it.
class FakeTime {
 public:
  Timing timing();
  void pass(std::chrono::milliseconds time) { now_ += time; }
  const std::vector<std::chrono::milliseconds>& sleeps() const { return sleeps_; }
  std::chrono::milliseconds elapsed() const;

 private:
  Timing::Clock::time_point now_{std::chrono::hours{1}};
  std::vector<std::chrono::milliseconds> sleeps_;
};

/// Answers what was prepared for a part of the URL, in order; the last answer stays. Remembers the requests.
class FakeTransport final : public Transport {
 public:
  using Reply = std::variant<Response, TransportFailure>;

  FakeTransport& on(const std::string& url_part, Reply reply);
  /// Called at each request, for tests in which something happens meanwhile.
  std::function<void(const Request&)> meanwhile;

  const std::vector<Request>& requests() const { return requests_; }
  std::vector<std::string> urls() const;

  Result<Response, TransportFailure> send(const Request& request, std::chrono::milliseconds patience,
                                          const std::stop_token& stop) override;

 private:
  std::mutex mutex_;
  std::vector<std::pair<std::string, std::deque<Reply>>> replies_;
  std::vector<Request> requests_;
};

/// A client of the organization contoso on fakes.
struct Bench {
  FakeTime time;
  FakeTransport transport;
  Limiter limiter{8, time.timing()};
  Client client;

  /// The options hold for all but the timing, which is the bench's own.
  explicit Bench(ClientOptions options = {})
      : client("contoso", transport, limiter, (options.timing = time.timing(), std::move(options))) {}
};

/// 200 with JSON.
Response json(std::string body, Headers headers = {});
Response status(int code, std::string body = "", Headers headers = {});
Response html(int code, std::string body = "<html><title>Sign In</title></html>");
/// An error as the service writes it (API.md 2.3).
Response error(int code, const std::string& message);
/// The text of a file in tests/fixtures/azdo.
std::string fixture(const std::string& name);

}  // namespace patrol::azdo

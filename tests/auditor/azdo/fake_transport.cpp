#include "tests/auditor/azdo/fake_transport.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iterator>

namespace patrol::azdo {

Timing FakeTime::timing() {
  return {.now = [this] { return now_; },
          .wall_clock = [] { return std::chrono::sys_seconds{std::chrono::seconds{1'800'000'000}}; },
          .sleep =
              [this](std::chrono::milliseconds time, const std::stop_token& stop) {
                if (stop.stop_requested()) return;
                sleeps_.push_back(time);
                now_ += time;
              },
          .chance = [] { return 0.0; }};
}

std::chrono::milliseconds FakeTime::elapsed() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(now_.time_since_epoch() -
                                                               std::chrono::hours{1});
}

FakeTransport& FakeTransport::on(const std::string& url_part, Reply reply) {
  for (auto& [part, queue] : replies_) {
    if (part == url_part) {
      queue.push_back(std::move(reply));
      return *this;
    }
  }
  replies_.emplace_back(url_part, std::deque<Reply>{std::move(reply)});
  return *this;
}

std::vector<std::string> FakeTransport::urls() const {
  std::vector<std::string> urls;
  for (const auto& request : requests_) urls.push_back(url_of(request));
  return urls;
}

Result<Response, TransportFailure> FakeTransport::send(const Request& request, std::chrono::milliseconds,
                                                       const std::stop_token& stop) {
  const std::lock_guard lock(mutex_);
  requests_.push_back(request);
  if (meanwhile) meanwhile(request);
  if (stop.stop_requested()) return TransportFailure{TransportFailure::Kind::stopped, "interrupted"};
  for (auto& [part, queue] : replies_) {
    if (url_of(request).find(part) == std::string::npos) continue;
    const Reply reply = queue.front();
    if (queue.size() > 1) queue.pop_front();
    if (const auto* const response = std::get_if<Response>(&reply)) return *response;
    return std::get<TransportFailure>(reply);
  }
  ADD_FAILURE() << "nothing was prepared for " << url_of(request);
  return TransportFailure{TransportFailure::Kind::tls, "nothing was prepared"};
}

Response json(std::string body, Headers headers) {
  headers.emplace("content-type", "application/json; charset=utf-8; api-version=7.1");
  return {.status = 200, .headers = std::move(headers), .body = std::move(body)};
}

Response status(int code, std::string body, Headers headers) {
  return {.status = code, .headers = std::move(headers), .body = std::move(body)};
}

Response html(int code, std::string body) {
  return status(code, std::move(body), {{"Content-Type", "text/html; charset=utf-8"}});
}

Response error(int code, const std::string& message) {
  const nlohmann::json body{{"$id", "1"},         {"innerException", nullptr},
                            {"message", message}, {"typeKey", "AccessCheckException"},
                            {"errorCode", 0},     {"eventId", 3000}};
  return status(code, body.dump(), {{"Content-Type", "application/json; charset=utf-8"}});
}

std::string fixture(const std::string& name) {
  std::ifstream file(std::string(PATROL_SOURCE_DIR) + "/tests/fixtures/azdo/" + name, std::ios::binary);
  EXPECT_TRUE(file) << name;
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace patrol::azdo

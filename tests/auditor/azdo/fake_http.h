#pragma once

#include "auditor/azdo/http.h"

#include <deque>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace patrol::azdo {

/// Answers what was prepared, in order; the last answer stays. Remembers the messages.
class FakeHttp final : public Http {
 public:
  using Reply = Result<Response, TransportFailure>;

  FakeHttp& then(Reply reply) {
    replies_.push_back(std::move(reply));
    return *this;
  }
  FakeHttp& then(int status, std::string body = "{}") {
    return then(Response{
        .status = status, .headers = {{"Content-Type", "application/json"}}, .body = std::move(body)});
  }

  const std::vector<HttpMessage>& messages() const { return messages_; }
  /// The Authorization headers that were sent.
  std::vector<std::string> authorizations() const {
    std::vector<std::string> values;
    for (const HttpMessage& message : messages_) values.emplace_back(message.authorization.reveal());
    return values;
  }

  Result<Response, TransportFailure> exchange(const HttpMessage& message, std::chrono::milliseconds patience,
                                              const std::stop_token& /*stop*/) override {
    messages_.push_back(message);
    patience_ = patience;
    Reply reply = replies_.front();
    if (replies_.size() > 1) replies_.pop_front();
    return reply;
  }
  std::chrono::milliseconds patience() const { return patience_; }

 private:
  std::deque<Reply> replies_;
  std::vector<HttpMessage> messages_;
  std::chrono::milliseconds patience_{0};
};

}  // namespace patrol::azdo

#include "examples/emulator/server.h"

#include "auditor/model/text.h"
#include "examples/emulator/delay_queue.h"

#include <cpprest/containerstream.h>
#include <cpprest/http_listener.h>
#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <latch>
#include <memory>
#include <mutex>
#include <netinet/in.h>
#include <pplx/threadpool.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace patrol::emulator {
namespace {

namespace listener = web::http::experimental::listener;

/// Requests are answered in microseconds and wait elsewhere, so a few threads are enough.
constexpr std::size_t worker_threads = 4;

/// A port that was free a moment ago; 0 where there is none. cpprestsdk can not be asked which port it took.
std::uint16_t find_free_port() {
  const int handle = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (handle < 0) return 0;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* plain = reinterpret_cast<sockaddr*>(&address);
  const bool bound = bind(handle, plain, size) == 0 && getsockname(handle, plain, &size) == 0;
  close(handle);
  return bound ? ntohs(address.sin_port) : std::uint16_t{0};
}

Request read_request(const web::http::http_request& message, std::string body) {
  Request request = make_request(message.method(), message.request_uri().resource().to_string());
  for (const auto& [name, value] : message.headers()) request.headers[fold_case(name)] = value;
  request.body = std::move(body);
  return request;
}

web::http::http_response to_message(const Response& response) {
  web::http::http_response message(static_cast<web::http::status_code>(response.status));
  for (const auto& [name, value] : response.headers) message.headers().add(name, value);
  const std::string type = response.content_type.empty() ? "text/plain" : response.content_type;
  if (response.withheld > 0) {
    // The library closes the connection when a stream ends before the length that was promised.
    message.set_body(concurrency::streams::bytestream::open_istream(std::string(response.body)),
                     response.body.size() + response.withheld, type);
  } else if (!response.body.empty()) {
    message.set_body(response.body, type);
  }
  if (response.content_type.empty()) message.headers().remove("Content-Type");
  return message;
}

/// Waits until the library's threads have nothing more to do: what is still queued when the process exits is
/// lost, and a leak checker says so. In each round every thread waits for all others, so what was queued
/// before has ended then; what that queued itself is the next round's. Ending a connection queues chains of
/// two or three.
void run_what_is_queued() {
  constexpr int rounds = 8;
  static std::mutex one_at_a_time;  // two rounds at once would each hold half of the threads
  const std::lock_guard lock(one_at_a_time);
  for (int round = 0; round < rounds; ++round) {
    const auto all = std::make_shared<std::latch>(worker_threads);
    for (std::size_t i = 0; i < worker_threads; ++i) {
      crossplat::threadpool::shared_instance().service().post([all] { all->arrive_and_wait(); });
    }
    all->wait();
  }
}

/// Counts the requests and replies under way, so that the end can wait for them: the library's threads lose
/// what is still queued when the process exits, and what they run later needs the listener.
class Replies : public std::enable_shared_from_this<Replies> {
 public:
  /// One more reply is under way, until the last copy of the answer is gone.
  std::shared_ptr<void> begin() {
    const std::lock_guard lock(mutex_);
    ++under_way_;
    return {nullptr, [all = shared_from_this()](void*) { all->end(); }};
  }
  /// Waits until none is under way, not for ever: a client may never read its answer.
  void finish() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(2), [this] { return under_way_ == 0; });
  }

 private:
  void end() {
    const std::lock_guard lock(mutex_);
    --under_way_;
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t under_way_ = 0;
};

}  // namespace

class Server::Listener {
 public:
  Listener(Emulator& emulator, Statistics& statistics, std::uint16_t port)
      : emulator_(emulator),
        statistics_(statistics),
        port_(port),
        listener_(fmt::format("http://127.0.0.1:{}/", port)) {
    listener_.support([this](const web::http::http_request& message) { receive(message); });
  }
  ~Listener() {
    try {
      listener_.close().wait();
      run_what_is_queued();
      replies_->finish();
    } catch (const std::exception&) {
      return;  // it is going away in any case
    }
  }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  void open() { listener_.open().wait(); }
  std::uint16_t port() const { return port_; }

 private:
  void receive(const web::http::http_request& message) {
    if (message.request_uri().path() == "/emulator/stats") {
      observe(message.reply(web::http::status_codes::OK, statistics_.report(), "application/json"));
      return;
    }
    message.extract_vector().then(
        [this, message, under_way = replies_->begin()](const pplx::task<std::vector<unsigned char>>& body) {
          std::vector<unsigned char> bytes;
          try {
            bytes = body.get();
          } catch (const std::exception&) {
            return;  // the client went away before it had sent all
          }
          answer(message, read_request(message, std::string(bytes.begin(), bytes.end())));
        });
  }

  void answer(const web::http::http_request& message, const Request& request) {
    const std::size_t chain = statistics_.begin(Emulator::endpoint_name(request), Emulator::writes(request));
    const auto arrival = DelayQueue::Clock::now();
    Response response = emulator_.answer(request);
    const auto when = arrival + response.delay;
    auto send = [this, message, chain, response = std::move(response)] {
      statistics_.end(chain, response.status, response.body.size());
      observe(message.reply(to_message(response)));
    };
    if (when <= arrival) {
      send();
    } else {
      late_.add(when, std::move(send));
    }
  }

  /// Every task of the library must be looked at, or an error in it ends the process.
  void observe(const pplx::task<void>& task) {
    task.then([under_way = replies_->begin()](const pplx::task<void>& done) {
      try {
        done.get();
      } catch (const std::exception&) {
        return;  // the client went away
      }
    });
  }

  Emulator& emulator_;
  Statistics& statistics_;
  std::uint16_t port_;
  std::shared_ptr<Replies> replies_ =
      std::make_shared<Replies>();  ///< outlives the listener where a reply is stuck
  DelayQueue late_;
  listener::http_listener listener_;
};

Result<Server> Server::start(Emulator& emulator, Statistics& statistics, std::uint16_t port) {
  static std::atomic_flag initialised;
  if (!initialised.test_and_set()) crossplat::threadpool::initialize_with_threads(worker_threads);
  constexpr int tries = 20;  // somebody else may take the free port in between
  std::string reason;
  for (int i = 0; i < (port == 0 ? tries : 1); ++i) {
    const std::uint16_t wanted = port == 0 ? find_free_port() : port;
    try {
      auto candidate = std::make_unique<Listener>(emulator, statistics, wanted);
      candidate->open();
      return Server(std::move(candidate));
    } catch (const std::exception& e) {
      reason = e.what();
    }
  }
  return Error{.kind = Error::Kind::transport,
               .where = fmt::format("port {}", port),
               .what = fmt::format("can not listen on 127.0.0.1: {}", reason)};
}

Server::Server(std::unique_ptr<Listener> listener) : listener_(std::move(listener)) {}
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;
Server::~Server() {
  if (!listener_) return;
  listener_.reset();
  run_what_is_queued();
}

std::uint16_t Server::port() const {
  return listener_->port();
}

}  // namespace patrol::emulator

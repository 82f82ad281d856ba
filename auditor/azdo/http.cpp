#include "auditor/azdo/http.h"

#include "auditor/azdo/proxy.h"
#include "auditor/azdo/trust.h"
#include "auditor/model/redact.h"

// The only file that sees the HTTP library: its headers are slow to compile, and it is archived upstream.
#include <cpprest/containerstream.h>
#include <cpprest/http_client.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <pplx/threadpool.h>
#include <utility>
#include <vector>

namespace patrol::azdo {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;
using Failure = TransportFailure;

/// Of one send or receive of the library; the time of a whole try is ours (`Exchange::wait`).
constexpr std::chrono::seconds library_timeout{60};

/// Of all header lines of an answer. The library reads them itself, before anybody can look.
constexpr std::size_t most_header_bytes = std::size_t{64} << 10U;

/// Thrown in the library's progress handler, which ends the transfer; caught where the task is observed.
struct BodyTooLarge {};

/// One request under way. Shared with the library's threads, which may end it after we stopped waiting.
class Exchange {
 public:
  /// Where the library puts the body. A buffer of ours, because the library's own is never freed when the
  /// transfer ends early.
  concurrency::streams::ostream body_stream() { return body_.create_ostream(); }

  void finish(const web::http::http_response& response) {
    const auto& bytes = body_.collection();
    Response ours{.status = response.status_code(), .headers = {}, .body = {bytes.begin(), bytes.end()}};
    std::size_t header_bytes = 0;
    for (const auto& [name, value] : response.headers()) {
      header_bytes += name.size() + value.size();
      ours.headers.emplace(name, value);
    }
    if (header_bytes > most_header_bytes) {
      fail({Failure::Kind::too_large,
            "the headers are larger than " + std::to_string(most_header_bytes >> 10U) + " KiB"});
      return;
    }
    end(std::move(ours));
  }
  void fail(Failure failure) { end(std::move(failure)); }

  /// How the request ended; nothing where time or patience did first.
  std::optional<Result<Response, Failure>> wait(Clock::time_point deadline, const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    ended_.wait_until(lock, stop, deadline, [this] { return end_.has_value(); });
    return std::exchange(end_, std::nullopt);
  }

 private:
  void end(Result<Response, Failure> end) {
    {
      const std::lock_guard lock(mutex_);
      end_ = std::move(end);
    }
    ended_.notify_all();
  }

  concurrency::streams::container_buffer<std::vector<unsigned char>>
      body_;  // of the library's threads until the end
  std::mutex mutex_;
  std::condition_variable_any ended_;
  std::optional<Result<Response, Failure>> end_;
};

/// Errors of TLS itself carry a code of OpenSSL's; a connection that broke during the handshake does not.
bool is_tls_error(const std::error_code& code) {
  return ERR_GET_LIB(static_cast<unsigned long>(code.value())) == ERR_LIB_SSL;
}

/// Tells the end of a task that has ended; every exception of the library stops here.
void observe(const pplx::task<web::http::http_response>& received, Exchange& exchange,
             std::size_t most_bytes) {
  try {
    exchange.finish(received.get());
  } catch (const BodyTooLarge&) {
    exchange.fail(
        {Failure::Kind::too_large, "the body is larger than " + std::to_string(most_bytes >> 20U) + " MiB"});
  } catch (const web::http::http_exception& error) {
    if (is_tls_error(error.error_code())) {
      exchange.fail(
          {Failure::Kind::tls,
           "the server's certificate is not trusted, or it speaks no TLS (an authority of your own: "
           "SSL_CERT_FILE)"});
    } else {
      exchange.fail({Failure::Kind::connection, redact(error.what())});
    }
  } catch (const std::exception& error) {
    exchange.fail({Failure::Kind::connection, redact(error.what())});
  } catch (...) {
    exchange.fail({Failure::Kind::connection, "the HTTP library failed"});
  }
}

class CppRestHttp final : public Http {
 public:
  CppRestHttp(HttpOptions options, std::optional<Proxy> proxy, Trust trust)
      : options_(std::move(options)), proxy_(std::move(proxy)), trust_(std::move(trust)) {}

  Result<Response, Failure> exchange(const HttpMessage& message, milliseconds patience,
                                     const std::stop_token& stop) override {
    const auto deadline = Clock::now() + patience;
    auto exchange = std::make_shared<Exchange>();
    pplx::cancellation_token_source cancel;
    try {
      start(message, exchange, cancel.get_token());
    } catch (const std::exception& error) {
      return Failure{Failure::Kind::connection, redact(error.what())};
    }
    auto end = exchange->wait(deadline, stop);
    if (end) return *std::move(end);
    cancel.cancel();
    if (stop.stop_requested()) return Failure{Failure::Kind::stopped, "interrupted"};
    return Failure{Failure::Kind::timeout, "no answer in time"};
  }

 private:
  void start(const HttpMessage& message, const std::shared_ptr<Exchange>& exchange,
             const pplx::cancellation_token& token) {
    auto request = request_for(message);
    request.set_response_stream(exchange->body_stream());
    client_for(message.origin)
        .request(request, token)
        .then([](const web::http::http_response& response) { return response.content_ready(); })
        .then([exchange, most = options_.most_bytes](const pplx::task<web::http::http_response>& received) {
          observe(received, *exchange, most);
        });
  }

  web::http::http_request request_for(const HttpMessage& message) const {
    const bool is_post = message.method == Request::Method::post;
    web::http::http_request request(is_post ? web::http::methods::POST : web::http::methods::GET);
    request.set_request_uri(web::uri(message.target));
    auto& headers = request.headers();
    for (const auto& [name, value] : message.headers) headers.add(name, value);
    if (!message.authorization.empty()) {
      headers.add("Authorization", std::string(message.authorization.reveal()));
    }
    headers.add("User-Agent", "patrol/" + options_.version);
    if (is_post) request.set_body(std::string(message.body.reveal()), message.content_type);
    request.set_progress_handler(
        [most = options_.most_bytes](web::http::message_direction::direction direction,
                                     utility::size64_t bytes) {
          if (direction == web::http::message_direction::download && bytes > most) throw BodyTooLarge{};
        });
    return request;
  }

  /// One client per host, for each keeps the connections to its host.
  web::http::client::http_client& client_for(const std::string& origin) {
    const std::lock_guard lock(mutex_);
    const auto found = clients_.find(origin);
    if (found != clients_.end()) return found->second;
    return clients_.try_emplace(origin, web::uri(origin), config_for(origin)).first->second;
  }

  web::http::client::http_client_config config_for(const std::string& origin) const {
    web::http::client::http_client_config config;
    // Following a redirect to the sign-in page makes a failure look like a success (API.md trap 3).
    config.set_max_redirects(0);
    config.set_timeout(library_timeout);
    const web::uri uri(origin);
    config.set_ssl_context_callback([trust = trust_, host = uri.host()](boost::asio::ssl::context& context) {
      trust.share_with(context.native_handle(), host);
    });
    if (proxy_ && uri.scheme() == "https" && !bypasses_proxy(uri.host(), options_.no_proxy)) {
      web::web_proxy proxy{web::uri(proxy_->origin)};
      if (!proxy_->user.empty())
        proxy.set_credentials({proxy_->user, std::string(proxy_->password.reveal())});
      config.set_proxy(proxy);
    }
    return config;
  }

  const HttpOptions options_;
  const std::optional<Proxy> proxy_;
  const Trust trust_;
  std::mutex mutex_;
  std::map<std::string, web::http::client::http_client> clients_;
};

}  // namespace

void initialize_http_threads() {
  constexpr std::size_t threads = 4;
  // A second call would throw.
  static const bool is_done = (crossplat::threadpool::initialize_with_threads(threads), true);
  (void)is_done;
}

Result<std::unique_ptr<Http>> make_http(HttpOptions options) {
  std::optional<Proxy> proxy;
  if (!options.https_proxy.empty()) {
    auto parsed = parse_proxy(options.https_proxy);
    if (!parsed) return std::move(parsed).error();
    proxy = std::move(parsed).value();
  }
  auto trust = Trust::load(options.ca_file);
  if (!trust) return std::move(trust).error();
  return std::unique_ptr<Http>(
      std::make_unique<CppRestHttp>(std::move(options), std::move(proxy), std::move(trust).value()));
}

}  // namespace patrol::azdo

#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace patrol::azdo {

/// A certificate for this machine, signed by itself, made anew for each test run.
class SelfSigned {
 public:
  explicit SelfSigned(const std::string& names = "DNS:localhost,IP:127.0.0.1");
  ~SelfSigned();
  SelfSigned(const SelfSigned&) = delete;
  SelfSigned& operator=(const SelfSigned&) = delete;

  const std::string& pem_file() const { return pem_file_; }
  void* context() const;  ///< SSL_CTX*

 private:
  struct State;
  std::unique_ptr<State> state_;
  std::string pem_file_;
};

/// An HTTP server on a loopback socket that answers as a test tells it, to the byte.
class TinyServer {
 public:
  struct Reply {
    std::string bytes;                   ///< status line, headers and body as they are sent
    bool close = false;                  ///< hang up after them
    std::chrono::milliseconds delay{0};  ///< before them
  };
  using Handler = std::function<Reply(const std::string& request)>;

  explicit TinyServer(Handler handler, const SelfSigned* tls = nullptr);
  ~TinyServer();
  TinyServer(const TinyServer&) = delete;
  TinyServer& operator=(const TinyServer&) = delete;

  std::string origin() const;
  std::size_t connections() const { return connections_; }
  std::vector<std::string> requests() const;

 private:
  void accept_all();
  void serve(int socket);

  const Handler handler_;
  const SelfSigned* const tls_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> closing_ = false;
  std::atomic<std::size_t> connections_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::vector<int> sockets_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

/// An answer with a JSON body and its length.
std::string json_reply(const std::string& body, const std::string& status = "200 OK",
                       const std::string& more_headers = "");

}  // namespace patrol::azdo

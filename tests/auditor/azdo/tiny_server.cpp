#include "tests/auditor/azdo/tiny_server.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace patrol::azdo {
namespace {

/// The bytes of one connection, with or without TLS.
class Stream {
 public:
  Stream(int socket, const SelfSigned* tls) : socket_(socket) {
    if (tls == nullptr) return;
    ssl_ = SSL_new(static_cast<SSL_CTX*>(tls->context()));
    SSL_set_fd(ssl_, socket_);
    ok_ = SSL_accept(ssl_) == 1;
  }
  ~Stream() { SSL_free(ssl_); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  bool ok() const { return ok_; }
  long read(char* to, std::size_t size) {
    return ssl_ != nullptr ? SSL_read(ssl_, to, static_cast<int>(size)) : ::recv(socket_, to, size, 0);
  }
  bool write(const std::string& bytes) {
    for (std::size_t sent = 0; sent < bytes.size();) {
      const std::size_t left = bytes.size() - sent;
      const long n = ssl_ != nullptr ? SSL_write(ssl_, bytes.data() + sent, static_cast<int>(left))
                                     : ::send(socket_, bytes.data() + sent, left, MSG_NOSIGNAL);
      if (n <= 0) return false;
      sent += static_cast<std::size_t>(n);
    }
    return true;
  }

 private:
  int socket_;
  SSL* ssl_ = nullptr;
  bool ok_ = true;
};

std::size_t content_length(const std::string& head) {
  const auto found = head.find("Content-Length:");
  return found == std::string::npos ? 0 : std::strtoul(head.c_str() + found + 15, nullptr, 10);
}

/// One request with its body; empty at the end of the connection.
std::string read_request(Stream& stream, std::string& buffer) {
  std::array<char, 4096> chunk{};
  while (true) {
    const auto end = buffer.find("\r\n\r\n");
    if (end != std::string::npos) {
      const std::size_t size = end + 4 + content_length(buffer.substr(0, end + 4));
      if (buffer.size() >= size) {
        std::string request = buffer.substr(0, size);
        buffer.erase(0, size);
        return request;
      }
    }
    const long n = stream.read(chunk.data(), chunk.size());
    if (n <= 0) return {};
    buffer.append(chunk.data(), static_cast<std::size_t>(n));
  }
}

}  // namespace

struct SelfSigned::State {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = X509_new();
  SSL_CTX* context = SSL_CTX_new(TLS_server_method());
};

SelfSigned::SelfSigned(const std::string& names) : state_(std::make_unique<State>()) {
  std::signal(SIGPIPE, SIG_IGN);
  X509* const certificate = state_->certificate;
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_set_pubkey(certificate, state_->key);
  X509_NAME* const name = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"),
                             -1, -1, 0);
  X509_set_issuer_name(certificate, name);
  X509_EXTENSION* const extension =
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str());
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
  X509_sign(certificate, state_->key, EVP_sha256());
  SSL_CTX_use_certificate(state_->context, certificate);
  SSL_CTX_use_PrivateKey(state_->context, state_->key);

  std::string path = "/tmp/patrol-test-XXXXXX";
  const int file = ::mkstemp(path.data());
  if (file < 0) throw std::runtime_error("no temporary file");
  std::FILE* const out = ::fdopen(file, "w");
  PEM_write_X509(out, certificate);
  std::fclose(out);
  pem_file_ = path;
}

SelfSigned::~SelfSigned() {
  SSL_CTX_free(state_->context);
  X509_free(state_->certificate);
  EVP_PKEY_free(state_->key);
  ::unlink(pem_file_.c_str());
}

void* SelfSigned::context() const {
  return state_->context;
}

TinyServer::TinyServer(Handler handler, const SelfSigned* tls) : handler_(std::move(handler)), tls_(tls) {
  listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 16) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("no loopback socket");
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

TinyServer::~TinyServer() {
  closing_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  ::close(listener_);
  {
    const std::lock_guard lock(mutex_);
    for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
  }
  for (auto& thread : threads_) thread.join();
  for (const int socket : sockets_) ::close(socket);
}

std::string TinyServer::origin() const {
  return std::string(tls_ != nullptr ? "https" : "http") + "://127.0.0.1:" + std::to_string(port_);
}

std::vector<std::string> TinyServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void TinyServer::accept_all() {
  while (true) {
    const int socket = ::accept(listener_, nullptr, nullptr);
    if (socket < 0 || closing_) return;
    ++connections_;
    const std::lock_guard lock(mutex_);
    sockets_.push_back(socket);
    threads_.emplace_back([this, socket] { serve(socket); });
  }
}

void TinyServer::serve(int socket) {
  Stream stream(socket, tls_);
  std::string buffer;
  while (stream.ok()) {
    const std::string request = read_request(stream, buffer);
    if (request.empty()) break;
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
    }
    const Reply reply = handler_(request);
    for (auto waited = std::chrono::milliseconds{0}; waited < reply.delay && !closing_;
         waited += std::chrono::milliseconds{5}) {
      std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    if (!stream.write(reply.bytes) || reply.close) break;
  }
  ::shutdown(socket, SHUT_RDWR);
}

std::string json_reply(const std::string& body, const std::string& status, const std::string& more_headers) {
  return "HTTP/1.1 " + status + "\r\nContent-Type: application/json; charset=utf-8; api-version=7.1\r\n" +
         "Content-Length: " + std::to_string(body.size()) + "\r\n" + more_headers + "\r\n" + body;
}

}  // namespace patrol::azdo

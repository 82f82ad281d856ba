#include "auditor/cli/interrupt.h"

#include "auditor/cli/exit_code.h"
#include "auditor/store/temporary.h"

#include <ctime>
#include <pthread.h>
#include <unistd.h>

namespace patrol::cli {
namespace {

/// How long the work may take to stop: it waits for answers that are under way.
constexpr timespec patience{.tv_sec = 2, .tv_nsec = 0};

bool is_ignored(int signal) {
  struct sigaction action {};
  return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

}  // namespace

Interrupt::Interrupt(Messages& messages) : messages_(messages) {
  ::sigemptyset(&signals_);
  ::sigaddset(&signals_, SIGINT);
  ::sigaddset(&signals_, SIGTERM);
  // Blocked, an ignored signal would arrive all the same, and `nohup` ignores this one.
  if (!is_ignored(SIGHUP)) ::sigaddset(&signals_, SIGHUP);
  ::pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  watcher_ = std::thread([this] { watch(); });
}

Interrupt::~Interrupt() {
  is_over_ = true;
  ::pthread_kill(watcher_.native_handle(), SIGINT);
  watcher_.join();
}

std::optional<int> Interrupt::signal() const {
  const int signal = signal_;
  return signal == 0 ? std::nullopt : std::optional{signal};
}

void Interrupt::watch() {
  int signal = 0;
  while (::sigwait(&signals_, &signal) != 0) {
  }
  if (is_over_) return;
  signal_ = signal;
  messages_.say("interrupted");
  stop_.request_stop();

  const int second = ::sigtimedwait(&signals_, nullptr, &patience);
  if (is_over_) return;
  remove_temporaries();
  ::_exit(exit_code_of_signal(second > 0 ? second : signal));
}

}  // namespace patrol::cli

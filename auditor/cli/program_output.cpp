#include "auditor/cli/program_output.h"

#include "auditor/store/file_descriptor.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace patrol::cli {
namespace {

using Clock = std::chrono::steady_clock;

/// Far above any token.
constexpr std::size_t most_bytes = std::size_t{256} << 10U;
/// How often the stop token is looked at.
constexpr std::chrono::milliseconds tick{50};

Error failure(const std::string& program, std::string what) {
  return {Error::Kind::usage, program, std::move(what)};
}

/// A program that was started, with the end of its pipe. Whatever happens, it does not outlive this.
class Child {
 public:
  Child(pid_t id, FileDescriptor output) : id_(id), output_(std::move(output)) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (id_ > 0) end();
  }

  int output() const { return output_.get(); }

  /// Ends it with all that it started; they are a group of their own.
  void end() {
    ::kill(-id_, SIGKILL);
    wait();
  }
  /// Its exit code; 128 + the signal where one ended it.
  int wait() {
    int status = 0;
    while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) {
    }
    id_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

 private:
  pid_t id_;
  FileDescriptor output_;
};

/// Starts it with the signals as a program expects them: ours are blocked for a thread that waits for them.
int spawn(std::span<const std::string> command, int output, pid_t& id) {
  std::vector<std::string> words(command.begin(), command.end());
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);

  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawnattr_init(&attributes);
  ::posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
  ::posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  sigset_t none;
  sigset_t usual;
  ::sigemptyset(&none);
  ::sigemptyset(&usual);
  ::sigaddset(&usual, SIGPIPE);
  ::sigaddset(&usual, SIGXFSZ);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setsigdefault(&attributes, &usual);
  ::posix_spawnattr_setpgroup(&attributes, 0);
  ::posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  const int problem = ::posix_spawn(&id, arguments.front(), &files, &attributes, arguments.data(), environ);
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&files);
  return problem;
}

/// Reads to the end of the pipe. Empty where all went well, else why not.
std::string read_all(int file, std::string& into, Clock::time_point deadline, const std::stop_token& stop) {
  // Enough at once, so that no half of a secret is left behind where the text would grow.
  into.reserve(most_bytes);
  std::array<char, 4096> buffer{};
  while (true) {
    if (stop.stop_requested()) return "interrupted";
    if (Clock::now() >= deadline) return "did not answer in time";
    pollfd ready{.fd = file, .events = POLLIN, .revents = 0};
    const int count = ::poll(&ready, 1, static_cast<int>(tick.count()));
    if (count == 0 || (count < 0 && errno == EINTR)) continue;
    const ssize_t got = ::read(file, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return "its answer can not be read";
    if (got == 0) break;
    if (into.size() + static_cast<std::size_t>(got) > most_bytes) return "printed far too much";
    into.append(buffer.data(), static_cast<std::size_t>(got));
  }
  ::explicit_bzero(buffer.data(), buffer.size());
  return {};
}

}  // namespace

Result<Secret> output_of(std::span<const std::string> command, std::chrono::milliseconds patience,
                         const std::stop_token& stop) {
  const std::string& program = command.front();
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return failure(program, "can not be started: " + std::generic_category().message(errno));
  }
  FileDescriptor reading(ends[0]);
  FileDescriptor writing(ends[1]);
  pid_t id = -1;
  if (const int problem = spawn(command, writing.get(), id); problem != 0) {
    return failure(program, "can not be started: " + std::generic_category().message(problem));
  }
  writing.close();
  Child child(id, std::move(reading));
  std::string text;
  const std::string problem = read_all(child.output(), text, Clock::now() + patience, stop);
  Secret output(std::move(text));
  if (!problem.empty()) return failure(program, problem);
  if (const int code = child.wait(); code != 0) {
    return failure(program, "ended with code " + std::to_string(code));
  }
  return output;
}

}  // namespace patrol::cli

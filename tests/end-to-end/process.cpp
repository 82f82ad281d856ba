#include "tests/end-to-end/process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace patrol::end_to_end {
namespace {

/// Longer than any run of a test takes; a process that is silent for so long hangs.
constexpr int patience_ms = 120'000;

std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (const std::string& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

std::pair<int, int> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  return {ends[0], ends[1]};
}

void close_once(int& file) {
  if (file >= 0) ::close(std::exchange(file, -1));
}

/// Whether there was something, or the end of the file was not there yet.
bool read_some(int& file, std::string& into) {
  std::array<char, 65536> buffer;
  const ssize_t count = ::read(file, buffer.data(), buffer.size());
  if (count > 0) into.append(buffer.data(), static_cast<std::size_t>(count));
  if (count == 0) close_once(file);
  return count > 0;
}

}  // namespace

Process::Process(const std::vector<std::string>& command, const std::vector<std::string>& environment) {
  const auto arguments = pointers(command);
  const auto variables = pointers(environment);
  auto [out, child_out] = make_pipe();
  auto [err, child_err] = make_pipe();
  out_ = out;
  err_ = err;
  id_ = ::fork();
  if (id_ == 0) {
    const int nothing = ::open("/dev/null", O_RDONLY);
    ::dup2(nothing, STDIN_FILENO);
    ::dup2(child_out, STDOUT_FILENO);
    ::dup2(child_err, STDERR_FILENO);
    ::execve(arguments[0], arguments.data(), variables.data());
    ::_exit(127);
  }
  ::close(child_out);
  ::close(child_err);
}

Process::~Process() {
  close_once(out_);
  close_once(err_);
  if (id_ <= 0) return;
  ::kill(id_, SIGKILL);
  ::waitpid(id_, nullptr, 0);
}

void Process::signal(int number) const {
  if (id_ > 0) ::kill(id_, number);
}

bool Process::read_more() {
  std::array<pollfd, 2> files{
      {{.fd = out_, .events = POLLIN, .revents = 0}, {.fd = err_, .events = POLLIN, .revents = 0}}};
  if (out_ < 0 && err_ < 0) return false;
  const int ready = ::poll(files.data(), files.size(), patience_ms);
  if (ready < 0 && errno == EINTR) return true;
  if (ready <= 0) {
    this->signal(SIGKILL);
    ended_.err += "\n(the test gave up waiting)";
    return false;
  }
  if (files[0].revents != 0) read_some(out_, ended_.out);
  if (files[1].revents != 0) read_some(err_, ended_.err);
  return true;
}

bool Process::wait_for(const std::string& phrase) {
  while (ended_.err.find(phrase) == std::string::npos) {
    if (!read_more()) return false;
  }
  return true;
}

void Process::stop_reading_output() {
  close_once(out_);
}

Ended Process::wait() {
  while (read_more()) {
  }
  int status = 0;
  ::waitpid(std::exchange(id_, -1), &status, 0);
  ended_.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return std::move(ended_);
}

}  // namespace patrol::end_to_end

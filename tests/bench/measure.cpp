#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/// measure COMMAND [ARGUMENT…]: runs it and writes to standard error, last, `wall_ms rss_mb exit_code`. Its
/// standard output goes nowhere, as with a terminal that costs nothing.
int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("usage: measure COMMAND [ARGUMENT…]\n", stderr);
    return 3;
  }
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    if (std::freopen("/dev/null", "w", stdout) != nullptr) execvp(argv[1], argv + 1);
    std::perror(argv[1]);
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  if (child < 0 || wait4(child, &status, 0, &usage) != child) {
    std::perror("measure");
    return EXIT_FAILURE;
  }
  const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - start;
  std::fprintf(stderr, "%.1f %.1f %d\n", wall.count(), static_cast<double>(usage.ru_maxrss) / 1024.0,
               WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  return EXIT_SUCCESS;
}

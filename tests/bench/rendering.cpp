// How long each report of a large audit takes, and how much memory beside the audit itself.

#include "reporters/reporters.h"
#include "tests/reporters/sample_audit.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <malloc.h>
#include <ostream>
#include <streambuf>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

/// Takes all and keeps nothing.
class Nowhere : public std::streambuf {
 public:
  std::size_t bytes() const { return bytes_; }

 protected:
  int_type overflow(int_type byte) override {
    ++bytes_;
    return traits_type::not_eof(byte);
  }
  std::streamsize xsputn(const char* /*text*/, std::streamsize count) override {
    bytes_ += static_cast<std::size_t>(count);
    return count;
  }

 private:
  std::size_t bytes_ = 0;
};

/// All files of the report, as `--report FORMAT=PATH` writes them.
std::size_t write(const patrol::Reporter& reporter, const patrol::Audit& audit) {
  Nowhere nowhere;
  std::ostream out(&nowhere);
  if (reporter.parts == nullptr) {
    reporter.render(audit, out);
  } else {
    for (const patrol::ReportPart& part : reporter.parts(audit)) part.write(out);
  }
  return nowhere.bytes();
}

double resident_kilobytes() {
  std::ifstream file("/proc/self/statm");
  double size = 0;
  double resident = 0;
  file >> size >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1024;
}

/// In a process of its own: its highest memory begins at what it was when it was forked.
void measure(const patrol::Reporter& reporter, const patrol::Audit& audit) {
  malloc_trim(0);
  const double before = resident_kilobytes();
  const std::clock_t start = std::clock();  // of the processor: nothing here waits
  const std::size_t bytes = write(reporter, audit);
  const double milliseconds = static_cast<double>(std::clock() - start) * 1000 / CLOCKS_PER_SEC;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("%s %.0f %.1f %.1f\n", std::string(reporter.name).c_str(), milliseconds,
              (static_cast<double>(usage.ru_maxrss) - before) / 1024, static_cast<double>(bytes) / 1e6);
}

}  // namespace

/// rendering FINDINGS: a line for each format, `name milliseconds megabytes_of_memory megabytes_written`.
int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: rendering FINDINGS\n", stderr);
    return 3;
  }
  const patrol::Audit audit = patrol::large_audit(std::stoul(argv[1]));
  for (const patrol::Reporter& reporter : patrol::reporters()) {
    std::fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
      measure(reporter, audit);
      return EXIT_SUCCESS;
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0) {
      std::perror("rendering");
      return EXIT_FAILURE;
    }
  }
  return EXIT_SUCCESS;
}

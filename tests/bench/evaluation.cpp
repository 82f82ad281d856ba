#include "auditor/evaluate/evaluate.h"
#include "auditor/policy/catalogue.h"
#include "auditor/policy/library.h"
#include "auditor/store/read_file.h"
#include "auditor/store/snapshot_file.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

/// evaluation POLICIES INTEGRATIONS SNAPSHOT: the time of evaluate() alone, without reading or writing
/// anything. Prints `milliseconds findings`, the middle one of nine runs.
namespace {

using patrol::Error;

int refuse(const std::vector<Error>& errors) {
  for (const Error& error : errors) std::fprintf(stderr, "%s\n", patrol::to_string(error).c_str());
  return 3;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("usage: evaluation POLICIES INTEGRATIONS SNAPSHOT\n", stderr);
    return 3;
  }
  const patrol::Catalogue& catalogue = patrol::built_in_catalogue();
  const auto loaded = patrol::load({argv[1]}, {argv[2]}, catalogue);
  if (!loaded) return refuse(loaded.error());
  const auto text = patrol::read_file(argv[3], patrol::most_snapshot_bytes);
  if (!text) return refuse({text.error()});
  const auto snapshot = patrol::read_snapshot(text.value(), argv[3]);
  if (!snapshot) return refuse({snapshot.error()});

  patrol::EvaluateOptions options;
  options.now = snapshot.value().collected_at;
  options.tool = "benchmark";
  std::vector<double> times;
  std::size_t findings = 0;
  for (int i = 0; i < 9; ++i) {
    const auto start = std::chrono::steady_clock::now();
    const patrol::Audit audit = patrol::evaluate(loaded.value().policies, loaded.value().integrations,
                                                 catalogue, snapshot.value(), options);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    times.push_back(took.count());
    findings = audit.findings.size();
  }
  std::sort(times.begin(), times.end());
  std::printf("%.0f %zu\n", times[times.size() / 2], findings);
  return 0;
}

#include "auditor/store/history.h"

#include "auditor/model/audit.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

/// history FILE: appends a thousand audits of a thousand findings to a new history, of which one in ten
/// fails, some appear and some are mended each night; then draws the trend. Each append opens the file, as
/// each run of patrol does. Prints `slowest-append-ms trend-ms megabytes`.
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t audits = 1000;
constexpr std::size_t integrations = 50;
constexpr std::size_t rules = 20;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

patrol::Audit night(std::size_t number) {
  patrol::Audit audit;
  audit.tool = "benchmark";
  audit.generated_at = *patrol::parse_time("2024-01-01T02:00:00Z") + std::chrono::days(number);
  for (std::size_t rule = 0; rule < rules; ++rule) {
    audit.rules.push_back(
        {.policy = "policy", .id = "rule." + std::to_string(rule), .title = "A rule holds"});
  }
  for (std::size_t i = 0; i < integrations; ++i) {
    const std::string name = "integration-" + std::to_string(i);
    audit.integrations.push_back(
        {.name = name, .policy = "policy", .organization = "bench", .account = name});
    audit.tokens.push_back({.organization = "bench",
                            .account = name,
                            .integrations = {name},
                            .name = name,
                            .id = name,
                            .valid_to = audit.generated_at + std::chrono::days(i * 3),
                            .is_alive = true});
    for (std::size_t rule = 0; rule < rules; ++rule) {
      patrol::Finding finding;
      finding.integration = static_cast<std::uint32_t>(i);
      finding.rule = static_cast<std::uint32_t>(rule);
      // A tenth fails, each failure for ten nights of a hundred.
      const bool fails = (i * rules + rule + number) % 100 < 10;
      finding.verdict = fails ? patrol::Verdict::fail : patrol::Verdict::pass;
      finding.message =
          "the account " + name + " does not hold what the rule " + std::to_string(rule) + " asks for";
      audit.findings.push_back(std::move(finding));
    }
  }
  audit.totals = count(audit);
  return audit;
}

int refuse(const patrol::Error& error) {
  std::fprintf(stderr, "%s\n", patrol::to_string(error).c_str());
  return 3;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: history FILE\n", stderr);
    return 3;
  }
  const std::string path = argv[1];
  std::filesystem::remove(path);
  double slowest = 0;
  for (std::size_t number = 0; number < audits; ++number) {
    const patrol::Audit audit = night(number);
    const auto start = Clock::now();
    const auto history = patrol::open_history(path, patrol::Opening::existing_or_new);
    if (!history) return refuse(history.error());
    if (const auto done = history.value()->append(audit, "bench"); !done) return refuse(done.error());
    slowest = std::max(slowest, milliseconds_since(start));
  }
  const auto start = Clock::now();
  const auto history = patrol::open_history(path, patrol::Opening::existing);
  if (!history) return refuse(history.error());
  const auto trend = history.value()->trend({});
  if (!trend) return refuse(trend.error());
  const double took = milliseconds_since(start);
  if (trend.value().points.size() != audits || trend.value().mended.empty()) return 3;
  std::printf("%.0f %.0f %.0f\n", slowest, took, static_cast<double>(std::filesystem::file_size(path)) / 1e6);
  return 0;
}

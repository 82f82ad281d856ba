#include "auditor/evaluate/evaluate.h"
#include "auditor/policy/catalogue.h"
#include "auditor/policy/library.h"
#include "tests/support/world.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <sys/resource.h>
#include <vector>

/// many_accounts POLICY ACCOUNTS [GROUPS]: decides that many integrations, each of an account of its own, in
/// an organization that is made in memory, with that many groups none of them is in; nothing is read or
/// written meanwhile. Prints `milliseconds findings excess megabytes all_megabytes`: the processor's time of
/// the middle one of five runs, the memory that deciding takes, and that of the whole process with the
/// snapshot.
namespace {

/// All of one length, so that their order is that of the numbers.
std::string name_of(std::size_t number) {
  return "svc-" + std::to_string(100000 + number);
}
std::string email_of(std::size_t number) {
  return name_of(number) + "@contoso.com";
}

patrol::Snapshot organization(std::size_t accounts, std::size_t groups) {
  patrol::World world;
  world.put("[contoso]\\Tools", "[contoso]\\Everybody").put("[contoso]\\Everybody", "[Shop]\\Contributors");
  for (std::size_t number = 0; number < groups; ++number) {
    world.put(patrol::World::auditor_email, "[contoso]\\Crew " + std::to_string(number));
  }
  for (std::size_t number = 0; number < accounts; ++number) {
    const std::string email = email_of(number);
    world.account(email);
    world.put(email, number % 3 == 0 ? "[Shop]\\Readers" : "[contoso]\\Tools");
    if (number % 97 == 0) world.put(email, "[contoso]\\Project Collection Administrators");
    patrol::Token token = patrol::living_token({"vso.build", "vso.code", "vso.graph"}, email);
    if (number % 5 == 0) token.scopes.push_back("vso.work_write");
    world.token(email, token);
    world.entitlement(email, {.account_license_type = "express", .status = "active"});
  }
  return world.snapshot();
}

/// The most that this process ever held.
long most_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3 && argc != 4) {
    std::fputs("usage: many_accounts POLICY ACCOUNTS [GROUPS]\n", stderr);
    return 3;
  }
  const std::size_t accounts = std::strtoul(argv[2], nullptr, 10);
  const patrol::Catalogue& catalogue = patrol::built_in_catalogue();
  const auto loaded = patrol::load({argv[1]}, {}, catalogue);
  if (!loaded) {
    for (const patrol::Error& error : loaded.error()) std::fprintf(stderr, "%s\n", to_string(error).c_str());
    return 3;
  }
  const std::size_t groups = argc == 4 ? std::strtoul(argv[3], nullptr, 10) : 0;
  const patrol::Snapshot snapshot = organization(accounts, groups);
  std::vector<patrol::Integration> integrations;
  integrations.reserve(accounts);
  for (std::size_t number = 0; number < accounts; ++number) {
    patrol::Integration integration = patrol::flow_integration();
    integration.name = name_of(number);
    integration.policy = loaded.value().policies.begin()->first;
    integration.email = integration.account.value = integration.pat.name = email_of(number);
    integration.features = {"tickets"};
    integrations.push_back(std::move(integration));
  }

  const long before = most_megabytes();
  std::vector<double> times;
  std::size_t findings = 0, excess = 0;
  for (int i = 0; i < 5; ++i) {
    const std::clock_t start = std::clock();
    const patrol::Audit audit = patrol::evaluate(loaded.value().policies, integrations, catalogue, snapshot,
                                                 {.now = patrol::test_now(), .tool = "benchmark"});
    times.push_back(1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    findings = audit.findings.size();
    excess = audit.excess.size();
  }
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::nth_element(times.begin(), middle, times.end());
  std::printf("%.0f %zu %zu %ld %ld\n", *middle, findings, excess, most_megabytes() - before,
              most_megabytes());
  return 0;
}

#include "tests/oracle/role_pages.h"

#include <cstdint>

namespace patrol::oracle {
namespace {

constexpr const char* connection_id = "4b16dc87-22a0-45f9-82d8-2e295c4597c6";

std::string project_id(const std::string& project) {
  static const World world;
  return world.ids(project).project;
}

}  // namespace

const std::vector<RoleSheet>& role_sheets() {
  static const std::vector<RoleSheet> all{
      {"Shop/azure", "Shop", "distributedtask.serviceendpointrole", project_id("Shop") + "_" + connection_id},
      {"Shop/*", "Shop", "distributedtask.project.serviceendpointrole", project_id("Shop")},
      {"Web/*", "Web", "distributedtask.project.serviceendpointrole", project_id("Web")},
      {"pool/Linux", "pool", "distributedtask.agentpoolrole", "7"},
      {"pool/*", "pool", "distributedtask.globalagentpoolrole", "0"}};
  return all;
}

std::string things_key(const std::string& place) {
  return place == "pool" ? fact_name("agent_pool", "") : fact_name("service_connection", project_id(place));
}

std::string identity_id_of(const std::string& group) {
  std::uint64_t hash = 14695981039346656037U;  // FNV-1a
  for (const char c : group) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return "00000000-0000-4000-8000-" + std::to_string(100'000'000'000U + hash % 900'000'000'000U);
}

}  // namespace patrol::oracle

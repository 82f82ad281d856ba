#include "auditor/model/probe.h"

#include <algorithm>
#include <array>

namespace patrol {
namespace {

constexpr std::string_view core = "dev.azure.com";
constexpr std::string_view identity_host = "vssps.dev.azure.com";

// Scopes and addresses: API.md 3.2 to 3.12 and the probes of its list of scopes; hosts: 1.1; versions: 1.2.
// Left out is what declares no scope (security), what answers by the account's role as well (token
// administration, audit log) and what several scopes open without one that is asked for (service hooks).
constexpr std::array table{
    Probe{"projects", "vso.profile vso.project", core, "_apis/projects", "7.1", "$top=100"},
    // The one call of projects and teams that takes no `vso.profile`, which many scopes bring along.
    Probe{"teams", "vso.project", core, "_apis/teams", "7.1-preview.3", "$top=1"},
    Probe{"repositories", "vso.code", core, "_apis/git/repositories", "7.1"},
    Probe{"work_item_fields", "vso.work", core, "_apis/wit/fields", "7.1"},
    Probe{"pipelines", "vso.build", core, "{project}/_apis/build/definitions", "7.1", "$top=1"},
    Probe{"users", "vso.graph", identity_host, "_apis/graph/users", "7.1-preview.1"},
    Probe{"identities", "vso.identity", identity_host, "_apis/identities", "7.1",
          "searchFilter=General&filterValue=patrol"},
    Probe{"access_levels", "vso.memberentitlementmanagement", "vsaex.dev.azure.com", "_apis/userentitlements",
          "7.1"},
    Probe{"agent_pools", "vso.agentpools", core, "_apis/distributedtask/pools", "7.1"},
    Probe{"service_connections", "vso.serviceendpoint", core, "{project}/_apis/serviceendpoint/endpoints",
          "7.1"},
    Probe{"variable_groups", "vso.variablegroups_read", core,
          "{project}/_apis/distributedtask/variablegroups", "7.1", "$top=1"},
    Probe{"wikis", "vso.wiki", core, "{project}/_apis/wiki/wikis", "7.1"},
};

}  // namespace

std::span<const Probe> probes() {
  return table;
}

const Probe* find_probe(std::string_view name) {
  const auto* const found = std::ranges::find(table, name, &Probe::name);
  return found == table.end() ? nullptr : found;
}

}  // namespace patrol

#include "auditor/collect/collect.h"

#include "auditor/collect/collection.h"
#include "auditor/collect/finish.h"
#include "auditor/collect/workers.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <future>
#include <memory>
#include <utility>

namespace patrol {
namespace {

/// By folded name; the spelling must not depend on the order of the files.
std::map<std::string, std::string> by_folded_name(const std::vector<std::string>& organizations) {
  std::map<std::string, std::string> names;
  for (const std::string& name : organizations) {
    const auto [place, is_new] = names.emplace(fold_case(name), name);
    if (!is_new) place->second = std::min(place->second, name);
  }
  return names;
}

/// Of which nothing was asked.
void keep_other_organizations(const Snapshot& earlier, Snapshot& all) {
  for (const auto& [key, organization] : earlier.organizations) {
    if (!all.organizations.emplace(key, organization).second) continue;
    all.collected_at = std::min(all.collected_at, earlier.collected_at);
    all.cut_short = all.cut_short || is_cut_short(organization);
  }
}

void run_side_by_side(const std::vector<std::unique_ptr<Collection>>& collections) {
  std::vector<std::future<void>> running;
  running.reserve(collections.size());
  for (const auto& collection : collections) {
    // Where no thread is to be had, it runs when its turn to be waited for comes.
    running.push_back(
        std::async(std::launch::async | std::launch::deferred, [&collection] { collection->run(); }));
  }
  for (std::future<void>& one : running) one.get();
}

}  // namespace

StillMissing missing_for_audit(const PolicySet& policies, const std::vector<Integration>& integrations,
                               const Catalogue& catalogue) {
  std::map<std::string, std::vector<Integration>> by_organization;
  for (const Integration& integration : integrations) {
    by_organization[fold_case(integration.organization)].push_back(integration);
  }
  return [&policies, &catalogue, by_organization = std::move(by_organization)](
             const std::string& organization, const Snapshot& so_far,
             const EvaluateOptions& options) -> std::set<FactKey> {
    const auto integrations_of_it = by_organization.find(organization);
    if (integrations_of_it == by_organization.end()) return {};
    return missing_facts(policies, integrations_of_it->second, catalogue, so_far, options)[organization];
  };
}

Snapshot collect(const std::vector<std::string>& organizations, const StillMissing& still_missing,
                 const ClientFor& client_for, const CollectOptions& options) {
  Workers workers(options.concurrency);
  ProgressOfAll progress(options.progress);
  std::vector<std::unique_ptr<Collection>> collections;
  // All are there before the first begins: each has its part of the workers from the start.
  for (const auto& [key, name] : by_folded_name(organizations)) {
    collections.push_back(
        std::make_unique<Collection>(key, name, client_for(name), still_missing, options, workers, progress));
  }
  run_side_by_side(collections);

  Snapshot all{.collected_at = options.evaluate.now};
  for (const auto& collection : collections) {
    if (collection->is_read_anew() && options.read_anew) options.read_anew(collection->name());
    Snapshot one = collection->take();
    all.collected_at = std::min(all.collected_at, one.collected_at);
    all.cut_short = all.cut_short || one.cut_short;
    all.organizations.merge(one.organizations);
  }
  if (options.resume != nullptr && options.keeps_rest) keep_other_organizations(*options.resume, all);
  return all;
}

Snapshot collect(const PolicySet& policies, const std::vector<Integration>& integrations,
                 const Catalogue& catalogue, const ClientFor& client_for, const CollectOptions& options) {
  std::vector<std::string> organizations;
  for (const Integration& integration : integrations) {
    if (options.evaluate.asks_about(integration)) organizations.push_back(integration.organization);
  }
  return collect(organizations, missing_for_audit(policies, integrations, catalogue), client_for, options);
}

}  // namespace patrol

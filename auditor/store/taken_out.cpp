#include "auditor/store/taken_out.h"

#include <algorithm>

namespace patrol {

bool TakenOut::is_still_of(std::int64_t integration, const std::string& loaded_from) const {
  const auto found = loaded_from_.find(integration);
  return found != loaded_from_.end() && found->second == loaded_from;
}

void TakenOut::remember(std::int64_t integration, const std::string& loaded_from) {
  if (loaded_from.empty()) return;
  covered_[loaded_from].insert(integration);
  loaded_from_[integration] = loaded_from;
}

std::vector<std::int64_t> TakenOut::look(const std::string& loaded_from,
                                         const std::vector<std::int64_t>& covered) {
  std::vector<std::int64_t> taken_out;
  if (loaded_from.empty()) return taken_out;
  std::set<std::int64_t>& before = covered_[loaded_from];
  std::set<std::int64_t> now(covered.begin(), covered.end());
  const bool is_comparable =
      std::ranges::any_of(before, [&](std::int64_t integration) { return now.contains(integration); });
  for (const std::int64_t integration : before) {
    if (is_comparable && !now.contains(integration) && is_still_of(integration, loaded_from)) {
      taken_out.push_back(integration);
    }
  }
  before = std::move(now);
  for (const std::int64_t integration : before) loaded_from_[integration] = loaded_from;
  return taken_out;
}

std::map<std::int64_t, std::string> TakenOut::present() const {
  std::map<std::int64_t, std::string> present;
  for (const auto& [loaded_from, integrations] : covered_) {
    for (const std::int64_t integration : integrations) {
      if (is_still_of(integration, loaded_from)) present.emplace(integration, loaded_from);
    }
  }
  return present;
}

}  // namespace patrol

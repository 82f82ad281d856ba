#include "auditor/evaluate/token_sharers.h"

#include "auditor/model/text.h"

#include <algorithm>

namespace patrol {

TokenSharers::TokenSharers(const std::vector<const Integration*>& integrations) {
  const auto is_of_first = [&](const Integration* each) {
    return same_name(each->organization, integrations.front()->organization);
  };
  const bool is_of_one = !integrations.empty() && std::ranges::all_of(integrations, is_of_first);
  if (is_of_one) only_organization_ = integrations.front()->organization;
  for (const Integration* each : integrations) {
    const bool has_address = each->account.kind == AccountSelector::Kind::email;
    if (has_address) by_address_[fold_case(each->account.value)].push_back(each);
    if (!each->pat.id.empty()) {
      by_token_[fold_case(each->pat.id)].push_back(each);
    } else if (!has_address && !each->pat.name.empty()) {
      by_token_[fold_case(each->pat.name)].push_back(each);
    }
  }
}

bool TokenSharers::are_all_of(std::string_view organization) const {
  return only_organization_ && same_name(organization, *only_organization_);
}

std::vector<const Integration*> TokenSharers::elsewhere(std::string_view organization,
                                                        std::span<const std::string_view> addresses,
                                                        std::span<const std::string_view> tokens) const {
  std::vector<const Integration*> found;
  // All that share an account would be walked through in vain.
  if (are_all_of(organization)) return found;
  const auto look_up = [&](const Index& index, std::span<const std::string_view> keys) {
    for (const std::string_view key : keys) {
      const auto named = key.empty() ? index.end() : index.find(fold_case(key));
      if (named == index.end()) continue;
      for (const Integration* each : named->second) {
        if (!same_name(each->organization, organization)) found.push_back(each);
      }
    }
  };
  look_up(by_address_, addresses);
  look_up(by_token_, tokens);
  std::ranges::sort(found, {}, [](const Integration* each) -> const std::string& { return each->name; });
  const auto again = std::ranges::unique(found);
  found.erase(again.begin(), again.end());
  return found;
}

}  // namespace patrol

#include "auditor/evaluate/account_sharers.h"

#include "auditor/model/concat.h"
#include "auditor/model/snapshot.h"
#include "auditor/model/sort_unique.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <iterator>

namespace patrol {

const AccountSharers::Index& AccountSharers::index_of(const std::string& organization) {
  const auto [place, is_new] = indexes_.try_emplace(organization);
  Index& index = place->second;
  if (!is_new) return index;
  for (const Integration* each : integrations_) {
    if (!same_name(each->organization, organization)) continue;
    if (each->account.kind == AccountSelector::Kind::service_principal) {
      index.service_principals.push_back(each);
    } else {
      index.by_account[account_key(each->account)].push_back(each);
    }
  }
  return index;
}

const AccountSharers::Sharers& AccountSharers::of(const Integration& integration, const Facts& facts) {
  const std::string organization = fold_case(integration.organization);
  const Identity* identity = facts.account(integration.account).identity;
  const auto [place, is_new] =
      sharers_.try_emplace(concat({organization, "\n", identity == nullptr ? "?" : "",
                                   identity == nullptr ? integration.name : identity->id}));
  Sharers& sharers = place->second;
  if (!is_new) return sharers;
  if (identity == nullptr) {
    sharers.known = {&integration};
    return sharers;
  }
  const Index& index = index_of(organization);
  std::vector<std::string> keys;
  keys.reserve(4);
  for (const std::string* address : {&identity->mail, &identity->account}) {
    keys.push_back(account_key({AccountSelector::Kind::email, *address}));
  }
  for (const std::string* descriptor : {&identity->subject_descriptor, &identity->descriptor}) {
    keys.push_back(account_key({AccountSelector::Kind::descriptor, *descriptor}));
  }
  sort_unique(keys);
  std::vector<const Integration*> candidates;
  for (const std::string& key : keys) {
    const auto named = index.by_account.find(key);
    if (named != index.by_account.end()) std::ranges::copy(named->second, std::back_inserter(candidates));
  }
  // An application's id, which an integration may name it by, is not told of the identity.
  if (is_service_principal(*identity))
    std::ranges::copy(index.service_principals, std::back_inserter(candidates));
  for (const Integration* each : candidates) {
    const AccountAnswer& answer = facts.account(each->account);
    if (answer.identity != nullptr && answer.identity->id == identity->id) sharers.known.push_back(each);
    if (answer.identity == nullptr && !answer.nobody) sharers.maybe.push_back(each);
  }
  return sharers;
}

}  // namespace patrol

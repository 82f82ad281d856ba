#include "auditor/azdo/identities_by_id.h"

#include "auditor/azdo/identities.h"
#include "auditor/azdo/pages.h"

#include <algorithm>

namespace patrol::azdo {

Fetched<std::vector<Evidence<Identity>>> fetch_identities_by_id(Client& client,
                                                                std::span<const std::string> ids) {
  Fetched<std::vector<Evidence<Identity>>> fetched;
  if (ids.empty()) return fetched;
  std::string list;
  for (const std::string& id : ids) list += (list.empty() ? "" : ",") + id;
  const auto found = read_list(client,
                               {.endpoint = EndpointId::identities,
                                .what = "identities by their ids",
                                .path = {"_apis", "identities"},
                                .query = {{"identityIds", list}, {"queryMembership", "None"}}},
                               fetched.reads, parse_identity);
  for (const std::string& id : ids) {
    const auto identity = std::ranges::find(found.items, id, &Identity::id);
    if (identity != found.items.end()) {
      fetched.known.emplace_back(*identity);
      continue;
    }
    // The service answers a batch with null for what it does not find (API.md 3.4).
    Gap gap = found.rest.value_or(Gap{Gap::Kind::not_found, "", "the service gave nothing for it",
                                      grant_permission(endpoint(EndpointId::identities))});
    gap.what = "the identity `" + id + "`";
    fetched.known.emplace_back(std::move(gap));
  }
  return fetched;
}

}  // namespace patrol::azdo

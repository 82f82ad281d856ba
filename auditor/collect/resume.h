#pragma once

#include "auditor/collect/read_fact.h"
#include "auditor/model/evidence.h"
#include "auditor/model/snapshot.h"

#include <optional>

namespace patrol {

/// Whether two collections were signed in to the same organization as the same identity. Lists tell each
/// caller what he may see, so what was read as somebody else is no evidence of what is missing in them.
bool is_same_auditor(const Evidence<Connection>& earlier, const Evidence<Connection>& now);

/// Keeps a fact with its reads as an earlier collection had it. Nothing where that one did not get it: not
/// asked for lack of time, no answer, or a refusal, which may be mended by now. What the service did answer
/// is kept, whatever it was. Who the auditor is, what Microsoft Graph says and
/// what the integrations' own tokens are answered, with credentials of their own, is always asked anew.
std::optional<Store> known_before(const Organization& earlier, const FactKey& key);

/// Keeps all that stands in the earlier collection and was not asked for in the later one, gaps too.
void keep_rest(const Organization& earlier, Organization& now);

}  // namespace patrol

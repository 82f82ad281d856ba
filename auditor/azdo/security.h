#pragma once

#include "auditor/azdo/client.h"
#include "auditor/azdo/json.h"
#include "auditor/model/snapshot.h"

#include <optional>
#include <string>
#include <string_view>

namespace patrol::azdo {

/// All security namespaces with their bits (API.md 3.5).
Fetched<Listing<SecurityNamespace>> fetch_namespaces(Client& client);

/// The list of one token, entries of everybody. Known nothing: the service answered and has no list for it,
/// or one that says nothing (API.md trap 18: that means it inherits all). The token may come in any letter
/// case, with or without the separator at its end: if the service knows none of the form given, the other
/// form is asked too (trap 36). An answer with the lists of other tokens alone is none.
Fetched<Evidence<std::optional<AccessControlList>>> fetch_access_control(Client& client,
                                                                         const std::string& namespace_id,
                                                                         const std::string& token);

/// The lists of all tokens under one, without its own; those that say nothing are left out (API.md 3.5,
/// `recurse`). The token may come in any letter case and with either end, as above. Lists of other tokens are
/// left out too, and then the rest is a gap.
Fetched<Listing<AccessControlList>> fetch_lists_below(Client& client, const std::string& namespace_id,
                                                      const std::string& token);

Parsed<SecurityNamespace> parse_namespace(const Json& entry);
Parsed<AccessControlList> parse_access_control_list(const Json& entry);

}  // namespace patrol::azdo

#pragma once

#include "auditor/evaluate/evaluate.h"
#include "auditor/model/draft.h"
#include "auditor/model/result.h"

#include <map>
#include <set>
#include <string>

namespace patrol {

/// Of whom a draft is made.
struct DraftRequest {
  std::string organization;
  std::string account;  ///< e-mail, account name, descriptor, application or object id, or the name of a
                        ///< service principal
  std::string token;    ///< name or id of the one that the integration uses; may be empty
  std::string name;     ///< of the integration; empty: made of the account's
};

/// What the account holds now as rules, each of which passes on these very facts: whatever an audit would not
/// decide so is left out, and told. An error where nobody is meant, or it is not known who.
Result<Draft> make_draft(const DraftRequest& request, const Catalogue& catalogue, const Snapshot& snapshot,
                         const EvaluateOptions& options);

/// The facts that make_draft() would have looked at and the snapshot never asked for, as missing_facts()
/// tells those of an audit.
std::map<std::string, std::set<FactKey>> missing_for_draft(const DraftRequest& request,
                                                           const Catalogue& catalogue,
                                                           const Snapshot& snapshot,
                                                           const EvaluateOptions& options);

}  // namespace patrol

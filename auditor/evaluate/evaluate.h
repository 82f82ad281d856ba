#pragma once

#include "auditor/model/audit.h"
#include "auditor/model/catalogue.h"
#include "auditor/model/integration.h"
#include "auditor/model/policy.h"
#include "auditor/model/snapshot.h"
#include "auditor/model/waiver.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace patrol {

struct EvaluateOptions {
  Time now{};
  Severity fail_on = Severity::low;
  std::string tool;  ///< name and version, for the reports
  /// `--accept materialised`: Azure DevOps' own expansion of Entra groups is taken for the whole truth.
  bool accept_materialised = false;
  /// `--accept declared`: what an integration file says of its token counts where nothing better is known.
  bool accept_declared = false;
  /// Whether a collection may ask Microsoft Graph who is in an Entra group; matters to missing_facts() alone.
  bool ask_graph = false;
  /// Whether a collection reads who the auditor is also where no rule asks; matters to missing_facts() alone.
  bool ask_auditor = false;
  std::vector<WrittenWaiver> waivers{};  ///< those of integrations that are not audited here change nothing
  /// `--only`: names of the integrations that are asked about; empty: all. Only they are decided and told,
  /// and what the others need of an account that they share counts all the same.
  std::set<std::string, std::less<>> only{};

  bool asks_about(const Integration& integration) const;
};

/// Decides every rule of every integration. Pure and total: no I/O, no clock but `now`, and an answer for
/// everything; what the snapshot does not hold is inconclusive. Same input, same Audit, whatever the order of
/// `integrations`, which are all that are loaded. Each integration's policy must be in `policies` (the loader
/// sees to it).
Audit evaluate(const PolicySet& policies, const std::vector<Integration>& integrations,
               const Catalogue& catalogue, const Snapshot& snapshot, const EvaluateOptions& options);

/// The facts that `evaluate` would have looked at and the snapshot never asked for, by folded name of the
/// organization. Reading them and asking again, until nothing is missing, is the whole plan of a collection:
/// what no rule asks for is never read.
std::map<std::string, std::set<FactKey>> missing_facts(const PolicySet& policies,
                                                       const std::vector<Integration>& integrations,
                                                       const Catalogue& catalogue, const Snapshot& snapshot,
                                                       const EvaluateOptions& options);

}  // namespace patrol

#pragma once

#include "auditor/evaluate/evaluate.h"
#include "auditor/model/preflight.h"

#include <optional>
#include <string>
#include <vector>

namespace patrol {

/// As few integrations as show each rule of each policy and organization at work, as trials, which ask for
/// one project, repository and pipeline: what it takes to find out what a credential can read, whatever the
/// number of integrations and of what they select.
std::vector<Integration> preflight_samples(const PolicySet& policies,
                                           const std::vector<Integration>& integrations);

/// What became of each rule of the policies that integrations of the organization use, in a snapshot that was
/// collected for the samples.
std::vector<PreflightRule> preflight_rules(const PolicySet& policies, const std::vector<Integration>& samples,
                                           const std::string& organization, const Catalogue& catalogue,
                                           const Snapshot& snapshot, const EvaluateOptions& options);

/// What patrol asks of the auditor's own account; `scopes` are the ids that the rules need.
struct AuditorNeeds {
  std::vector<std::string> scopes;
  bool administrator = false;  ///< something that only administrators are shown is read
  bool signs_in_with_pat = true;
};

/// Which of its owner's tokens the credential is. The service does not tell; where one alone is alive it is
/// that one.
struct AuditorToken {
  std::string id;                     ///< empty: not known
  std::optional<AuditorCheck> doubt;  ///< several may be it: told in place of what would be asked of it
};
AuditorToken find_auditor_token(const Organization& organization, Time now);

/// What is told where the credential is none of a user's tokens, and no token of the user is judged for it.
AuditorCheck no_token_check(const std::string& credential);

/// What is told of a credential for Microsoft Graph, which no rule is about.
AuditorCheck graph_check();

/// A policy and an integration that ask of the auditor's account what any policy asks of any account: its
/// token is alive and holds no more than is needed, and it is no administrator for nothing.
Policy auditor_policy(const std::string& organization, const AuditorNeeds& needs);
Integration auditor_integration(const std::string& organization, const Connection& connection);

}  // namespace patrol

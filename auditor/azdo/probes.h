#pragma once

#include "auditor/azdo/client.h"
#include "auditor/model/snapshot.h"

#include <string>

namespace patrol::azdo {

/// What a token was answered when it was tried for the first time.
struct TriedToken {
  Evidence<ProbedToken> token;
  Evidence<bool> projects;  ///< the answer to the first of probes()

  friend bool operator==(const TriedToken&, const TriedToken&) = default;
};

/// Whether the service takes the token in this variable, whose it is, and a private project that it is shown:
/// two requests. It is dead where one was sent to sign in, or said that it ended; two bare 401s may also be
/// the answers to a narrow one (API.md 2.2), and are a gap. `client` is the auditor's; a gap, too, where it
/// has no way to ask with that token.
Fetched<TriedToken> try_own_token(const Client& client, const std::string& variable);

/// Whether the probe (with `/{project id}` where it needs one) is answered to the token, which is known to
/// work: one request. Evidence only where the answer shows a scope or its absence.
Fetched<Evidence<bool>> fetch_probe(const Client& client, const std::string& variable,
                                    const std::string& probe);

}  // namespace patrol::azdo

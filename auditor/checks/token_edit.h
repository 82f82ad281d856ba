#pragma once

#include "auditor/checks/check.h"

#include <string>
#include <vector>

namespace patrol {

/// The remedy where no edit helps. No call: it would show the secret on the terminal of whoever sends it.
Remediation make_new_token();

/// What the owner of a token may change of it without a new secret.
struct TokenEdit {
  std::vector<std::string> scopes;  ///< ids
  Time valid_to{};
};

/// The call by which the owner, signed in as a user of Entra, edits the token (API.md 3.8). Empty for a token
/// for all organizations, which can not be renewed, for one that is dead or would have Full access, and where
/// its name is not told, which the call repeats.
std::string edit_token_call(const Token& token, const TokenEdit& edit, const Question& question);

/// The remedy with that call, and with the word that it sends the whole token as it was read: two of them,
/// one for the scopes and one for the end, undo each other.
Remediation with_edit(Remediation remedy, const Token& token, const TokenEdit& edit,
                      const Question& question);

}  // namespace patrol

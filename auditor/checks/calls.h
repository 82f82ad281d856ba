#pragma once

#include "auditor/checks/check.h"

#include <string>
#include <string_view>

namespace patrol {

// Calls that a person may send, word by word, and patrol never does. Each is empty where something in it is
// not known, or can not be shown as it is: a call that is nearly right does harm.

/// The call, or nothing where a name in it would break it into lines, or show as its code point.
std::string copyable(std::string call);

/// `az rest` with the credential of Azure DevOps; `body` is JSON and may be empty.
std::string rest_call(std::string_view method, std::string_view url, std::string_view body);

/// A text as JSON writes it, with its quotes.
std::string json_word(std::string_view text);

/// Puts the account into the group, or takes it out: `verb` is `add` or `remove`. The group is not one of
/// Entra.
std::string member_call(std::string_view verb, const std::string& group_descriptor, const Identity& account,
                        const Question& question);

/// Takes the account out of a group of Entra, or puts it there: `verb` is `remove` or `add`.
std::string entra_member_call(const std::string& group_descriptor, const Identity& account,
                              std::string_view verb = "remove");

/// What an entry says of one permission.
enum class EntryVerb { reset, allow, deny };

/// Changes one permission on the list of a token, for an account or a group (by its identity descriptor), and
/// nothing else of the entry.
std::string entry_call(EntryVerb verb, const Permission& permission, const std::string& token,
                       const std::string& subject_descriptor, const Question& question);

}  // namespace patrol

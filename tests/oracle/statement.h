#pragma once

#include "auditor/model/snapshot.h"

#include <cstdint>
#include <string>
#include <vector>

namespace patrol::oracle {

/// The account that all questions are about.
inline constexpr const char* svc = "svc@contoso.com";

/// One line about an organization. An organization is a list of them, so that it can be made by chance,
/// printed, and shrunk by leaving lines out: any part of such a list is an organization too.
struct Statement {
  enum class What {
    put,                ///< subject (account or group) is a member of `of`
    crowd,              ///< `subject` has `allow` further members, which cut its list
    entry,              ///< in the list of (`of`, `token`) stands an entry of `subject`: allow, deny
    cut_inheritance,    ///< the list of (`of`, `token`) inherits nothing
    effective,          ///< the service's own effective values of the account in (`of`, `token`)
    humble_auditor,     ///< the auditor administers nothing
    microsoft_account,  ///< the account is none of Entra's
    inactive_account,   ///< the account is not active
    token,    ///< a token named `subject` with the scopes `of`, parted by spaces; deny: it is dead; allow: it
              ///< is for all organizations
    licence,  ///< the account's licence is `subject`
    visibility,      ///< the project `subject` is `of`
    other_spelling,  ///< the account's own address is spelt with other letter case
    hook,  ///< a service hook for `of` in the project `subject`, of status `token`; allow: the account made
           ///< it
    role,  ///< `subject` has the role `of` on the sheet `token`; allow: it is inherited
    graph_says,      ///< Microsoft Graph: the account is (allow 1) or is not (0) in the Entra group `subject`
    hidden_members,  ///< Microsoft Graph: the Entra group `subject` hides its members (allow 1) or not (0)
    forgets,         ///< the expansion of the account leaves out the group `subject`
    renamed,         ///< the group `subject` is now called `of`, by both who tell its name
    hide,            ///< a read of the kind `of` failed: `subject`, or `token`, tells which
    half,            ///< the same, after the first half of the list
    never_asked      ///< the same, but it was never tried
  };
  What what = What::put;
  std::string subject;
  std::string of;
  std::string token;
  std::int64_t allow = 0;
  std::int64_t deny = 0;

  friend bool operator==(const Statement&, const Statement&) = default;
};

/// `- put: {member: svc@contoso.com, in: "[Shop]\Readers"}`
std::string to_text(const Statement& statement);

/// What a collection would have left of such an organization. The order of the lines makes no difference.
Snapshot snapshot_of(const std::vector<Statement>& statements);

}  // namespace patrol::oracle

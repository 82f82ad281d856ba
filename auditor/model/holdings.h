#pragma once

#include "auditor/model/evidence.h"
#include "auditor/model/steps.h"
#include "auditor/model/time.h"
#include "auditor/model/words.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// An account that integrations sign in with, as the service knows it.
struct AuditedAccount {
  std::string organization;
  std::string account;  ///< as the integrations name it: the e-mail, descriptor or id
  std::string name;     ///< what the service calls it; empty where it was not found
  std::string
      kind;  ///< `user`, `guest`, `service principal`, `managed identity`, `build service`; may be empty
  std::string access_level;               ///< as the service words it; empty where no rule asked
  std::vector<std::string> integrations;  ///< of all loaded ones, sorted; more than one: it is shared
  std::vector<std::string> unknown;  ///< what of it could not be read, so that the excess may be incomplete
  /// What it holds of these was held against the need, as far as it is known: `scopes`, `groups`,
  /// `roles on single things` where a rule asks about some, `access level`.
  std::vector<std::string> compared{};
  std::vector<std::string> not_compared{};  ///< what was not, and why

  friend bool operator==(const AuditedAccount&, const AuditedAccount&) = default;
};

/// Whether the account's `compared` has it.
bool is_compared(const AuditedAccount& account, std::string_view what);

/// When tokens for all organizations stop, whatever their own end is (API.md 8).
inline constexpr Time global_tokens_end = std::chrono::sys_days{std::chrono::December / 1 / 2026};

/// A personal access token that an integration may be using.
struct AuditedToken {
  std::string organization;
  std::string account;
  std::vector<std::string> integrations;  ///< that use it, sorted
  std::string name;                       ///< may be empty
  std::string id;
  std::vector<std::string> scopes;  ///< ids
  std::optional<Time> valid_from;
  std::optional<Time> valid_to;
  bool is_alive = false;           ///< valid by its own word and its dates, at the time of the audit
  bool all_organizations = false;  ///< such tokens stop on 1 December 2026 (API.md 8)

  /// When it stops at the latest; nothing where nobody said.
  std::optional<Time> end() const;
  friend bool operator==(const AuditedToken&, const AuditedToken&) = default;
};

/// Something that an account holds and that no loaded integration's policy needs.
struct Excess {
  enum class Kind { scope, token, group, role, access_level };
  std::string organization;
  std::string account;                    ///< as in AuditedAccount
  std::vector<std::string> integrations;  ///< whose needs were counted, sorted
  Kind kind = Kind::group;
  /// `[contoso]\Project Collection Administrators`, `Code: Read & write (vso.code_write)`, `Administrator of
  /// the service connection azure of the project Shop where User is enough`
  std::string what;
  std::optional<std::string> project;    ///< where it is of one project
  Severity severity = Severity::medium;  ///< by what it allows
  std::string allows;                    ///< one clause: `everything in the organization`
  std::vector<std::string> path;         ///< account → group → group → role, or account → token
  std::vector<ReadId> reads;             ///< places in Audit::reads
  Steps remediation;                     ///< the smallest change that takes it away

  friend bool operator==(const Excess&, const Excess&) = default;
};

inline constexpr std::string_view compared_scopes = "scopes";
inline constexpr std::string_view compared_groups = "groups";
inline constexpr std::string_view compared_roles = "roles on single things";
inline constexpr std::string_view compared_access_level = "access level";

std::string_view to_word(Excess::Kind kind);

}  // namespace patrol

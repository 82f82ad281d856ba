#pragma once

#include "auditor/facts/facts.h"
#include "auditor/facts/token_chain.h"
#include "auditor/facts/truth.h"
#include "auditor/model/audit.h"
#include "auditor/model/catalogue.h"
#include "auditor/model/integration.h"
#include "auditor/model/policy.h"

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// A permission that a ceiling allows further down than where it bounds: of some repositories of a project,
/// say. What it points to outlives the question.
struct AllowedBelow {
  const Permission* permission = nullptr;
  const TokenSet* tokens = nullptr;  ///< where
  std::vector<std::string> open{};   ///< rules of which not all the places are known
};

/// What the active rules of all loaded integrations that sign in with the account require where a question is
/// asked: what `required` stands for under `at_most`.
struct RequiredHere {
  std::vector<std::string> groups;      ///< names: of the question's project, else of the organization
  std::vector<Permission> permissions;  ///< at the levels that the rule's `for_each` is about
  std::vector<Permission> above;        ///< at levels above these, of what the question's place lies in
  std::vector<AllowedBelow> below;      ///< in the question's project, else in the organization
  /// Groups through which the account has what is required, by folded descriptor: it needs these too.
  std::set<std::string, std::less<>> rests_on;
  /// Groups that may be such: it has what is required in too many ways to tell.
  std::set<std::string, std::less<>> may_rest_on;
  std::vector<std::string> undecided;  ///< rules of which it is not known what they rest on
  /// Rules that require permissions, of which it is not known whether they are asked here, and of these the
  /// ones that would bound a namespace which none that is asked bounds.
  std::vector<std::string> unplaced;
  std::vector<std::string> may_bound;
  std::optional<AccessLevel> access_level{};  ///< the highest that is required; nothing: none is
  std::vector<std::string> open{};  ///< the rules of integrations that may sign in with the account, or not
};

/// The scopes that the active rules of an integration require of its token.
struct ScopeNeed {
  const Integration* integration = nullptr;
  std::vector<std::string> ids;  ///< sorted, unique
};

/// Everything a check may look at: one requirement of one rule for one integration and, under `for_each`, one
/// project, with the repository or pipeline where it is for each of those.
struct Question {
  const Rule& rule;
  const Integration& integration;
  const Project* project = nullptr;
  const Repository* repository = nullptr;
  const Pipeline* pipeline = nullptr;
  /// Of the integration itself, and where the rule says `required` of others that sign in with the account,
  /// or in other organizations may be using a token of it.
  const std::vector<ScopeNeed>& scope_needs;
  const Facts& facts;
  const Catalogue& catalogue;
  Time now{};
  bool accept_declared = false;  ///< `--accept declared`
  /// Only where the rule says `required` of groups, permissions or the access level.
  const RequiredHere* required = nullptr;
  /// Only where the rule is a ceiling that names permissions at two levels: those of the lower one, on all
  /// things that the rule is asked of.
  std::span<const AllowedBelow> named_below{};
  /// Whether messages and remediation are wanted: what only finds out which facts are missing does without.
  bool in_words = true;
  /// Whether a disabled repository is taken for an enabled one: what the account needs there it needs once it
  /// is enabled again.
  bool as_if_enabled = false;

  Rule::Mode mode() const noexcept { return rule.mode; }
  AccountAnswer const& account() const { return facts.account(integration.account); }
};

/// How far the change of a remedy reaches beyond the account and the one thing that it is about.
enum class Reach { ordinary, project, organization };

/// What a check found. `holds` is about the rule as its mode means it: under `forbid`, yes says that nothing
/// forbidden is there.
struct Outcome {
  Truth holds = Truth::unknown;
  std::string message;  ///< one sentence, lower case, no full stop; empty only where gaps speak
  std::string expected;
  std::string observed;
  std::vector<std::string> path;
  /// Where it does not hold: each fault by itself, as a waiver excuses it. What is held or lacking, without
  /// dates, reads and days left, so that it is the same until something else is held. Empty: `observed` says
  /// it.
  std::vector<std::string> faults{};
  Support support;
  Remediation remediation;
  Reach reach = Reach::ordinary;  ///< of the remediation
  std::vector<std::string> notices;
  std::optional<Grade> grade = std::nullopt;  ///< of the evidence about a token
  /// Where something required holds: for each thing, and each gate of it, whose it is, by descriptor. Any one
  /// of them is enough; who has the least beside it comes first.
  std::vector<std::vector<std::string>> held_through{};

  /// The faults, sorted and unique; never none.
  std::vector<std::string> all_faults() const;
};

/// One kind of requirement: its word in the policy language and what decides it.
struct Check {
  std::string_view word;
  std::string_view summary;
  bool only_required = false;  ///< the kind makes no sense under `forbid`, `at_most` and `exactly`
  /// Whether this row is for the requirement's kind.
  bool (*is_for)(const Requirement&);
  /// Pure and total.
  Outcome (*decide)(const Requirement&, const Question&);
};

/// The one list of checks. A new kind is a struct in auditor/model/policy.h, a file here and a row there.
std::span<const Check> checks();

/// Decides a requirement of any kind, joined ones included.
Outcome decide(const Requirement& requirement, const Question& question);

}  // namespace patrol

#pragma once

#include "auditor/model/evidence.h"
#include "auditor/model/steps.h"
#include "auditor/model/words.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// Whether a credential can decide a rule, found out by trying it on one integration.
struct PreflightRule {
  enum class Answer {
    decided,          ///< the evidence was read
    refused,          ///< the credential or its owner lacks something: `gaps` say what to grant
    failed,           ///< there was no usable answer this time: try again
    depends,          ///< all was read; what this account is like leaves the rule open
    not_switched_on,  ///< no loaded integration of the organization uses what the rule is about
  };
  std::string policy;
  std::string rule;
  std::string integration;  ///< on which it was tried; empty where it was not
  Answer answer = Answer::decided;
  std::vector<Gap> gaps;

  friend bool operator==(const PreflightRule&, const PreflightRule&) = default;
};

std::string_view to_word(PreflightRule::Answer answer);

/// What patrol's own rules say of the auditor's credential: that it is alive, and holds no more than is
/// needed.
struct AuditorCheck {
  std::string title;
  Verdict verdict = Verdict::inconclusive;
  std::string message;
  Steps advice;  ///< may be empty on pass

  friend bool operator==(const AuditorCheck&, const AuditorCheck&) = default;
};

struct PreflightOrganization {
  std::string name;
  std::string auditor;      ///< display name and account of the credential's owner; empty: not known
  std::string why_unknown;  ///< why it is not
  bool is_accepted = true;  ///< whether the service takes the credential at all
  std::size_t requests = 0;
  std::vector<std::string> needed;   ///< scopes that the rules need, as words
  std::vector<PreflightRule> rules;  ///< by policy, in the order of its file
  std::vector<AuditorCheck> auditor_checks;

  friend bool operator==(const PreflightOrganization&, const PreflightOrganization&) = default;
};

/// The result of `patrol preflight`, by organization.
struct Preflight {
  std::vector<PreflightOrganization> organizations;

  /// Whether the credential is accepted everywhere, and every rule that is switched on can be decided as far
  /// as it goes.
  bool is_good() const;
  friend bool operator==(const Preflight&, const Preflight&) = default;
};

}  // namespace patrol

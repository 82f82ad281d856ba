#pragma once

#include "auditor/model/integration.h"
#include "auditor/model/policy.h"

#include <string>
#include <vector>

namespace patrol {

/// What an account holds or lacks, and no rule of the draft says.
struct LeftOut {
  enum class Why {
    unread,   ///< it could not be read, or not be decided
    not_so,   ///< it was read, and does not hold today
    no_words  ///< it holds, and the language can not say it
  };
  Why why = Why::unread;
  std::string what;    ///< `the token is valid`
  std::string reason;  ///< in a clause
  std::string grant;   ///< what would have to be granted or done; may be empty

  friend bool operator==(const LeftOut&, const LeftOut&) = default;
};

/// The start of an integration's two files: what its account holds now, as the tightest policy that it
/// satisfies.
struct Draft {
  std::string account;  ///< what a person calls it
  Integration integration;
  Policy policy;
  std::vector<LeftOut> left_out;
  std::vector<std::string> notes;  ///< what else a person should know, a sentence without a full stop each

  /// Whether no rule is missing for want of evidence.
  bool is_complete() const;
  friend bool operator==(const Draft&, const Draft&) = default;
};

}  // namespace patrol

#pragma once

#include "auditor/cases/description.h"
#include "auditor/cases/directory.h"
#include "auditor/model/integration.h"
#include "auditor/model/policy.h"
#include "auditor/model/words.h"

#include <optional>
#include <string>
#include <vector>

namespace patrol::cases {

/// A verdict that a case wants of one rule.
struct Wanted {
  std::string rule;
  std::optional<std::string> place;  ///< `Website` or `Website/storefront`; nothing: wherever it is asked
  Verdict verdict = Verdict::pass;
  std::vector<std::string> says;     ///< parts of the message, in any order
  std::vector<std::string> through;  ///< parts of steps of the path, in that order
  Position position;
};

/// One sentence about a policy, and what shows that it is true.
struct Case {
  std::string sentence;
  std::string why;  ///< may be empty
  Position position;
  Time now{};
  bool accept_materialised = false;
  bool accept_declared = false;
  Directory organization;
  std::vector<Unread> unread;
  PolicySet policies;
  std::vector<Integration> integrations;  ///< the first is the one that the verdicts are about
  std::vector<Wanted> wanted;
  bool others_pass = false;          ///< every other finding passes or does not apply
  std::vector<std::string> notices;  ///< parts of notices, each of which has to be told
  /// Parts of what the audit tells as excess, one for each; nothing: it is not looked at.
  std::optional<std::vector<std::string>> excess{};
  std::string tested_policy;  ///< of the policies under test; empty where the case brings its own rules
};

}  // namespace patrol::cases

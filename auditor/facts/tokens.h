#pragma once

#include "auditor/facts/support.h"
#include "auditor/facts/view.h"
#include "auditor/model/integration.h"
#include "auditor/model/time.h"

#include <string>
#include <vector>

namespace patrol {

/// Which tokens of an account an integration may be using (DESIGN 2, "Which token").
struct TokenAnswer {
  std::vector<const Token*> chosen;
  bool none = false;                 ///< the list was read to its end and holds no such token
  std::size_t living = 0;            ///< chosen ones that are alive, before dead namesakes were set aside
  std::vector<std::string> notices;  ///< dead namesakes that were set aside
  Support support;
};

/// With an id only that one, else those of that name, else all of the account. Dead namesakes of exactly one
/// living token are set aside with a notice; dead ones of another name never are.
TokenAnswer find_tokens(const View& view, const std::string& subject_descriptor, const PatSelector& selector,
                        Time now);

/// Valid by its own word and its dates: `isValid`, validFrom ≤ now < validTo.
bool is_alive(const Token& token, Time now);

/// Known to be dead by its word or its dates. What the service does not tell the end of is neither dead nor
/// alive.
bool is_dead(const Token& token, Time now);

/// `flow-production (2f6a0c1e-…)`
std::string token_name(const Token& token);

}  // namespace patrol

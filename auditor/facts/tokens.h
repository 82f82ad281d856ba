#pragma once

#include "auditor/facts/support.h"
#include "auditor/facts/truth.h"
#include "auditor/facts/view.h"
#include "auditor/model/integration.h"
#include "auditor/model/time.h"

#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// Which tokens of an account an integration may be using (DESIGN 2, "Which token").
struct TokenAnswer {
  std::vector<const Token*> chosen;
  bool none = false;                 ///< the list was read to its end and holds no such token
  std::vector<std::string> notices;  ///< namesakes that were set aside because they are over
  Support support;
};

/// With an id only that one, else those of that name, else all of the account. Namesakes of exactly one
/// living token that are over are set aside with a notice; those of another name never are, nor what begins
/// later.
TokenAnswer find_tokens(const View& view, const std::string& subject_descriptor, const PatSelector& selector,
                        Time now);

/// Valid by its own word and its dates: `isValid`, validFrom ≤ now < validTo.
bool is_alive(const Token& token, Time now);

/// Revoked or run out, by its own word or its end, and of no use ever again. What begins later, or of which
/// the service does not tell the end, is neither over nor alive.
bool is_over(const Token& token, Time now);

/// Whether an integration of another organization uses the token, which this one lists. Only a token that is
/// for several organizations can be for it too: by its id it surely is; by its name, or where it names none,
/// it may be if it signs in with one of the addresses that the account has here, `mail` and `account`. Whose
/// a descriptor or id of another organization is, is not told here: then it may be by the very name alone.
Truth is_used_elsewhere(const Token& token, std::string_view mail, std::string_view account,
                        const Integration& integration);

/// `flow-production (2f6a0c1e-…)`
std::string token_name(const Token& token);

}  // namespace patrol
